"""Questions and answers as a Word file, and back: what stands in which field is told by its mark.

Written with python-docx from plain values; read with nothing but the zip and its main part, so
that nothing in the file is fetched, run or followed. Every answer stands in a content control
that carries the question's key and the number of the version that was written out. All that is
ours stands in controls too, so that what somebody writes elsewhere can be told, and is not lost.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

LARGEST = 5 * 1024 * 1024  # Bytes of a file that is read back.
UNPACKED = 20 * 1024 * 1024  # Bytes of its main part.
MAIN = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OWN, ANSWER, WHOLE = "nk-own", "nk-answer", "nk-paper"
TONGUES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB", "ru": "ru-RU", "se": "se-NO"}


@dataclass(frozen=True, slots=True)
class Line:
    """Words of ours. ``level`` 0 is a paragraph, 1 to 3 a heading; ``is_quiet`` is small print."""

    text: str
    level: int = 0
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of ours: its head first."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A field for an answer: the question's key, and the text as it stands with its number."""

    key: str
    called: str
    text: str = ""
    language: str = ""
    number: int = 0


Part = Line | Table | Answer


class UnreadableError(Exception):
    """The file cannot be read back: ``why`` is damaged, large, or foreign (it reaches outside)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Found:
    """An answer as it stands in a file, and the number of the version that it began from."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds: whose it is, its answers by key, and what stands outside every field."""

    whose: str = ""
    answers: dict[str, Found] = field(default_factory=dict)
    rest: str = ""


def write(parts: Iterable[Part], *, title: str, whose: str, language: str) -> bytes:
    """Return the parts as a Word file. ``whose`` tells the file's draft again when it is read."""
    from docx import Document  # noqa: PLC0415 -- thirteen megabytes in every worker, for few

    file = Document()
    told = file.core_properties
    told.author = told.last_modified_by = told.comments = ""
    told.title, told.language = title, TONGUES.get(language, language)
    body = file.element.body
    _speak(file.styles.element, TONGUES.get(language, language))
    for number, part in enumerate(parts):
        if isinstance(part, Answer):
            paragraphs = [_paragraph(file, line, part.language) for line in part.text.split("\n")]
            _enclose(paragraphs, f"{ANSWER}:{part.key}:{part.number}", part.called, "sdtLocked")
            continue
        mark = f"{WHOLE}:{whose}" if number == 0 else OWN
        if isinstance(part, Table):
            _enclose([_table(file, part)], mark, "", "sdtContentLocked")
            file.add_paragraph()
        else:
            _enclose([_line(file, part)], mark, "", "sdtContentLocked")
    # The section's own settings stand last.
    body.append(body.sectPr)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _paragraph(file: Any, text: str, language: str) -> Any:
    paragraph = file.add_paragraph()
    run = paragraph.add_run(_plain(text))
    if language in TONGUES:
        tongue = _element("w:lang")
        tongue.set(f"{W}val", TONGUES[language])
        run._r.get_or_add_rPr().append(tongue)
    return paragraph._p


def _line(file: Any, part: Line) -> Any:
    if part.level:
        return file.add_heading(_plain(part.text), level=part.level)._p
    paragraph = file.add_paragraph()
    run = paragraph.add_run(_plain(part.text))
    run.italic = part.is_quiet
    return paragraph._p


def _table(file: Any, part: Table) -> Any:
    table = file.add_table(rows=0, cols=len(part.rows[0]))
    table.style = "Table Grid"
    for number, row in enumerate(part.rows):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = _plain(text)
            if number == 0:
                cell.paragraphs[0].runs[0].bold = True
    head = _element("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)
    return table._tbl


def _enclose(elements: list[Any], mark: str, called: str, lock: str) -> None:
    """Put elements that stand one after the other into a content control."""
    control, told, content = (_element(name) for name in ("w:sdt", "w:sdtPr", "w:sdtContent"))
    for name, value in (("w:alias", called[:60]), ("w:tag", mark), ("w:lock", lock)):
        if value:
            one = _element(name)
            one.set(f"{W}val", value)
            told.append(one)
    control.append(told)
    control.append(content)
    elements[0].addprevious(control)
    for element in elements:
        content.append(element)


def _element(name: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415 -- as above

    return OxmlElement(name)


def _speak(styles: Any, tongue: str) -> None:
    """Say which language the words of ours are in, for whoever has them read aloud."""
    for one in styles.iter(f"{W}lang"):
        one.set(f"{W}val", tongue)


def _plain(text: str) -> str:
    """Leave out what an XML file cannot hold."""
    return "".join(each for each in text if each in "\t\n" or ord(each) >= 32).replace("\x7f", "")


def read(content: bytes) -> Read:
    """Return what a Word file holds for our questions; raise ``UnreadableError`` where it cannot.

    A field that stands twice counts once, the first; what the other holds is told with the rest.
    """
    if len(content) > LARGEST:
        raise UnreadableError("large")
    body = _body(content)
    whose, answers, rest = "", {}, []
    for element in body:
        if element.tag == f"{W}sectPr":
            continue
        mark = _mark(element)
        kind, _colon, told = mark.partition(":")
        text = _text(element)
        if kind == WHOLE:
            whose = told
        elif kind == ANSWER:
            key, _colon, number = told.rpartition(":")
            if key and key not in answers:
                answers[key] = Found(text, int(number) if number.isdecimal() else 0)
            elif text:
                rest.append(text)
        elif kind != OWN and text:
            rest.append(text)
    return Read(whose, answers, "\n".join(rest))


def _body(content: bytes) -> Any:
    from lxml import etree  # noqa: PLC0415 -- four megabytes in every worker, for few

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.getinfo(MAIN).file_size > UNPACKED:
                raise UnreadableError("large")
            for name in archive.namelist():
                if name.endswith(".rels") and archive.getinfo(name).file_size <= UNPACKED:
                    _check_links(archive.read(name))
            root = _parsed(archive.read(MAIN))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError, OSError) as fault:
        raise UnreadableError("damaged") from fault
    body = root.find(f"{W}body")
    if body is None:
        raise UnreadableError("damaged")
    return body


def _parsed(xml: bytes) -> Any:
    """Parse XML that somebody sent: nothing is fetched, and no entity is ever put in."""
    from lxml import etree  # noqa: PLC0415 -- as above

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root = etree.fromstring(xml, parser)
    if root.getroottree().docinfo.doctype:
        raise UnreadableError("foreign")
    return root


def _check_links(xml: bytes) -> None:
    """Refuse a file that wants something from elsewhere; a link to follow by hand is no such."""
    for one in _parsed(xml):
        is_outside = one.get("TargetMode") == "External"
        if is_outside and not str(one.get("Type", "")).endswith("/hyperlink"):
            raise UnreadableError("foreign")


def _mark(element: Any) -> str:
    """Return the mark of a content control; an element that is none has none."""
    if element.tag != f"{W}sdt":
        return ""
    tag = element.find(f"{W}sdtPr/{W}tag")
    return str(tag.get(f"{W}val", "")) if tag is not None else ""


def _text(element: Any) -> str:
    """Return the text of an element: a line for each paragraph, without what was struck out."""
    if _is_placeholder(element):
        return ""
    own = [element] if element.tag == f"{W}p" else element.iter(f"{W}p")
    lines = ["".join(_pieces(paragraph)) for paragraph in own]
    return "\n".join(lines).strip()


def _is_placeholder(element: Any) -> bool:
    told = element.find(f"{W}sdtPr") if element.tag == f"{W}sdt" else None
    return told is not None and told.find(f"{W}showingPlcHdr") is not None


_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}p", f"{W}delText"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}tab":
            yield "\t"
        elif child.tag in {f"{W}br", f"{W}cr"}:
            yield "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag not in _SKIPPED and child.tag != _FALLBACK:
            yield from _pieces(child)
