"""The words of a file. Pure; it is run in a process of its own (``apart``).

``text`` is what a reader of the
file sees; ``beside`` what stands in it otherwise (titles, descriptions of pictures, addresses of
links), which leaves with it just as well. ``is_whole`` is False where something in it may be words
that a machine does not read: a page that is a picture, letters without meaning.
"""

import contextlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdf
from lxml import etree

from naboskap.records.uploads import PDF
from naboskap.website.library.cleaning.of_office import parsed
from naboskap.website.library.cleaning.of_pdf import inside
from naboskap.website.library.drawing import Drawn, drawn_on

LONGEST = 4_000_000  # Characters; what is longer is not read whole.
FEW = 20  # Letters on a page with a picture: the words are in the picture, perhaps.
# Of a page: what covers more may be a page by itself, with a line of letters below it.
SHARE = 0.25
CURVES = 200  # On a page. A letter that is drawn has ten; more of them than letters are words.
_LETTER = re.compile(r"[^\W\d_]")
# Signs that stand where a font does not tell which letter it draws.
_NONE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]|\\(cid:|/g\\d+")


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a file. ``pages`` are those that a person must look at, from one."""

    text: str = ""
    beside: str = ""
    is_whole: bool = False
    pages: tuple[int, ...] = ()


def read(content: bytes, kind: str) -> Read:
    """Return the words of a file that was cleaned."""
    found = _pdf(content) if kind == PDF else _zipped(content, kind)
    text, beside = _sound(found.text), _sound(found.beside)
    is_cut = len(text) > LONGEST or len(beside) > LONGEST
    return Read(
        text[:LONGEST],
        beside[:LONGEST],
        found.is_whole and not is_cut,
        found.pages,
    )


def _sound(text: str) -> str:
    """Take out what no table keeps; a word cut at a line's end is whole again."""
    whole = re.sub(r"(?<=[^\W\d_])[-\u00ad\u2010]\n(?=[^\W\d_])", "", text.replace("\0", " "))
    return whole.encode("utf-8", "ignore").decode("utf-8")


def _pdf(content: bytes) -> Read:
    texts, unread = [], []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        drawn = [drawn_on(page) for page in pdf.pages]
        beside = "\n".join(_strings(pdf))
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    for number, page in enumerate(pages, start=1):
        text, is_read = "", False
        # Whatever it is, a person looks at this page.
        with contextlib.suppress(Exception):
            text = page.extract_text()
            is_read = _is_read(text, page, drawn[number - 1])
        if not is_read:
            unread.append(number)
        texts.append(text)
    is_whole = not unread and len(texts) == len(drawn)
    return Read("\n".join(texts), beside, is_whole, tuple(unread))


def _is_read(text: str, page: Any, drawn: Drawn) -> bool:
    """Say whether a page's letters are all that may be words on it."""
    letters = len(_LETTER.findall(text))
    return not (
        len(_NONE.findall(text)) > len(text) / 50
        or drawn.share > SHARE
        or drawn.curves > max(CURVES, letters)
        or (letters < FEW and _has_picture(page))
    )


def _has_picture(page: Any) -> bool:
    """Say whether anything but letters is drawn: a picture, or shapes that may be letters."""
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    if drawn is not None and len(drawn.get_object()):
        return True
    contents = page.get_contents()
    data = contents.get_data() if contents is not None else b""
    return b"BI" in data or len(data) > 2_000


def _strings(pdf: pikepdf.Pdf) -> Iterator[str]:
    for value in pdf.objects:
        for one in inside(value):
            if isinstance(one, pikepdf.String):
                text = str(one)
                if sum(map(str.isalpha, text)) * 2 >= len(text) > 2:
                    yield text


_BREAKS = {"p", "h", "si", "tr", "row", "c", "table-cell", "list-item", "br", "line-break"}
_SPACES = {"tab", "s"}
_BODY = re.compile(
    r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml|content\.xml"
    r"|xl/(?:sharedStrings|worksheets/.+)\.xml|.+/(?:charts|diagrams|drawings)/[^/]+\.xml"
)


def _zipped(content: bytes, kind: str) -> Read:
    body: list[str] = []
    beside: list[str] = []
    is_whole = True
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            beside.append(name)
            if name.lower().endswith((".xml", ".rels")):
                root = parsed(archive.read(name))
                (body if _BODY.fullmatch(name) else beside).append("".join(_words(root)))
                beside += _attributes(root)
            elif name != "mimetype":
                # A picture may be a page of words, and no line says how large it is shown.
                is_whole = False
    text = "\n".join(body)
    return Read(text, "\n".join(dict.fromkeys(beside)), is_whole and _reads(text))


def _reads(text: str) -> bool:
    return bool(_LETTER.search(text)) and len(_NONE.findall(text)) <= len(text) / 50


def _words(element: Any) -> Iterator[str]:
    """Yield the words below an element: whole where a mark cuts them, apart where a line does."""
    if not isinstance(element.tag, str):
        return
    yield element.text or ""
    for one in element:
        yield from _words(one)
        name = etree.QName(one).localname if isinstance(one.tag, str) else ""
        yield "\n" if name in _BREAKS else " " if name in _SPACES else ""
        yield one.tail or ""


def _attributes(root: Any) -> Iterator[str]:
    """Yield what stands in any attribute: which of them a program shows is not a closed list."""
    for one in root.iter(etree.Element):
        yield from (value for value in one.attrib.values() if _LETTER.search(value))
