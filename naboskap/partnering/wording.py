"""A wish's codes in words, in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naboskap.core.words import in_language
from naboskap.guidelines.amounts import all_of
from naboskap.guidelines.vocabulary import AGES as AGE_WORDS
from naboskap.guidelines.vocabulary import KINDS, LANGUAGES, THEMES
from naboskap.partnering.fit import AGE, EVERY_AGE, KIND, LANGUAGE, THEME, Reason

AGES: dict[str, Any] = {**AGE_WORDS, EVERY_AGE: gettext_lazy("all ages")}
VOCABULARY: dict[str, dict[str, Any]] = {
    THEME: THEMES,
    KIND: KINDS,
    AGE: AGES,
    LANGUAGE: LANGUAGES,
}
LEAKS = {
    "mail": gettext_lazy("an e-mail address"),
    "phone": gettext_lazy("a phone number"),
    "link": gettext_lazy("a link or a user name"),
}


def called(what: str, codes: Iterable[str]) -> str:
    """Name codes of one kind in words, the last with "and"."""
    words = VOCABULARY[what]
    return all_of(words.get(code, code) for code in codes)


def title(kind: str, place: Mapping[str, str]) -> str:
    """Name a wish by its kind and region: it has no other name."""
    return f"{capfirst(str(KINDS.get(kind, kind)))}, {in_language(place)}"


def reason_in_words(reason: Reason) -> str:
    """Say one thing that two wishes have in common."""
    words = {
        THEME: _("The same field: %(what)s"),
        KIND: _("The same kind of group: %(what)s"),
        AGE: _("The same age group: %(what)s"),
        LANGUAGE: _("A language in common: %(what)s"),
    }
    return words[reason.what] % {"what": called(reason.what, reason.codes)}


def leaks_in_words(kinds: Iterable[str]) -> str:
    """Name what looks like a way to reach somebody."""
    return all_of(LEAKS[kind] for kind in kinds)
