"""What one version of a form changes in another, as staff see it: before and after, marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from naboskap.core.difference import Piece, apart
from naboskap.core.words import quoted
from naboskap.office.questionnaires.forms import TEXTS as LABELS
from naboskap.questionnaires.changes import (
    TEXTS,
    Altered,
    Change,
    ChoiceReworded,
    LeftBehind,
    difference,
    is_major,
    told,
)
from naboskap.questionnaires.faults import LANGUAGES, NAMES
from naboskap.questionnaires.text import LEGAL_BASES, SECTIONS, Condition, QuestionText

Form = Sequence[QuestionText]


@dataclass(frozen=True, slots=True)
class Text:
    """One text before and after, in pieces. ``code`` is empty where it has no language."""

    code: str
    before: list[Piece]
    after: list[Piece]

    @property
    def language(self) -> str:
        return str(NAMES[self.code]) if self.code else ""


@dataclass(frozen=True, slots=True)
class Told:
    """One change in words, how much it weighs, and the texts that are not as before."""

    words: str
    is_major: bool
    texts: list[Text]


def differing(before: Form, after: Form) -> list[Told]:
    """Return what ``after`` changes in ``before``."""
    return [
        Told(told(change), is_major(change), list(_texts(change, before, after)))
        for change in difference(before, after)
    ]


def _texts(change: Change, before: Form, after: Form) -> Iterator[Text]:
    match change:
        case Altered() if change.part in TEXTS:
            yield from _by_language(change.before, change.after)
        case ChoiceReworded():
            yield from _by_language(change.before.words, change.choice.words)
        case Altered(part="is_required"):
            return
        case Altered():
            old, new = (
                _value(change.part, change.before, before),
                _value(change.part, change.after, after),
            )
            yield Text("", [Piece("out", old)], [Piece("into", new)])


def _by_language(before: dict[str, str], after: dict[str, str]) -> Iterator[Text]:
    for code in LANGUAGES:
        if before.get(code, "") != after.get(code, ""):
            yield Text(code, *apart(before.get(code, ""), after.get(code, "")))


def _value(part: str, value: Any, form: Form) -> str:
    """Say one side of a change that is not a text."""
    if isinstance(value, Condition):
        asked = next((one for one in form if one.key == value.key), None)
        if asked is not None:
            return f"{asked.in_words} {asked.answer_in_words(value.choice)}"
    if value in (None, ""):
        return {"only_if": _("It is always asked")}.get(part, _("Nothing"))
    return str({"section": SECTIONS, "legal_basis": LEGAL_BASES}.get(part, {}).get(value, value))


@dataclass(frozen=True, slots=True)
class Untouched:
    """A text that may say something else in another language now, with the way to each."""

    question: str
    quoted: str
    what: str
    reworded: str
    links: list[tuple[str, str]]  # Address and language.


def untouched(slug: str, found: Sequence[LeftBehind]) -> list[Untouched]:
    """Return what was reworded in some languages only, in the draft of the form ``slug``."""
    return [_untouched(slug, one) for one in found]


def _untouched(slug: str, one: LeftBehind) -> Untouched:
    page = reverse("office:form-question", args=[slug, one.question.key])
    is_text = one.part in TEXTS
    question = one.question.in_words or one.question.key
    return Untouched(
        question=question,
        quoted=quoted(question),
        what=str(LABELS[one.part]) if is_text else _("What one can choose"),
        reworded=", ".join(str(NAMES[code]) for code in one.reworded),
        links=[
            (f"{page}#id_{one.part}_{code}" if is_text else f"{page}#id_choices", str(NAMES[code]))
            for code in one.stands
        ],
    )
