"""Whose house this is: name, sides, languages, currency. Read once from a file at the start.

The file is ``secretariat.json`` in the data folder (made by the starter or by ``--new``);
without it, the one that ships in ``starter/``. Nothing of it is written in code.
"""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from naboskap.core.words import in_language

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two equal sides of the border: ``a`` is home, ``b`` the other."""

    key: str
    name: Words  # "norsk side"
    country: str  # ISO 3166-1 code of the side's own country
    language: str  # what is spoken there, unless a person says otherwise
    time_zone: str
    clock_place: Words  # where its clock hangs: "Murmansk"
    is_protected: bool  # parties here are shielded unless they ask for something else

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True)
class Secretariat:
    """The funder that runs this installation."""

    name: Words
    slogan: Words
    phone: str
    email: str
    address: str
    website: str
    languages: tuple[str, ...]
    currency: str
    logo: str  # static path or file name in the data folder; empty: the name alone
    accent: str  # colour of the logo's two halves, empty: the design system's own
    accent_other: str
    sides: dict[str, Side]
    # Languages that only the website's own pages are told in besides, and those of them whose
    # pages nobody who speaks the language has read yet: each such page says so.
    page_languages: tuple[str, ...] = ()
    unread_languages: tuple[str, ...] = ()
    phone_answered: Words = field(default_factory=dict)  # "We answer in Norwegian and Russian."
    drafts_kept_months: int = 24  # How long a draft that nobody writes in is kept open.

    @property
    def site_languages(self) -> tuple[str, ...]:
        """Every language that a page of the website may be in, the house's first one first."""
        return (self.languages[0], *self.page_languages, *self.languages[1:])

    @property
    def home(self) -> Side:
        return self.sides["a"]

    @property
    def across(self) -> Side:
        return self.sides["b"]


def read(path: Path) -> Secretariat:
    """Read the file; a missing or unknown field stops the start with its name."""
    facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    sides = {key: Side(key=key, **side) for key, side in facts.pop("sides").items()}
    for name in {"languages", "page_languages", "unread_languages"} & set(facts):
        facts[name] = tuple(facts[name])
    return Secretariat(sides=sides, **facts)


def answered(language: str | None = None) -> str:
    """Say in which languages whoever calls the house is answered; nothing where it is not told."""
    return in_language(secretariat().phone_answered, language)


@lru_cache(maxsize=1)
def secretariat() -> Secretariat:
    """Return the secretariat of this installation."""
    own = Path(settings.DATA_DIR) / "secretariat.json"
    return read(own if own.exists() else Path(settings.ROOT) / "starter" / "secretariat.json")
