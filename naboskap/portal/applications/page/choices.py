"""Words of the house as a form offers them: first letters raised, in the language spoken."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from naboskap.core.words import capital
from naboskap.guidelines.vocabulary import CATEGORIES

NOT_CHOSEN = ("", gettext_lazy("Choose"))


def words_of(codes: Iterable[str], words: Any) -> list[tuple[str, Any]]:
    """Return codes with their words as a form's choices, first letters raised."""
    return [(code, _Capital(words[code])) for code in codes]


def kind_of_cost(code: str) -> str:
    """Name a kind of cost, also one that nobody has chosen yet."""
    return capital(CATEGORIES[code]) if code else gettext("Kind of cost not chosen")


class _Capital:
    """A lazy word with its first letter raised, in whichever language is spoken."""

    def __init__(self, word: Any) -> None:
        self.word = word

    def __str__(self) -> str:
        return capital(self.word)
