"""Words that stand in some languages of the house and not in others: how each is known outside."""

from collections.abc import Callable, Container
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import override

from naboskap.core.secretariat import secretariat

DESCRIPTION = 155  # Characters of a page that a search engine shows.


def addresses_in(written: Container[str], address: Callable[[], str]) -> dict[str, str]:
    """Return the page's address by language, only where it is written in it."""
    found = {}
    for code in secretariat().languages:
        if code in written:
            with override(code):
                found[code] = address()
    return found


@dataclass(frozen=True, slots=True)
class Head:
    """What a page is called, and what it says in short, where it is told of outside."""

    title: str
    search_description: str


def head(title: str, text: str) -> Head:
    """Return the head of a page that says ``text``."""
    return Head(title, Truncator(" ".join(text.split())).chars(DESCRIPTION))
