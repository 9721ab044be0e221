"""Reads a page as it is written in ``starter/pages``: a head of facts, then words.

    title: Finn en partner
    lead: En partner kommer først.
    ---
    Words in paragraphs, with **weight** and [links](/kontakt/).

    ## A heading begins a new block
    - a list

    ::: facts Kort fortalt
    Hvem: lag og skoler | 2.1

    ::: test Prøv deg selv
    ? Kan vi begynne før vi søker?
    + Nei. | Riktig. Det som er i gang, kan vi ikke støtte.
    - Ja. | Nei.

    ::: table Hvem avgjør
    Beløp | Hvem
    Under 400 000 kroner | Administrasjonen

    ::: video Et møte i Murmansk
    https://example.org/film
    Fem minutter, med norske undertekster.

Block names: facts, steps, links, quote, two, checklist, test, do, table, callout, video; givers,
brought, map and figures (their heading: the rest comes from the data), projects (with words or
none) and deadline (with a programme or none). What stands in the head and the blocks is checked
when it is read, so that a slip of the pen stops the load with its place.

A link leads to a heading by its words in plain letters: /sporsmal-og-svar/#del-teller-dugnad.

A page is a section ("kind: section"), or meets one group of people ("kind: landing", with
"button: What it says | /where/"); "under: another-page" says in which section it stands.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString

from naboskap.website.blocks import PARTS
from naboskap.website.models import SCHOOL

Block = tuple[str, dict[str, Any]]


class PageError(ValueError):
    """The text of a page cannot be read."""


@dataclass(frozen=True, slots=True)
class Written:
    """A page as it was written, in one language."""

    slug: str
    facts: dict[str, str]
    blocks: list[Block] = field(default_factory=list)

    @property
    def above(self) -> str:
        """Which page it stands under; nothing where it stands under the front page."""
        return SCHOOL if "step" in self.facts else self.facts.get("under", "")

    @property
    def address(self) -> str:
        """Where it stands in its language."""
        return f"/{self.above}/{self.slug}/" if self.above else f"/{self.slug}/"


def read(path: Path, *, prefix: str, words: Mapping[str, str] | None = None) -> Written:
    """Read one file. ``prefix`` is put before addresses within the site: "", "/en", "/ru".

    ``words`` are put where the text says ``{name}``, ``{phone}`` and so on.
    """
    text = path.read_text(encoding="utf-8")
    for name, value in (words or {}).items():
        text = text.replace(f"{{{name}}}", value)
    head, separator, body = text.partition("\n---\n")
    if not separator:
        raise PageError(f"{path.name}: no head")
    facts = {}
    for line in head.strip().splitlines():
        name, colon, value = line.partition(":")
        if not colon:
            raise PageError(f"{path.name}: {line!r} is no fact")
        facts[name.strip()] = value.strip()
    if "button" in facts:
        title, _bar, href = facts.pop("button").partition(" | ")
        facts |= {"button_title": title.strip(), "button_href": within(href.strip(), prefix)}
    slug = re.sub(r"^\d+[a-z]?-", "", path.stem)
    return Written(slug, facts, [_block(part, prefix, path.name) for part in _parts(body)])


def _parts(body: str) -> list[str]:
    """Cut the words where a heading or a special block begins."""
    cut = re.split(r"\n(?=## |::: )", f"\n{body.strip()}\n")
    return [part.strip() for part in cut if part.strip()]


def _block(part: str, prefix: str, place: str) -> Block:
    if not part.startswith("::: "):
        heading, rest = "", part
        if part.startswith("## "):
            heading, _, rest = part[3:].partition("\n")
        return "text", {"heading": heading.strip(), "text": rich(rest, prefix)}
    first, _, rest = part[4:].partition("\n")
    name, _, heading = first.partition(" ")
    lines = [line.strip() for line in rest.splitlines() if line.strip()]
    value: dict[str, Any] = {"heading": heading.strip()}
    match name:
        case "facts" | "steps" | "links" | "checklist" | "test":
            value["rows"] = _rows(name, lines, prefix, place)
        case "quote":
            quote, _, after = rest.strip().partition("\n\n")
            value |= {"quote": _joined(quote), "text": _joined(after)}
        case "two":
            halves = re.split(r"\n(?=### )", f"\n{rest.strip()}")
            first_half, second_half = (_half(half, prefix) for half in halves if half.strip())
            value |= {"first": first_half, "second": second_half}
        case "do":
            value |= _do_now(lines, place)
        case (
            "givers"
            | "brought"
            | "callout"
            | "video"
            | "table"
            | "map"
            | "figures"
            | "projects"
            | "deadline"
        ):
            return name, _shown(name, value, rest, prefix, place)
        case "tasks" | "people" | "apply" | "school" | "bank" | "payers" | "advisers":
            return name, _section(value, rest, prefix, place)
        case _:
            raise PageError(f"{place}: there is no block {name!r}")
    return name, value


def _rows(name: str, lines: list[str], prefix: str, place: str) -> list[Any]:
    match name:
        case "facts":
            return [_row(line, ("term", "text", "clause"), ":", place) for line in lines]
        case "checklist":
            return [line.removeprefix("- ") for line in lines]
        case "test":
            return _questions(lines, place)
    rows = (_row(line, ("title", "text", "href"), ":", place) for line in lines)
    return [_linked(row, prefix) for row in rows]


def _row(line: str, names: tuple[str, str, str], sign: str, place: str) -> dict[str, str]:
    """Take "term: words | third" apart."""
    first, found, rest = line.removeprefix("- ").partition(f"{sign} ")
    if not found and names[0] != "title":
        raise PageError(f"{place}: {line!r} has no {sign!r}")
    middle, _, last = rest.partition(" | ")
    if not found:
        first, _, last = line.removeprefix("- ").partition(" | ")
    return {names[0]: first.strip(), names[1]: middle.strip(), names[2]: last.strip()}


def _questions(lines: list[str], place: str) -> list[dict[str, Any]]:
    """Read questions ("? …") with what one can answer: "+" is right, "-" is not, "|" says why."""
    rows: list[dict[str, Any]] = []
    for line in lines:
        sign, text = line[0], line[1:].strip()
        if sign == "?":
            rows.append({"question": text, "options": []})
            continue
        answer, has_why, why = text.partition(" | ")
        if sign not in "+-" or not has_why or not rows:
            raise PageError(f"{place}: {line!r} is no answer to a question")
        rows[-1]["options"].append({"text": answer, "is_right": sign == "+", "why": why})
    for row in rows:
        if not any(option["is_right"] for option in row["options"]):
            raise PageError(f"{place}: {row['question']!r} has no right answer")
    return rows


def _do_now(lines: list[str], place: str) -> dict[str, str]:
    """Read words, and last "> part: what the button says"."""
    part, colon, button = (lines[-1] if lines else "").removeprefix("> ").partition(": ")
    if not colon or part not in dict(PARTS):
        raise PageError(f"{place}: no part of an application is called {part!r}")
    return {"text": " ".join(lines[:-1]), "part": part, "button": button}


def _shown(name: str, value: dict[str, Any], rest: str, prefix: str, place: str) -> dict[str, Any]:
    """Read what is shown beside the words; of what is asked of the data, a line says of what."""
    lines = [line.strip() for line in rest.splitlines() if line.strip()]
    said = " ".join(lines)
    match name:
        case "givers" if lines:
            raise PageError(f"{place}: who gives stands in the books, not here")
        case "brought" if lines:
            raise PageError(f"{place}: what a partner brings stands in the guidelines, not here")
        case "callout":
            return {**value, "text": rich(rest, prefix)}
        case "video":
            if not lines or not lines[0].startswith("https://"):
                raise PageError(f"{place}: a film has its address on the first line")
            return {"title": value["heading"], "href": lines[0], "text": " ".join(lines[1:])}
        case "table":
            return _table(value["heading"], lines, place)
        case "figures" | "map" if lines:
            raise PageError(f"{place}: {name} is asked of the project bank, and has no words")
        case "projects":
            return {**value, "words": said, "number": 3}
    return {"programme": said} if name == "deadline" else value


def _table(caption: str, lines: list[str], place: str) -> dict[str, Any]:
    """Read rows of cells between "|"; the first row names the columns."""
    rows = [[cell.strip() for cell in line.split(" | ")] for line in lines]
    if len(rows) < 2 or len({len(row) for row in rows}) > 1:
        raise PageError(f"{place}: the rows of the table {caption!r} are not of one length")
    return {
        "data": rows,
        "table_caption": caption,
        "table_header_choice": "row",
        "first_row_is_table_header": True,
        "first_col_is_header": False,
    }


def _linked(row: dict[str, str], prefix: str) -> dict[str, str]:
    return {**row, "href": within(row["href"], prefix)}


def _half(half: str, prefix: str) -> dict[str, str]:
    heading, _, rest = half.strip().removeprefix("### ").partition("\n")
    return {"heading": heading.strip(), "text": rich(rest, prefix)}


def _section(value: dict[str, Any], rest: str, prefix: str, place: str) -> dict[str, Any]:
    """Read a part of the front page: words, doors ("- title: words | href"), a last link (">")."""
    words, doors = [], []
    value |= {"after": "", "after_title": "", "after_href": ""}
    for line in (line.strip() for line in rest.splitlines()):
        if line.startswith("- "):
            row = _linked(_row(line, ("title", "text", "href"), ":", place), prefix)
            doors.append({**row, "note": ""})
        elif line.startswith("> "):
            before, _, link = line[2:].rpartition("[")
            title, _, href = link.rstrip(")").partition("](")
            value |= {
                "after": before.strip(),
                "after_title": title,
                "after_href": within(href, prefix),
            }
        elif line:
            words.append(line)
    return {**value, "text": " ".join(words), "doors": doors}


def _joined(text: str) -> str:
    return " ".join(text.split())


def within(href: str, prefix: str) -> str:
    """Give an address within the site its language; leave every other as it is."""
    return f"{prefix}{href}" if href.startswith("/") else href


def rich(text: str, prefix: str) -> str:
    """Write paragraphs, lists and small headings as HTML."""
    out: list[str] = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        if not lines:
            continue
        if lines[0].startswith("### "):
            out.append(f"<h3>{_inline(lines.pop(0)[4:], prefix)}</h3>")
        if lines and all(line.startswith("- ") for line in lines):
            out.append(_items("ul", [line[2:] for line in lines], prefix))
        elif lines and all(re.match(r"\d+\. ", line) for line in lines):
            out.append(_items("ol", [line.partition(". ")[2] for line in lines], prefix))
        elif lines:
            out.append(f"<p>{_inline(' '.join(lines), prefix)}</p>")
    return "".join(out)


def sections(text: str, prefix: str) -> list[tuple[str, SafeString]]:
    """Cut a text where a heading begins; each part with its heading and its words as HTML."""
    parts = []
    for chunk in re.split(r"\n(?=## )", f"\n{text.strip()}"):
        heading, _line, words = chunk.strip().partition("\n")
        if not heading.startswith("## "):
            heading, words = "", chunk
        # ``rich`` escapes everything that is not a mark of its own.
        parts.append((heading.removeprefix("## ").strip(), SafeString(rich(words, prefix))))
    return parts


def _items(kind: str, items: list[str], prefix: str) -> str:
    rows = "".join(f"<li>{_inline(item, prefix)}</li>" for item in items)
    return f"<{kind}>{rows}</{kind}>"


def _inline(text: str, prefix: str) -> str:
    safe = escape(text, quote=False)
    safe = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", safe)
    return re.sub(
        r"\[(.+?)\]\((.+?)\)",
        lambda found: f'<a href="{escape(within(unescape(found[2]), prefix))}">{found[1]}</a>',
        safe,
    )
