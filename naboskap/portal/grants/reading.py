"""A report as it is read: every part on one page."""

from dataclasses import dataclass
from typing import Any

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import AGES, CATEGORIES
from naboskap.questionnaires.queries import answers_of
from naboskap.reports.models import Report
from naboskap.reports.queries import questions_asked


@dataclass(frozen=True, slots=True)
class Group:
    """How many took part of one side and age. ``number`` is None until somebody has said."""

    side: str
    age: Any
    planned: int
    number: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of the budget came to (øre; None until somebody has said)."""

    name: Any
    side: str
    planned: int
    spent: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A report, ready to be read."""

    activities: list[tuple[str, str, str]]  # What was promised, whether it was done, and words.
    groups: list[Group]
    texts: list[tuple[str, str]]
    lines: list[Line]


def reading_of(report: Report) -> Reading:
    """Return the whole report as it stands, in a statement a part."""
    sides = {key: in_language(side.name) for key, side in secretariat().sides.items()}
    given = answers_of(report.sheet)
    return Reading(
        activities=[
            (each.promised, each.get_happened_display(), each.told)
            for each in report.activities.all()
        ],
        groups=[
            Group(sides[each.side], AGES.get(each.age, each.age), each.planned, each.number)
            for each in report.participants.all()
        ],
        texts=[
            (question.in_words, question.answer_in_words(given[question.key].text))
            for question in questions_asked(report)
            if question.key in given and given[question.key].text.strip()
        ],
        lines=[
            Line(
                each.text or CATEGORIES.get(each.category, each.category),
                sides[each.side],
                each.amount_planned,
                each.amount_spent,
                each.note,
            )
            for each in report.lines.all()
        ],
    )
