"""What keeps a form from being published, each beside the question that it is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naboskap.core.words import in_language
from naboskap.questionnaires.text import QuestionText

LANGUAGES = ("nb", "en", "ru")  # In which everybody must be able to read a form.
NAMES: dict[str, Promise] = {"nb": _("Norwegian"), "en": _("English"), "ru": _("Russian")}
PARTS: dict[str, tuple[str, Promise]] = {
    "words": ("QUE-1", _("The question itself is missing in a language.")),
    "why": ("QUE-1", _("Why it is asked is missing in a language.")),
    "purpose": ("QUE-4", _("What the answer is used for is missing in a language.")),
}
# What is built in, and the guidelines judge an application by.
JUDGED = frozenset({"title", "dates", "pair", "activities", "budget", "financing", "amount"})
EVERYWHERE = ("help", "good", "weak")  # May be left out, but then in every language.


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why a form is not fit to be published."""

    rule: str
    key: str  # The question; empty where it is about the whole form.
    words: str | Promise
    languages: tuple[str, ...] = ()  # In which a text is missing.

    @property
    def in_languages(self) -> str:
        return ", ".join(str(NAMES[code]) for code in self.languages)


def faults_of(questions: Sequence[QuestionText]) -> list[Fault]:
    """Return every fault of the form, in the order of its questions. None: fit to publish.

    QUE-1 words and reason, QUE-4 purpose and legal basis, QUE-5 roles, QUE-6 conditions, QUE-7
    choices, QUE-8 lengths.
    """
    if not questions:
        return [Fault("QUE-1", "", _("The form has no questions."))]
    found: list[Fault] = []
    for question in questions:
        found += [*_texts(question), *_choices(question), *_lengths(question)]
        found += _condition(question, questions)
    return [*found, *_roles(questions)]


def left_out(earlier: Sequence[QuestionText], questions: Sequence[QuestionText]) -> list[Fault]:
    """Return a fault for each built-in question that the guidelines judge by and is not asked now.

    ``earlier`` is the version in use. Without the sum or the budget nothing of an application
    could be judged, and nobody would be told. Rule QUE-31.
    """
    asked = {one.role for one in questions if one.is_built_in}
    return [
        Fault(
            "QUE-31",
            "",
            gettext(
                "“%(question)s” is taken out. The guidelines judge by the answer, so the form must"
                " ask it. Put it back."
            )
            % {"question": in_language(one.words)},
        )
        for one in earlier
        if one.is_built_in and one.role in JUDGED - asked
    ]


def _texts(question: QuestionText) -> Iterable[Fault]:
    for part, (rule, words) in PARTS.items():
        if missing := _missing(getattr(question, part)):
            yield Fault(rule, question.key, words, missing)
    for part in EVERYWHERE:
        missing = _missing(getattr(question, part))
        if missing and len(missing) < len(LANGUAGES):
            text = _("A text about the question is missing in a language that others have it in.")
            yield Fault("QUE-1", question.key, text, missing)
    if not question.legal_basis:
        yield Fault("QUE-4", question.key, _("Say by which law we may keep the answer."))


def _missing(words: dict[str, str]) -> tuple[str, ...]:
    return tuple(code for code in LANGUAGES if not words.get(code, "").strip())


def _choices(question: QuestionText) -> Iterable[Fault]:
    if question.kind != "choice":
        if question.choices:
            yield Fault("QUE-7", question.key, _("Only a choice has something to choose among."))
        return
    codes = [choice.code for choice in question.choices]
    if len(codes) < 2 or len(set(codes)) < len(codes):
        yield Fault("QUE-7", question.key, _("Give at least two choices that differ."))
    missing = {code for choice in question.choices for code in _missing(choice.words)}
    if missing:
        told = tuple(code for code in LANGUAGES if code in missing)
        yield Fault("QUE-7", question.key, _("A choice is missing in a language."), told)


def _lengths(question: QuestionText) -> Iterable[Fault]:
    advised, limit = question.length_advised, question.length_limit
    if advised and limit and advised > limit:
        yield Fault("QUE-8", question.key, _("We advise more than there is room for."))
    if (advised or limit) and question.kind not in ("long_text", "short_text"):
        yield Fault("QUE-8", question.key, _("Only a text has a length."))


def _condition(question: QuestionText, questions: Sequence[QuestionText]) -> Iterable[Fault]:
    if question.only_if is None:
        return
    if _goes_round(question, questions):
        yield Fault("QUE-6", question.key, _("Its condition leads back to itself."))
        return
    known = {one.key: place for place, one in enumerate(questions)}
    place = known.get(question.only_if.key)
    if place is None or place > known[question.key]:
        text = _("Its condition must be about a question that stands before it.")
        yield Fault("QUE-6", question.key, text)
    elif question.only_if.choice not in dict(questions[place].options):
        text = _("Its condition names a choice that the other question does not have.")
        yield Fault("QUE-6", question.key, text)


def _goes_round(question: QuestionText, questions: Sequence[QuestionText]) -> bool:
    known = {one.key: one for one in questions}
    met: set[str] = set()
    here: QuestionText | None = question
    while here is not None and here.only_if is not None:
        if here.key in met:
            return True
        met.add(here.key)
        here = known.get(here.only_if.key)
    return False


def _roles(questions: Sequence[QuestionText]) -> Iterable[Fault]:
    seen: set[str] = set()
    for question in questions:
        if question.role and question.role in seen:
            yield Fault("QUE-5", question.key, _("Another question has the same role."))
        seen.add(question.role)
