"""A question as readers meet it: frozen, and the same for as long as its version stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naboskap.core.words import in_language

BUILT_IN = "built_in"
LEGAL_BASES: dict[str, Promise] = {
    "public_task": _("Needed to handle the application, a task of the public (GDPR 6.1 e)."),
    "legal_duty": _("Required by law, for accounts and control of grants (GDPR 6.1 c)."),
    "consent": _("Only if you agree, and you may take it back (GDPR 6.1 a)."),
    "nothing_personal": _("Tells nothing of any person."),
}
SECTIONS: dict[str, Promise] = {
    "project": _("The project"),
    "pair": _("The pair"),
    "together": _("What you do together"),
    "people": _("Who takes part"),
    "money": _("Budget and who pays"),
    "report": _("How it went"),
}
YES_NO: dict[str, Promise] = {"yes": _("Yes"), "no": _("No")}


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    words: dict[str, str]

    @property
    def in_words(self) -> str:
        return in_language(self.words)


@dataclass(frozen=True, slots=True)
class Condition:
    """Asked only where ``choice`` is the answer to the question with ``key``."""

    key: str
    choice: str


@dataclass(frozen=True, slots=True)
class QuestionText:
    """One question of a version. ``in_words`` and its kin read the active language."""

    key: str
    identity_id: int
    kind: str
    role: str
    section: str
    position: int
    words: dict[str, str]
    help: dict[str, str]
    why: dict[str, str]
    criterion: str
    is_required: bool
    length_advised: int | None
    length_limit: int | None
    choices: tuple[Choice, ...]
    good: dict[str, str]
    weak: dict[str, str]
    purpose: dict[str, str]
    legal_basis: str
    lesson: str
    only_if: Condition | None

    @property
    def in_words(self) -> str:
        return in_language(self.words)

    @property
    def help_in_words(self) -> str:
        return in_language(self.help)

    @property
    def why_in_words(self) -> str:
        return in_language(self.why)

    @property
    def good_in_words(self) -> str:
        return in_language(self.good)

    @property
    def weak_in_words(self) -> str:
        return in_language(self.weak)

    @property
    def purpose_in_words(self) -> str:
        return in_language(self.purpose)

    @property
    def basis_in_words(self) -> str | Promise:
        return LEGAL_BASES.get(self.legal_basis, "")

    @property
    def section_in_words(self) -> str | Promise:
        return SECTIONS.get(self.section, "")

    @property
    def is_built_in(self) -> bool:
        """Whether a page of its own asks it, with figures, dates and rows."""
        return self.kind == BUILT_IN

    @property
    def options(self) -> tuple[tuple[str, str | Promise], ...]:
        """What one can choose: code and words, where it is a choice; else nothing."""
        if self.kind == "yes_no":
            return tuple(YES_NO.items())
        return tuple((choice.code, choice.in_words) for choice in self.choices)

    def answer_in_words(self, text: str) -> str:
        """Word a choice; a text stands as it was written."""
        return str(dict(self.options).get(text, text))


def asked_of(
    questions: Iterable[QuestionText], answers: Mapping[str, str]
) -> tuple[QuestionText, ...]:
    """Return the questions that are asked of whoever has given ``answers``, in order.

    A question with a condition is asked where that choice is made, by a question that is itself
    asked. What is not asked keeps its text, and is neither missing nor sent.
    """
    known = {question.key: question for question in questions}

    def is_asked(question: QuestionText, behind: frozenset[str]) -> bool:
        condition = question.only_if
        if condition is None:
            return True
        before = known.get(condition.key)
        if before is None or condition.key in behind:
            return False
        met = answers.get(condition.key, "") == condition.choice
        return met and is_asked(before, behind | {condition.key})

    return tuple(one for one in known.values() if is_asked(one, frozenset({one.key})))
