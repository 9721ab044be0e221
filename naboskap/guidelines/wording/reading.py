"""What is needed to word a finding: its numbers, and names for its codes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language, quoted
from naboskap.guidelines.amounts import any_of

Names = Mapping[str, Mapping[str, str]]  # Words for place and country codes.


def country(code: str, places: Names) -> str:
    """Name a country: as the places do where they know it, else as the language does."""
    if code in places:
        return in_language(places[code])
    spoken = Locale.parse(get_language() or "nb", sep="-")
    return str(spoken.territories.get(code, code))


class Says(NamedTuple):
    heading: str
    found: str
    needed: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What is needed to word one finding: its numbers, and names for its codes."""

    found: Mapping[str, Any]
    required: Mapping[str, Any]
    places: Names
    activities: Sequence[str]
    severity: str = ""  # How hard the paragraph is; empty where that makes no difference.

    def place(self, code: str) -> str:
        return country(code, self.places)

    def any_place(self, codes: Iterable[str]) -> str:
        names = dict.fromkeys(self.place(code) for code in codes if code in self.places)
        return any_of(names or dict.fromkeys(codes))

    def activity(self, number: int) -> str:
        if number <= len(self.activities) and (name := self.activities[number - 1].strip()):
            line = name.splitlines()[0]
            short = line if len(line) <= 60 else f"{line[:59].rsplit(' ', 1)[0]} …"
            return quoted(short)
        return _("activity %(number)s") % {"number": number}


def side_name(side: str) -> str:
    """Name a side as the secretariat does."""
    return in_language(secretariat().sides[side].name)


def side_in_text(side: str) -> str:
    """Name a side within a sentence: languages other than English use no capital there."""
    name = side_name(side)
    if (get_language() or "").startswith("en"):
        return name
    return name[:1].lower() + name[1:]
