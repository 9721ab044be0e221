"""What a file is, whatever its name says. Pure: looks at a name and at bytes."""

import io
import zipfile

LIMIT = 20 * 1024 * 1024
# What an office file may become when it is opened, and of how many pieces.
UNPACKED, PIECES = 200 * 1024 * 1024, 5_000

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"

# The kinds we take, by the ending of the name.
KINDS = {"pdf": PDF, "jpg": JPEG, "jpeg": JPEG, "png": PNG, "docx": DOCX, "xlsx": XLSX, "odt": ODT}
ENDINGS = {PDF: "pdf", JPEG: "jpg", PNG: "png", DOCX: "docx", XLSX: "xlsx", ODT: "odt"}

_INSIDE = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_MAGIC = {PDF: {".pdf"}, JPEG: {".jpg", ".jpeg", ".jfif"}, PNG: {".png"}}
_MACROS = ("vbaproject.bin", "vbadata.xml")
# Marks that turn the direction of writing, or are not seen at all: a name is made of letters.
_UNSEEN = {chr(code) for code in (*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2066, 0x2067)}
_UNSEEN |= {chr(code) for code in (0x2068, 0x2069, 0xFEFF)}


def is_plain_name(name: str) -> bool:
    """Say whether a file's name is one: no folder, no hidden character, not too long."""
    return (
        0 < len(name) <= 200
        and not name.startswith(".")
        and not set(name) & {"/", "\\", ":", "\0"}
        and not any(ord(letter) < 32 or letter in _UNSEEN for letter in name)
    )


def named_kind(name: str) -> str:
    """Return the kind that the name's ending promises, or nothing for one we do not take."""
    _stem, dot, ending = name.rpartition(".")
    return KINDS.get(ending.lower(), "") if dot else ""


def _members(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return []


def real_kind(content: bytes) -> str:
    """Return the kind that the bytes show, or nothing for one we do not take."""
    if content.startswith(b"PK\x03\x04"):
        members = _members(content)
        if "mimetype" in members and content[30:110].startswith(b"mimetype" + ODT.encode()):
            return ODT
        if "[Content_Types].xml" not in members:
            return ""
        return next((kind for member, kind in _INSIDE.items() if member in members), "")
    import puremagic  # noqa: PLC0415 -- a thousand signatures; only an upload asks for them

    try:
        endings = {match.extension for match in puremagic.magic_string(content[:65536])}
    except (puremagic.PureError, ValueError):
        return ""
    for kind, known in _MAGIC.items():
        if endings & known and content.startswith(
            (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
        ):
            return kind
    return ""


def is_bomb(content: bytes) -> bool:
    """Say whether an office file would become far larger than it is when it is opened."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pieces = archive.infolist()
    return len(pieces) > PIECES or sum(piece.file_size for piece in pieces) > UNPACKED


def is_whole(content: bytes, kind: str) -> bool:
    """Say whether the end of a PDF is there; the other kinds cannot be read without theirs."""
    return kind != PDF or b"%%EOF" in content[-2048:]


def has_macros(content: bytes) -> bool:
    """Say whether an office file carries a program."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    return any(
        member.lower().endswith(_MACROS) or member.startswith(("Basic/", "Scripts/"))
        for member in _members(content)
    )
