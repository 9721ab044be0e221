"""The texts of an application, in which languages each of them can be read, and what is lacking.

The long texts are answers to questions, and have their translations on the sheet. The short ones
are the title, what is done in an activity and each side's task in it, and the words of a line of
money. Each has a key: ``title``, ``activity:12:what``, ``cost:5:text``, ``money:7:text``.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from naboskap.applications.draft import Draft, ShortTranslated
from naboskap.core import tongue
from naboskap.core.secretariat import secretariat
from naboskap.guidelines.amounts import all_of
from naboskap.guidelines.vocabulary import LANGUAGES

IN_AN_ACTIVITY = ("what", "task_a", "task_b")
# Which part of the application a short text belongs to, by the first word of its key.
PARTS = {"title": "basics", "activity": "activities", "cost": "money", "money": "money"}


@dataclass(frozen=True, slots=True)
class Readable:
    """One text, its language, and the languages that it can be read in besides."""

    key: str
    text: str
    language: str
    besides: tuple[ShortTranslated, ...] = ()
    place: int = 0  # Of the activity or the line, counted from 1.

    @property
    def kind(self) -> str:
        """Return ``title``, ``what``, ``task_a``, ``task_b``, ``cost`` or ``money``."""
        first, _colon, rest = self.key.partition(":")
        return rest.rpartition(":")[2] if first == "activity" else first

    def in_language(self, language: str) -> ShortTranslated | None:
        return next((one for one in self.besides if one.language == language), None)

    @property
    def read_in(self) -> set[str]:
        return {self.language, *(one.language for one in self.besides if one.text)}


def plain_words(text: str) -> str:
    """Return a short text without what no person types, and no database keeps.

    One of those signs parts the texts where several are read in one query.
    """
    return text.replace("\x00", "").replace("\x1f", "").replace("\r\n", "\n").strip()


def is_old(one: ShortTranslated, text: str) -> bool:
    """Whether another text stands now than the one that was translated."""
    return one.of_text != plain_words(text)


def language_of(text: str, *, said: str = "") -> str:
    """Return the language of a short text: as its letters tell, else what was ``said`` of it."""
    return tongue.guess(text, spoken=said, before=said)


def in_words(text: str, language: str) -> str:
    """Name the language of a text; both, where much of it is in the letters of another one."""
    codes = tongue.languages_in(text, language) if language else ()
    return all_of(LANGUAGES.get(code, code) for code in codes)


def short_texts(draft: Draft) -> list[Readable]:
    """Return the short texts that are written, in the order of the form."""
    found: list[Readable] = []

    def told(key: str, text: str, *, said: str = "", place: int = 0) -> None:
        if any(letter.isalpha() for letter in text):
            language = language_of(text, said=said)
            besides = tuple(one for one in draft.renderings.get(key, ()) if one.text)
            found.append(Readable(key, text, language, besides, place))

    told("title", draft.title)
    for place, act in enumerate(draft.activities, 1):
        for name in IN_AN_ACTIVITY:
            text = str(getattr(act, name))
            told(f"activity:{act.pk}:{name}", text, said=act.language, place=place)
    for place, line in enumerate(draft.costs, 1):
        told(f"cost:{line.pk}:text", line.text, place=place)
    for place, paid in enumerate(draft.financing, 1):
        told(f"money:{paid.pk}:text", paid.text, place=place)
    return found


def is_read_by(language: str, known: Collection[str]) -> bool:
    """Whether whoever reads ``language`` reads one of ``known``: both Norwegian ones are one."""
    return not _family(language).isdisjoint(known)


def _family(language: str) -> set[str]:
    return {"nb", "nn"} if language in {"nb", "nn"} else {language}


def readers(draft: Draft) -> list[str]:
    """Return the languages of those who read it: the house's own, and each side's."""
    home = secretariat().home.language
    sides = (
        side for side in draft.sides.values() if side.people or side.is_known or side.is_invited
    )
    found: list[str] = []
    for language in (home, *(side.reads for side in sides)):
        if not is_read_by(language, found):
            found.append(language)
    return found


def lacking(known: Collection[str], languages: Iterable[str]) -> list[str]:
    """Return those of ``languages`` that a text cannot be read in."""
    return [language for language in languages if not is_read_by(language, known)]
