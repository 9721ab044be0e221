"""The draft as a Word file, and what a file that comes back would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from naboskap.applications.draft import Draft
from naboskap.core.difference import Piece, difference
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.portal.applications.page import DraftPage
from naboskap.portal.applications.reading import Reading
from naboskap.questionnaires.paper import Answer, Found, Line, Part, Read, Table, write
from naboskap.questionnaires.text import QuestionText
from naboskap.ui.wording import count, day, language, money


def word_of(page: DraftPage) -> bytes:
    """Return the draft as a Word file in the reader's language: the texts to write in, the rest
    to read."""
    return write(_parts(page), title=page.title, whose=page.draft.key, language=language())


def _parts(page: DraftPage) -> list[Part]:
    parts: list[Part] = [
        Line(page.title, level=1),
        Line(page.programme),
        Line(
            _(
                "Write in the fields. Then send the file back on the page it came from: you see"
                " what goes where before anything is saved. Nothing is sent to us by that."
            ),
            is_quiet=True,
        ),
    ]
    for question in page.questions:
        parts += _question(page.draft, question)
    reading = Reading.of_draft(page.draft, page.questions)
    parts += [
        Line(_("The rest of the application"), level=1),
        Line(_("Only to read here. You change it on the page."), is_quiet=True),
        *_plan(reading),
        *_money(reading),
    ]
    return parts


def _question(draft: Draft, question: QuestionText) -> list[Part]:
    answer = draft.answers.get(question.key)
    parts: list[Part] = [Line(question.in_words, level=2)]
    parts += [
        Line(text, is_quiet=True)
        for text in (question.help_in_words, question.why_in_words)
        if text
    ]
    if question.length_advised:
        text = _("About %(advised)s characters are enough.")
        parts.append(Line(text % {"advised": count(question.length_advised)}, is_quiet=True))
    if question.options:  # Chosen on the page, not written.
        return [*parts, Line(question.answer_in_words(answer.text) if answer else "–")]
    parts.append(
        Answer(
            question.key,
            question.in_words,
            answer.text if answer else "",
            answer.language if answer else "",
            answer.number if answer else 0,
        )
    )
    parts += [
        Line(f"{str(LANGUAGES[one.language]).capitalize()}: {one.text}", is_quiet=True)
        for one in (answer.translations if answer else ())
        if one.text
    ]
    return parts


def _plan(reading: Reading) -> list[Part]:
    parts: list[Part] = [
        Table(
            (
                (_("Who"), _("Name")),
                *((named, who or "–") for _key, named, who in reading.sides),
                (_("When"), f"{_day(reading.start_date)} – {_day(reading.end_date)}"),
            )
        )
    ]
    if reading.activities:
        parts.append(Line(_("What you do together"), level=2))
        names = {key: named for key, named, _who in reading.sides}
        head = (_("What"), _("When"), names.get("a", ""), names.get("b", ""))
        rows = (
            (one["what"], _day(one["from"]), one["a"]["task"], one["b"]["task"])
            for one in reading.activities
        )
        parts.append(Table((head, *rows)))
    return parts


def _money(reading: Reading) -> list[Part]:
    parts: list[Part] = []
    for heading, lines in (
        (_("What it costs"), reading.costs),
        (_("Who pays"), reading.payers),
    ):
        if lines:
            rows = ((line.text, line.side_name, money(line.amount)) for line in lines)
            parts += [
                Line(heading, level=2),
                Table(((_("What"), _("Side"), _("Kroner")), *rows)),
            ]
    return parts


def _day(value: date | None) -> str:
    return day(value) if value else "–"


@dataclass(frozen=True, slots=True)
class Change:
    """A text that differs: what stands, what the file has, and whether both were changed."""

    question: QuestionText
    stands: str
    text: str
    number: int
    is_clash: bool

    @property
    def pieces(self) -> list[Piece]:
        """What leads from the one to the other, word by word."""
        return difference(self.stands, self.text)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What goes where: texts that differ, how many are as they stand, and what has no place."""

    changes: list[Change]
    same: int
    rest: str


def sort(page: DraftPage, file: Read) -> Sorted:
    """Sort what a file holds onto the questions of the draft. Nothing is saved.

    A text that was changed here after the file was written is met, never silently written over:
    so is every text of another draft's file, whose numbers say nothing here.
    """
    is_ours = file.whose == page.draft.key
    changes, same, left = [], 0, dict(file.answers)
    for question in page.questions:
        found: Found | None = left.pop(question.key, None)
        if found is None or question.options:
            continue
        answer = page.draft.answers.get(question.key)
        stands, number = (answer.text, answer.number) if answer else ("", 0)
        if _same(found.text, stands):
            same += 1
            continue
        was_changed = found.number != number if is_ours else bool(stands)
        changes.append(Change(question, stands, found.text, number, is_clash=was_changed))
    rest = [found.text for found in left.values() if found.text]
    return Sorted(changes, same, "\n\n".join(filter(None, [*rest, file.rest])))


def sort_again(page: DraftPage, texts: Mapping[str, str], read: Mapping[str, int]) -> Sorted:
    """Sort texts that were before the person already: what was changed meanwhile is met."""
    answers = {key: Found(text, read.get(key, 0)) for key, text in texts.items()}
    return sort(page, Read(page.draft.key, answers, ""))


def _same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but the blanks at their ends."""
    lines = ([line.rstrip() for line in text.strip().split("\n")] for text in (one, other))
    first, second = lines
    return first == second
