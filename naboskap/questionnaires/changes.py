"""What one version of a form changes in another, piece by piece, and how much it weighs.

Nobody chooses whether a change is small: it is *major* when an answer that was whole may no longer
be, or when something that was asked is not asked any more. Everything else is minor.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naboskap.core.words import in_language, quoted
from naboskap.core.words import left_behind as untouched
from naboskap.questionnaires.text import Choice, QuestionText

# The parts of a question that a version may word otherwise, with what a reader calls them.
PARTS: dict[str, Promise] = {
    "words": gettext_lazy("The question has other words."),
    "help": gettext_lazy("The help has other words."),
    "why": gettext_lazy("Why we ask has other words."),
    "good": gettext_lazy("The good example is another."),
    "weak": gettext_lazy("The weak example is another."),
    "purpose": gettext_lazy("What the answer is used for has other words."),
    "legal_basis": gettext_lazy("The answer is kept by another law."),
    "section": gettext_lazy("It stands in another part."),
    "criterion": gettext_lazy("It is judged by another criterion."),
    "lesson": gettext_lazy("It points to another lesson."),
    "is_required": gettext_lazy("It must be answered."),
    "length_advised": gettext_lazy("We advise another length."),
    "length_limit": gettext_lazy("There is room for another length."),
    "only_if": gettext_lazy("It is asked of others than before."),
}

# Those of them that are texts, by language.
TEXTS = ("words", "help", "why", "good", "weak", "purpose")


@dataclass(frozen=True, slots=True)
class Added:
    question: QuestionText
    at: int  # Its place in the new order, from 0.


@dataclass(frozen=True, slots=True)
class Removed:
    question: QuestionText


@dataclass(frozen=True, slots=True)
class Moved:
    question: QuestionText
    at: int


@dataclass(frozen=True, slots=True)
class Altered:
    """One part of a question that is not as before."""

    question: QuestionText  # As it is after.
    part: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class ChoiceAdded:
    question: QuestionText
    choice: Choice
    at: int


@dataclass(frozen=True, slots=True)
class ChoiceRemoved:
    question: QuestionText
    choice: Choice


@dataclass(frozen=True, slots=True)
class ChoiceReworded:
    question: QuestionText
    before: Choice
    choice: Choice  # As it is after.


@dataclass(frozen=True, slots=True)
class ChoiceMoved:
    question: QuestionText
    choice: Choice
    at: int


ChoiceChange = ChoiceAdded | ChoiceRemoved | ChoiceReworded | ChoiceMoved
Change = Added | Removed | Moved | Altered | ChoiceChange
Form = Sequence[QuestionText]


def difference(before: Form, after: Form) -> tuple[Change, ...]:
    """Return what ``after`` changes in ``before``. The same form has no difference."""
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    place = {key: at for at, key in enumerate(new)}
    found: list[Change] = [Removed(one) for key, one in old.items() if key not in new]
    found += [Added(one, place[key]) for key, one in new.items() if key not in old]
    found += [Moved(new[key], place[key]) for key in moved(list(old), list(new))]
    for key, one in new.items():
        if key in old:
            found += _within(old[key], one)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A text that was reworded in some languages, while others say what they said before."""

    question: QuestionText
    part: str  # Of ``TEXTS``, or ``choices``.
    reworded: tuple[str, ...]
    stands: tuple[str, ...]


def left_behind(before: Form, after: Form) -> tuple[LeftBehind, ...]:
    """Return the texts of ``after`` whose translations may no longer say the same."""
    old = {one.key: one for one in before}
    found = []
    for new in after:
        if new.key not in old:
            continue
        had = {choice.code: choice.words for choice in old[new.key].choices}
        pairs = [(part, getattr(old[new.key], part), getattr(new, part)) for part in TEXTS]
        pairs += [("choices", had.get(one.code, {}), one.words) for one in new.choices]
        for part, words, now in pairs:
            reworded, stands = untouched(words, now)
            if stands:
                found.append(LeftBehind(new, part, reworded, stands))
    return tuple(found)


def _within(old: QuestionText, new: QuestionText) -> Iterable[Change]:
    for part in PARTS:
        before, after = getattr(old, part), getattr(new, part)
        if before != after:
            yield Altered(new, part, before, after)
    had = {choice.code: choice for choice in old.choices}
    has = {choice.code: choice for choice in new.choices}
    place = {code: at for at, code in enumerate(has)}
    for code, choice in had.items():
        if code not in has:
            yield ChoiceRemoved(new, choice)
    for code, choice in has.items():
        if code not in had:
            yield ChoiceAdded(new, choice, place[code])
        elif choice != had[code]:
            yield ChoiceReworded(new, had[code], choice)
    for code in moved(list(had), list(has)):
        yield ChoiceMoved(new, has[code], place[code])


def moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the fewest keys that must change places so that ``before`` stands as ``after``.

    Keys that only one of them has are not told of. What stays is the longest row of keys that
    both have in the same order.
    """
    place = {key: at for at, key in enumerate(before)}
    common = [key for key in after if key in place]
    ends: list[int] = []  # The least place that a row of each length can end with.
    rows: list[int] = []  # For each key: how long a row it ends.
    for key in common:
        at = bisect_left(ends, place[key])
        ends[at : at + 1] = [place[key]]
        rows.append(at)
    stays: set[str] = set()
    wanted = len(ends) - 1
    last = len(before)
    for key, row in zip(reversed(common), reversed(rows), strict=True):
        if row == wanted and place[key] < last:
            stays.add(key)
            wanted, last = wanted - 1, place[key]
    return [key for key in common if key not in stays]


def applied(before: Form, changes: Iterable[Change]) -> tuple[QuestionText, ...]:
    """Return the form that ``before`` becomes by ``changes``: the difference, taken back."""
    form = {one.key: one for one in before}
    placed: list[tuple[int, str]] = []
    chosen: dict[str, list[ChoiceChange]] = {}
    for change in changes:
        key = change.question.key
        match change:
            case Removed():
                del form[key]
            case Added() | Moved():
                form.setdefault(key, change.question)
                placed.append((change.at, key))
            case Altered():
                form[key] = replace(form[key], **{change.part: change.after})
            case _:
                chosen.setdefault(key, []).append(change)
    for key, told_of in chosen.items():
        form[key] = replace(form[key], choices=_choices(form[key].choices, told_of))
    moving = {key for _at, key in placed}
    order = [key for key in form if key not in moving]
    for at, key in sorted(placed):
        order.insert(at, key)
    return tuple(form[key] for key in order)


def _choices(before: Iterable[Choice], changes: Iterable[ChoiceChange]) -> tuple[Choice, ...]:
    stays = {choice.code: choice for choice in before}
    placed: list[tuple[int, str]] = []
    there: dict[str, Choice] = {}
    for change in changes:
        match change:
            case ChoiceReworded():
                stays[change.choice.code] = change.choice
            case ChoiceRemoved():
                del stays[change.choice.code]
            case ChoiceAdded() | ChoiceMoved():
                stays.pop(change.choice.code, None)
                there[change.choice.code] = change.choice
                placed.append((change.at, change.choice.code))
    found = list(stays.values())
    for at, code in sorted(placed):
        found.insert(at, there[code])
    return tuple(found)


def is_major(change: Change) -> bool:
    """Say whether an answer that was whole may not be so after ``change``."""
    match change:
        case Removed() | ChoiceRemoved():
            return True
        case Added():
            return change.question.is_required
        case Altered(part="is_required"):
            return bool(change.after)
        case Altered(part="length_limit"):
            return change.after is not None and (
                change.before is None or change.after < change.before
            )
        case Altered(part="only_if" | "legal_basis"):
            return True
    return False


def weighs(changes: Iterable[Change]) -> bool:
    """Say whether any of ``changes`` is major: then drafts are moved only by an act of staff."""
    return any(is_major(change) for change in changes)


def told(change: Change) -> str:
    """Say in the active language what ``change`` is, as the writers of a draft read it."""
    words = {"question": change.question.in_words}
    match change:
        case Added() if change.question.is_required:
            return _("New, and must be answered: “%(question)s”.") % words
        case Added():
            return _("New: “%(question)s”.") % words
        case Removed():
            return _("Not asked any more: “%(question)s”.") % words
        case Moved():
            return _("Moved: “%(question)s”.") % words
        case Altered():
            return f"{quoted(change.question.in_words)}: {_part(change)}"
        case ChoiceAdded():
            text = _("“%(question)s”: one can choose “%(choice)s” too.")
        case ChoiceRemoved():
            text = _("“%(question)s”: one can no longer choose “%(choice)s”.")
        case ChoiceReworded():
            text = _("“%(question)s”: a choice has other words, “%(choice)s”.")
        case ChoiceMoved():
            text = _("“%(question)s”: “%(choice)s” stands in another place.")
    return text % {**words, "choice": in_language(change.choice.words)}


def _part(change: Altered) -> str:
    if change.part == "is_required" and not change.after:
        return _("It need not be answered.")
    if change.part == "length_limit":
        if change.after is None:
            return _("There is no limit to its length any more.")
        return _("There is room for %(number)s characters.") % {"number": change.after}
    return str(PARTS[change.part])
