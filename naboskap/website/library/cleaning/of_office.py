"""A file of an office program without what it tells beside its words and pictures. Pure."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from typing import Any

from lxml import etree

from naboskap.records.uploads import DOCX, ODT, XLSX
from naboskap.website.library.cleaning.refusing import (
    COMMENTED,
    DAMAGED,
    EMBEDDING,
    FETCHING,
    HIDING,
    LOCKED,
    UNKNOWN,
    UncleanError,
)
from naboskap.website.library.pictures import is_jpeg, is_png, plain_jpeg, plain_png

_MAKERS = re.compile(
    r"(?i)^(?:docProps/|customXml/|word/people\.xml|xl/persons/|xl/calcChain\.xml|Thumbnails/"
    r"|Configurations2/|META-INF/documentsignatures|_xmlsignatures/|layout-cache|.*printerSettings"
    r"|docMetadata/|word/intelligence\d*\.xml|word/documenttasks/|manifest\.rdf)"
)
_COMMENTS = re.compile(r"(?i)^(?:word/comments.*|xl/comments.*|xl/threadedComments/.*)\.xml$")
_WITHIN = re.compile(r"(?i)(?:^|/)(?:embeddings|activeX|oleObjects?|ctrlProps)/|^xl/revisions/")
# The parts that we know and read; pictures are known by what is in them.
_FRAME = r"\[Content_Types\]\.xml|_rels/\.rels"
_KNOWN = {
    DOCX: re.compile(
        rf"{_FRAME}|word/(?:glossary/)?(?:(?:document\d*|styles|stylesWithEffects|settings"
        r"|webSettings|fontTable|numbering|footnotes\d*|endnotes\d*|header\d*|footer\d*"
        r"|comments\w*)\.xml|(?:theme|charts|diagrams|drawings)/\w+\.xml"
        r"|(?:\w+/)?_rels/\w+\.xml\.rels)"
    ),
    XLSX: re.compile(
        rf"{_FRAME}|xl/(?:(?:workbook|styles|sharedStrings|metadata)\.xml"
        r"|(?:theme|charts|diagrams|drawings|tables|worksheets|chartsheets)/\w+\.xml"
        r"|(?:\w+/)?_rels/\w+\.xml\.rels)"
    ),
    ODT: re.compile(r"mimetype|META-INF/manifest\.xml|(?:content|styles|settings|meta)\.xml"),
}
_PICTURE = re.compile(r"(?:word/(?:glossary/)?media|xl/media|Pictures)/[^/]+")
# A tracked change: by its name where it has no author, else by its author.
_CHANGES = {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"}
_WORD = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
_BINARY = {"binary-data", "binaryData", "binData"}
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_LINK = "{http://www.w3.org/1999/xlink}href"
_EMPTY_META = (
    f'<?xml version="1.0" encoding="utf-8"?><office:document-meta xmlns:office="{_OFFICE}"'
    ' office:version="1.3"><office:meta/></office:document-meta>'
).encode()


def parsed(content: bytes) -> Any:
    """Read XML without fetching or unfolding anything; what declares its own words is refused."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise UncleanError(DAMAGED)
    return root


def clean_office(content: bytes, kind: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if any(one.flag_bits & 0x1 for one in archive.infolist()):
            raise UncleanError(LOCKED)
        parts = {one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()}
    for name in parts:
        if _WITHIN.search(name) or (kind == ODT and name.startswith("Object ")):
            raise UncleanError(EMBEDDING)
    kept = _odt(parts) if kind == ODT else _ooxml(parts)
    for name, part in kept.items():
        if _PICTURE.fullmatch(name) and (is_jpeg(part) or is_png(part)):
            kept[name] = plain_png(plain_jpeg(part))
        elif not _KNOWN[kind].fullmatch(name):
            raise UncleanError(UNKNOWN)
    return _packed(kept)


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
        elif name.endswith(".xml"):
            kept[name] = _ooxml_part(part)
    return kept


def _rels(name: str, part: bytes, kept: dict[str, bytes]) -> bytes:
    """Keep what leads to a part that is there, or to a site; nothing is fetched from elsewhere."""
    base = posixpath.dirname(posixpath.dirname(name))

    def leads_nowhere(one: Any) -> bool:
        target, kind = one.get("Target", ""), one.get("Type", "")
        if kind.lower().endswith("/afchunk"):  # Word shows it as if it were the document's own.
            raise UncleanError(EMBEDDING)
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
        if _is_change(one):
            raise UncleanError(COMMENTED)
        if tag.localname in _BINARY:
            raise UncleanError(EMBEDDING)
        if tag.localname == "sheet" and one.get("state", "visible") != "visible":
            raise UncleanError(HIDING)
        # Where it lay on its maker's disk.
        if tag.localname in {"absPath", "attachedTemplate", "fileSharing"}:
            gone.append(one)
    for one in gone:
        _take(one)
    return _written(root)


def _is_change(one: Any) -> bool:
    """Say whether an element is a change that Word has noted, who made it and when."""
    tag = etree.QName(one)
    if tag.namespace in _WORD and (tag.localname in _CHANGES or tag.localname.endswith("Change")):
        return True
    return any(
        etree.QName(key).localname == "author" and etree.QName(key).namespace in _WORD
        for key in one.attrib
    )


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
            root = parsed(part)
            for one in root.iter(etree.Element):
                tag = etree.QName(one)
                is_change = tag.namespace == _TEXT and tag.localname == "tracked-changes"
                is_note = tag.namespace == _OFFICE and tag.localname.startswith("annotation")
                if is_note or (is_change and len(one)):
                    raise UncleanError(COMMENTED)
                if tag.localname in {"image", "object"} and "://" in one.get(_LINK, ""):
                    raise UncleanError(FETCHING)
                if tag.localname in _BINARY:
                    raise UncleanError(EMBEDDING)
            kept[name] = _written(root)
        elif name == "mimetype":
            kept[name] = ODT.encode()
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
