"""What somebody wrote, told back under the questions of the page that it was written on.

Pure: it reads the page as it stands now, so that every form can be told back, whatever it asks.
What no writer sees (hidden fields, numbers of versions, marks) is never shown.
"""

from collections.abc import Iterable
from html.parser import HTMLParser
from typing import NamedTuple

MACHINERY = {"hidden", "submit", "button", "password", "file", "image", "reset"}


class Words(NamedTuple):
    """One answer as it was sent. ``question`` is empty where the page no longer asks it."""

    question: str
    text: str


class _Page(HTMLParser):
    """The fields of a page: what each is called, what it holds, and its choices in words."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.groups: dict[str, str] = {}
        self.holds: dict[str, list[str]] = {}
        self.choices: dict[tuple[str, str], str] = {}
        self.unseen: set[str] = set()
        self._for: dict[tuple[str, str], str] = {}
        self._legends: list[str] = []
        self._words: list[str] | None = None
        self._of = self._field = self._value = ""
        self._is_chosen = self._is_aside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name = told.get("name", "")
        if tag == "fieldset":
            self._legends.append("")
        elif tag == "span":
            self._is_aside = "nk-optional" in told.get("class", "")
        elif tag in {"label", "legend", "option"}:
            self._words, self._of, self._value = [], told.get("for", ""), told.get("value", "")
            self._is_chosen = "selected" in told
        elif tag in {"input", "select", "textarea"} and name:
            self._meet(tag, name, told)
            if tag == "textarea":
                self._words = []

    def _meet(self, tag: str, name: str, told: dict[str, str]) -> None:
        kind = told.get("type", "text") if tag == "input" else tag
        if kind in MACHINERY:
            self.unseen.add(name)
            return
        self._field = name
        self.ids.setdefault(name, told.get("id", ""))
        self.groups.setdefault(name, self._legends[-1] if self._legends else "")
        held = self.holds.setdefault(name, [])
        if kind in {"radio", "checkbox"}:
            value = told.get("value", "on")
            self._for[name, value] = told.get("id", "")
            if "checked" in told:
                held.append(value)
        elif kind not in {"select", "textarea"}:
            held.append(told.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._words is not None and not self._is_aside:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "fieldset" and self._legends:
            self._legends.pop()
        elif tag == "span":
            self._is_aside = False
        if self._words is None or tag not in {"label", "legend", "option", "textarea"}:
            return
        raw, self._words = "".join(self._words), None
        words = " ".join(raw.split())
        if tag == "label":
            self.labels[self._of] = words
        elif tag == "legend" and self._legends:
            self._legends[-1] = words
        elif tag == "option":
            self.choices[self._field, self._value] = words
            if self._is_chosen:
                self.holds.setdefault(self._field, []).append(self._value)
        elif tag == "textarea":
            self.holds.setdefault(self._field, []).append(raw)

    def told(self, name: str, value: str) -> Words:
        """Put an answer under its question, a choice in the words that it stands in."""
        group = self.groups[name]
        if button := self._for.get((name, value)):
            label = self.labels.get(button, "")
            return Words(group, label) if group else Words(label, "✓")
        label = self.labels.get(self.ids[name], "")
        question = f"{group}: {label}" if group and label else label or group
        return Words(question, self.choices.get((name, value), value))


def words_written(fields: Iterable[tuple[str, str]], page: str) -> list[Words]:
    """Return what was sent beyond what ``page`` (HTML) holds now, in the order it was sent.

    Where nothing differs, all that was sent. A field that the page does not have is told without
    a question, if what it holds reads as words.
    """
    reader = _Page()
    reader.feed(page)
    reader.close()
    seen = reader.ids.keys()
    found = [
        (name, reader.told(name, value), _plain(value) in map(_plain, reader.holds[name]))
        for name, value in fields
        if name in seen and value.strip()
    ]
    gone = [
        Words("", value)
        for name, value in fields
        if name not in seen and name not in reader.unseen and _reads_as_words(value)
    ]
    differing = [words for _name, words, stands in found if not stands]
    return [*differing, *gone] or [words for _name, words, _stands in found]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _reads_as_words(text: str) -> bool:
    return " " in text.strip() and not text.lstrip().startswith(("{", "["))
