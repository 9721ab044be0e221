"""What every letter is worded with: its blocks, and sums and days as people read them."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext

from naboskap.core.money import whole_kroner
from naboskap.core.secretariat import answered, secretariat
from naboskap.core.words import in_language

LOCALES = {"nb": "nb_NO", "en": "en_GB", "ru": "ru_RU"}
# Without the Russian "г.", whose full stop would stand doubled at the end of a sentence.
PATTERNS = {"nb": "d. MMMM y", "en": "d MMMM y", "ru": "d MMMM y"}


class MissingBlockError(Exception):
    """A letter lacks a block that it must have: a fault of ours, never a letter."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, its paragraphs, and a list of points where there is one."""

    name: str
    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """What differs from letter to letter."""

    title: str
    heading: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]


def house_and_phone() -> str:
    """Return whom to call where no adviser is named: the house, and its number."""
    house = secretariat()
    return f"{in_language(house.name)}, {house.phone}"


def and_answered(sentence: str, *, unless: str = "") -> str:
    """Add to a sentence with the house's number in which languages one is answered.

    ``unless`` an adviser is named in its place, who speaks their own.
    """
    return sentence if unless else " ".join(filter(None, (sentence, answered())))


def money(ore: int) -> str:
    return gettext("NOK %(sum)s") % {"sum": whole_kroner(ore)}


def day(on: date) -> str:
    return _written(on, (translation.get_language() or "nb").split("-")[0])


@lru_cache(maxsize=4_000)
def _written(on: date, language: str) -> str:
    """Write a day in a language; a receipt names the same few days a dozen times."""
    return format_date(on, PATTERNS[language], locale=LOCALES[language])
