"""A picture without what it tells beside what it shows: where it was taken, when, with what.

Pure: bytes in, bytes out. The picture is drawn anew, upright as it was meant to be seen; nothing
of the old file's descriptions (EXIF, GPS, comments, colour profile, a second picture inside)
comes along.
"""

import io

from PIL import Image, ImageOps

PIXELS = 60_000_000  # More than any telephone takes; a few bytes may claim to be far more.
QUALITY = 92
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}


class UnreadableError(Exception):
    """The picture cannot be opened, is cut off, or claims to be larger than ``PIXELS``."""


def without_metadata(content: bytes, kind: str) -> bytes:
    """Return the picture alone. The same picture gives the same bytes."""
    try:
        plain = _upright(content, FORMATS[kind])
    # What a hostile file can make a decoder say is not a closed list.
    except Exception as fault:
        raise UnreadableError from fault
    plain.info = {name: plain.info[name] for name in ("transparency",) if name in plain.info}
    out = io.BytesIO()
    if kind == "image/jpeg":
        drawn = plain if plain.mode in {"L", "RGB"} else plain.convert("RGB")
        drawn.save(out, "JPEG", quality=QUALITY)
    else:
        plain.save(out, "PNG")
    return out.getvalue()


def _upright(content: bytes, form: str) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=[form]) as opened:
        if opened.width * opened.height > PIXELS:
            raise UnreadableError
        plain = ImageOps.exif_transpose(opened)
        plain.load()
        return plain
