"""A PDF without what it tells beside its words and pictures. Pure."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from naboskap.website.library.cleaning.refusing import DAMAGED, TELLING, UncleanError
from naboskap.website.library.pictures import is_jpeg, plain_jpeg

_OF_THE_MAKER = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/EF", "/AA", "/JS", "/Thumb")
_OF_THE_BOOK = (
    "/OpenAction",
    "/Collection",
    "/Threads",
    "/SpiderInfo",
    "/Perms",
    "/DSS",
    "/URI",
    "/AcroForm",
)
_LEADS = {"/URI", "/GoTo"}  # A link to a site, or to another place in the file.


def clean_pdf(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if not len(pdf.pages):
            raise UncleanError(DAMAGED)
        for page in pdf.pages:
            _keep_annotations(page, {"/Link", "/Widget"})
        # What was filled in stays to be read, and is no form any more.
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("screen")
        for page in pdf.pages:
            _keep_annotations(page, {"/Link"})
        _take_keys(pdf.Root, _OF_THE_BOOK)
        if "/Names" in pdf.Root:
            _take_keys(pdf.Root["/Names"], set(pdf.Root["/Names"].keys()) - {"/Dests"})
        # A list of its own: a picture that is unfolded is one more while we go through them.
        for value in list(pdf.objects):
            for one in inside(value):
                _strip(one)
                if isinstance(one, pikepdf.Stream):
                    _plain_picture(pdf, one)
        _take_keys(pdf.trailer, ["/Info"])
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, encryption=False)
    _require_nothing_told(out)
    return out.getvalue()


# How EXIF and XMP begin, wherever they stand: in a page's own signs, or in a kind of picture that
# we cannot take them out of.
_TELLS = (b"Exif\0\0", b"http://ns.adobe.com/xap/", b"<x:xmpmeta", b"<?xpacket")


def _require_nothing_told(cleaned: io.BytesIO) -> None:
    with pikepdf.open(cleaned) as pdf:
        for value in pdf.objects:
            if isinstance(value, pikepdf.Stream):
                try:
                    plain = value.read_bytes()
                except pikepdf.PdfError:
                    plain = value.read_raw_bytes()  # A picture that is packed in its own way.
                if any(one in plain for one in _TELLS):
                    raise UncleanError(TELLING)


def _take_keys(holder: Any, keys: Iterable[str]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _keep_annotations(page: pikepdf.Page, kinds: set[str]) -> None:
    if "/Annots" not in page:
        return
    kept = [one for one in page["/Annots"] if str(one.get("/Subtype", "")) in kinds]
    page["/Annots"] = pikepdf.Array(kept)


def inside(value: Any, depth: int = 0) -> Iterator[Any]:
    """Yield the dictionaries, streams and strings that stand directly in a PDF's object."""
    if depth > 60:
        raise UncleanError(DAMAGED)
    if depth and isinstance(value, pikepdf.Object) and value.is_indirect:
        return  # It comes by itself.
    if isinstance(value, pikepdf.Array):
        for one in value:
            yield from inside(one, depth + 1)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        yield value
        for _key, one in value.items():  # noqa: PERF102 -- a stream has no values()
            yield from inside(one, depth + 1)
    elif isinstance(value, pikepdf.String):
        yield value


def _strip(value: Any) -> None:
    if isinstance(value, pikepdf.String):
        return
    _take_keys(value, _OF_THE_MAKER)
    action = value.get("/A")
    if isinstance(action, pikepdf.Dictionary):
        if "/S" in action and str(action["/S"]) not in _LEADS:
            del value["/A"]
        elif "/Next" in action:
            del action["/Next"]


_JPEGS = {"/DCTDecode", "/DCT"}


def _plain_picture(pdf: pikepdf.Pdf, value: pikepdf.Stream) -> None:
    """Take out of a JPEG what it tells, in however many wrappings it lies."""
    told, parms = value.get("/Filter"), value.get("/DecodeParms")
    wraps = list(told) if isinstance(told, pikepdf.Array) else [told]
    with_each = list(parms) if isinstance(parms, pikepdf.Array) else [parms] * len(wraps)
    names = [str(one) for one in wraps]
    if not _JPEGS & set(names):
        return
    if names[-1] not in _JPEGS or len(wraps) != len(with_each):
        raise UncleanError(DAMAGED)
    raw = value.read_raw_bytes()
    if len(wraps) > 1:
        wrapped = pikepdf.Stream(pdf, raw)
        wrapped.Filter = pikepdf.Array(wraps[:-1])
        if isinstance(parms, pikepdf.Array):
            wrapped.DecodeParms = pikepdf.Array(with_each[:-1])
        raw = wrapped.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    if not is_jpeg(raw):
        raise UncleanError(DAMAGED)
    own = with_each[-1] if isinstance(with_each[-1], pikepdf.Dictionary) else None
    value.write(plain_jpeg(raw), filter=pikepdf.Name.DCTDecode, decode_parms=own)
