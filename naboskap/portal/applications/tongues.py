"""In which languages the texts of a draft can be read, in words, and where one is added."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from naboskap.applications.draft import AnswerText
from naboskap.applications.renderings import Readable, is_read_by, lacking, readers
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.portal.applications.page import DraftPage
from naboskap.ui.wording import language


@dataclass(frozen=True, slots=True)
class OneOnly:
    """A text that some of those who read it cannot read in their own language."""

    words: str
    href: str


def named(page: DraftPage, one: Readable) -> str:
    """Say which short text it is."""
    number = one.place
    match one.kind:
        case "title":
            return _("Name of the project")
        case "what":
            return _("Activity %(number)s: what you do") % {"number": number}
        case "task_a" | "task_b":
            side = page.side_name(one.kind[-1])
            told = {"number": number, "side": side}
            return _("Activity %(number)s: what they do, %(side)s") % told
        case "cost":
            return _("Cost %(number)s") % {"number": number}
        case _:
            return _("Who pays, line %(number)s") % {"number": number}


def only_in(language: str) -> Any:
    return LANGUAGES.get(language, language)


@dataclass(frozen=True, slots=True)
class ReadIn:
    """How many of the texts can be read in a language that somebody here reads."""

    language: str
    number: int
    of: int
    href: str  # Where the language is written beside the others.
    is_asked_for: bool  # Whether anything was written first in another language.

    @property
    def called(self) -> Any:
        return only_in(self.language)

    @property
    def lacks(self) -> int:
        return self.of - self.number


def read_by_each(page: DraftPage) -> list[ReadIn]:
    """Return how much of it each can read: both sides, the house, and who has it before them.

    A language that everything is written in first is not told of.
    """
    codes = readers(page.draft)
    if not is_read_by(language(), codes):
        codes.append(language())
    told = (readable_in(page, code) for code in codes)
    return [one for one in told if one.is_asked_for]


def readable_in(page: DraftPage, code: str) -> ReadIn:
    """Return how much of what is written can be read in ``code``."""
    texts = [(one.language, one.read_in) for one in page.short_texts.values()]
    texts += [(answer.language, read_in(answer)) for _key, _question, answer in _answers(page)]
    return ReadIn(
        code,
        sum(is_read_by(code, known) for _first, known in texts),
        len(texts),
        words_at(page, code),
        is_asked_for=any(not is_read_by(code, {first}) for first, _known in texts),
    )


def in_one_only(page: DraftPage) -> list[OneOnly]:
    """Return the texts that a side, or the house, cannot read in its own language."""
    needed = readers(page.draft)
    if len(needed) < 2:
        return []
    found = []
    for one in page.short_texts.values():
        if lacks := lacking(one.read_in, needed):
            told = {"what": named(page, one), "language": only_in(one.language)}
            words = _("%(what)s, only in %(language)s") % told
            found.append(OneOnly(words, words_at(page, lacks[0], one.key)))
    for key, question, answer in _answers(page):
        if lacks := lacking(read_in(answer), needed):
            told = {"what": question, "language": only_in(answer.language)}
            words = _("%(what)s, only in %(language)s") % told
            found.append(OneOnly(words, translation_at(page, key, lacks[0])))
    return found


def _answers(page: DraftPage) -> Iterator[tuple[str, str, AnswerText]]:
    """Return the free texts that are written, with what was asked."""
    for question in page.questions:
        answer = page.draft.answers.get(question.key)
        if answer and answer.text.strip() and not question.options:
            yield question.key, question.in_words, answer


def read_in(answer: AnswerText) -> set[str]:
    return {answer.language, *(one.language for one in answer.translations if one.text)}


def words_at(page: DraftPage, language: str, key: str = "") -> str:
    """Return where the short texts are written in a language; at one of them, where one is."""
    at = reverse("portal:words", kwargs={"key": page.draft.key, "language": language})
    return f"{at}#{in_page(key)}" if key else at


def in_page(key: str) -> str:
    """Return a short text's key as it stands in a page: ``activity-12-what``."""
    return key.replace(":", "-")


def translation_at(page: DraftPage, question: str, language: str) -> str:
    told = {"key": page.draft.key, "question": question, "language": language}
    return reverse("portal:translation", kwargs=told)


@dataclass(frozen=True, slots=True)
class Longer:
    """A free text on the page of one language: where it is translated, and how that stands."""

    question: str
    href: str
    mark: str  # Empty where it is not written in that language.
    is_stale: bool


def longer_texts(page: DraftPage, code: str) -> list[Longer]:
    """Return the free texts that are in another language than ``code``."""
    found = []
    for key, question, answer in _answers(page):
        if is_read_by(code, {answer.language}):
            continue
        one = answer.in_language(code)
        mark = one.mark if one and one.text else ""
        stale = bool(mark and one and one.of_number != answer.number)
        found.append(Longer(question, translation_at(page, key, code), mark, stale))
    return found


def to_translate(page: DraftPage, code: str) -> list[Readable]:
    """Return the short texts that are in another language than ``code``."""
    return [one for one in page.short_texts.values() if not is_read_by(code, {one.language})]


def unread_in(page: DraftPage, kinds: set[str]) -> list[Readable]:
    """Return the short texts of these kinds that the reader cannot read in their own language."""
    return [
        one
        for one in page.short_texts.values()
        if one.kind in kinds and not is_read_by(language(), one.read_in)
    ]
