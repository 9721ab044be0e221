"""A file as it may leave the house: its words and pictures, and nothing of who made it. Pure.

Bytes in, bytes out. What can be taken out without a reader missing it is taken out (who wrote
it, with what, where it lay on their disk, where a picture was taken, programs, files within the
file). What somebody must decide on is refused with ``why``: comments, tracked changes, hidden
sheets, another file put into it.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pikepdf
from lxml import etree

from naboskap.records.uploads import ODT, PDF

LOCKED, DAMAGED, COMMENTED, HIDING, EMBEDDING, FETCHING = (
    "locked",
    "damaged",
    "commented",
    "hiding",
    "embedding",
    "fetching",
)


class UncleanError(Exception):
    """The file is not taken in; ``why`` is one of the words above."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def clean(content: bytes, kind: str) -> bytes:
    """Return the file without what it tells beside its words and pictures."""
    try:
        return _pdf(content) if kind == PDF else _zipped(content, kind)
    except UncleanError:
        raise
    except pikepdf.PasswordError as fault:
        raise UncleanError(LOCKED) from fault
    # What a hostile file can make a parser say is not a closed list.
    except Exception as fault:
        raise UncleanError(DAMAGED) from fault


# ── PDF ──────────────────────────────────────────────────────────────────────
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


def _pdf(content: bytes) -> bytes:
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
        for value in pdf.objects:
            for one in inside(value):
                _strip(one)
        _take_keys(pdf.trailer, ["/Info"])
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, encryption=False)
    return out.getvalue()


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
    if isinstance(value, pikepdf.Stream) and value.get("/Filter") == pikepdf.Name.DCTDecode:
        raw = value.read_raw_bytes()
        plain = plain_jpeg(raw)
        if plain != raw:
            value.write(plain, filter=pikepdf.Name.DCTDecode)


# ── Office files ─────────────────────────────────────────────────────────────
_MAKERS = re.compile(
    r"(?i)^(?:docProps/|customXml/|word/people\.xml|xl/persons/|xl/calcChain\.xml|Thumbnails/"
    r"|Configurations2/|META-INF/documentsignatures|_xmlsignatures/|layout-cache|.*printerSettings)"
)
_COMMENTS = re.compile(r"(?i)^(?:word/comments.*|xl/comments.*|xl/threadedComments/.*)\.xml$")
_WITHIN = re.compile(r"(?i)(?:^|/)(?:embeddings|activeX|oleObjects?|ctrlProps)/|^xl/revisions/")
_CHANGES = {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns", "cellDel"}
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_LINK = "{http://www.w3.org/1999/xlink}href"
_EMPTY_META = (
    f'<?xml version="1.0" encoding="utf-8"?><office:document-meta xmlns:office="{_OFFICE}"'
    ' office:version="1.3"><office:meta/></office:document-meta>'
).encode()


def parsed(content: bytes) -> Any:
    """Read XML without fetching or unfolding anything; what declares its own words is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise UncleanError(DAMAGED)
    return root


def _zipped(content: bytes, kind: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if any(one.flag_bits & 0x1 for one in archive.infolist()):
            raise UncleanError(LOCKED)
        parts = {one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()}
    for name in parts:
        if _WITHIN.search(name) or (kind == ODT and name.startswith("Object ")):
            raise UncleanError(EMBEDDING)
    for name, part in parts.items():
        if name.lower().endswith((".jpg", ".jpeg")):
            parts[name] = plain_jpeg(part)
        elif name.lower().endswith(".png"):
            parts[name] = plain_png(part)
    plain = _odt(parts) if kind == ODT else _ooxml(parts)
    return _packed(plain)


def _packed(parts: dict[str, bytes]) -> bytes:
    """Pack the parts anew: no hour, no remark, nothing between them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        # What an ODT is stands first, as it is.
        for name in sorted(parts, key=lambda name: name != "mimetype"):
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), parts[name], compress_type=how)
    return out.getvalue()


def _ooxml(parts: dict[str, bytes]) -> dict[str, bytes]:
    for name, part in parts.items():
        if _COMMENTS.match(name) and any(
            etree.QName(one).localname.startswith(("comment", "threadedComment"))
            for one in parsed(part).iterdescendants(etree.Element)
        ):
            raise UncleanError(COMMENTED)
    kept = {name: part for name, part in parts.items() if not _MAKERS.match(name)}
    for name, part in kept.items():
        if name.endswith(".rels"):
            kept[name] = _rels(name, part, kept)
        elif name == "[Content_Types].xml":
            kept[name] = _without(
                part, lambda one: one.get("PartName", "/").lstrip("/") not in {"", *kept}
            )
        elif name.endswith(".xml") and name.startswith(("word/", "xl/")):
            kept[name] = _ooxml_part(part)
    return kept


def _rels(name: str, part: bytes, kept: dict[str, bytes]) -> bytes:
    """Keep what leads to a part that is there, or to a site; nothing is fetched from elsewhere."""
    base = posixpath.dirname(posixpath.dirname(name))

    def leads_nowhere(one: Any) -> bool:
        target, kind = one.get("Target", ""), one.get("Type", "")
        if one.get("TargetMode") == "External":
            if kind.endswith("/attachedTemplate"):
                return True
            if not kind.endswith("/hyperlink"):
                raise UncleanError(FETCHING)
            return False
        whole = target.lstrip("/") if target.startswith("/") else posixpath.join(base, target)
        return posixpath.normpath(whole.partition("#")[0]) not in kept and not (
            target.startswith("#") or kind.endswith("/hyperlink")
        )

    return _without(part, leads_nowhere)


def _without(part: bytes, goes: Callable[[Any], bool]) -> bytes:
    root = parsed(part)
    for one in list(root):
        if isinstance(one.tag, str) and goes(one):
            root.remove(one)
    return _written(root)


def _ooxml_part(part: bytes) -> bytes:
    root = parsed(part)
    gone = []
    for one in root.iter(etree.Element):
        tag = etree.QName(one)
        if tag.namespace == _WORD and tag.localname in _CHANGES:
            raise UncleanError(COMMENTED)
        if tag.localname == "sheet" and one.get("state", "visible") != "visible":
            raise UncleanError(HIDING)
        # Where it lay on its maker's disk.
        if tag.localname in {"absPath", "attachedTemplate", "fileSharing"}:
            gone.append(one)
    for one in gone:
        _take(one)
    return _written(root) if gone else part


def _take(one: Any) -> None:
    """Take an element out; its choice of several goes with it, since none is left to choose."""
    parent = one.getparent()
    if parent is not None and etree.QName(parent).localname == "Choice":
        return _take(parent.getparent())
    if parent is not None:
        parent.remove(one)
    return None


def _odt(parts: dict[str, bytes]) -> dict[str, bytes]:
    kept = {
        name: _EMPTY_META if posixpath.basename(name) == "meta.xml" else part
        for name, part in parts.items()
        if not _MAKERS.match(name)
    }
    for name, part in kept.items():
        if name in {"content.xml", "styles.xml"}:
            for one in parsed(part).iter(etree.Element):
                tag = etree.QName(one)
                is_change = tag.namespace == _TEXT and tag.localname == "tracked-changes"
                is_note = tag.namespace == _OFFICE and tag.localname.startswith("annotation")
                if is_note or (is_change and len(one)):
                    raise UncleanError(COMMENTED)
                if tag.localname in {"image", "object"} and "://" in one.get(_LINK, ""):
                    raise UncleanError(FETCHING)
        elif name == "META-INF/manifest.xml":
            kept[name] = _without(
                part,
                lambda one: any(
                    key.endswith("full-path") and value != "/" and not _there(value, kept)
                    for key, value in one.attrib.items()
                ),
            )
        elif name == "settings.xml":
            kept[name] = _plain_settings(part)
    return kept


def _there(path: str, kept: dict[str, bytes]) -> bool:
    return path in kept or (path.endswith("/") and any(name.startswith(path) for name in kept))


def _plain_settings(part: bytes) -> bytes:
    """Take out which printer it was written for, and where templates lay."""
    root = parsed(part)
    for one in list(root.iter(etree.Element)):
        if any("Printer" in value or "URL" in value for value in one.attrib.values()):
            one.text = None
    return _written(root)


def _written(root: Any) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", standalone=True)
    return written


# ── Pictures within ──────────────────────────────────────────────────────────
# What a JPEG tells beside the picture: EXIF and XMP, what an agency notes, remarks.
_TOLD = {0xE1, 0xED, 0xFE, *range(0xE3, 0xED)}


def plain_jpeg(content: bytes) -> bytes:
    """Return a JPEG without what it tells of camera, place and hour; its picture is untouched."""
    if not content.startswith(b"\xff\xd8"):
        return content
    out, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark == 0xDA:  # The picture itself.
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if mark not in _TOLD:
            out += content[at:end]
        at = end
    return bytes(out + content[at:])


_PNG = b"\x89PNG\r\n\x1a\n"
_TOLD_IN_PNG = {b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME"}


def plain_png(content: bytes) -> bytes:
    """Return a PNG without its remarks; its picture is untouched."""
    if not content.startswith(_PNG):
        return content
    out, at = bytearray(_PNG), len(_PNG)
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] not in _TOLD_IN_PNG:
            out += content[at:end]
        at = end
    return bytes(out)
