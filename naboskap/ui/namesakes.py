"""Activities that are called the same, told apart."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.utils.text import Truncator
from django.utils.translation import gettext

from naboskap.ui.wording import day

NAME = 60  # As many letters of an activity name it.


class Dated(Protocol):
    """What is to be done, in words, and from which day."""

    @property
    def what(self) -> str: ...

    @property
    def from_date(self) -> date | None: ...


def activities_named(activities: Iterable[Dated]) -> list[str]:
    """Name each activity by its words; of several that say the same, also by number and day."""
    acts = list(activities)
    alike = Counter(_said(one) for one in acts)
    return [
        _told_apart(one, number) if _said(one) and alike[_said(one)] > 1 else _cut(one.what, NAME)
        for number, one in enumerate(acts, 1)
    ]


def _cut(words: str, room: int) -> str:
    """Return no more letters than there is room for, and show where some are left out."""
    return str(Truncator(words.strip()).chars(room))


def _said(one: Dated) -> str:
    return " ".join(one.what[:NAME].split()).casefold()


def _told_apart(one: Dated, number: int) -> str:
    told = {"number": number, "day": day(one.from_date) if one.from_date else ""}
    said = (
        gettext("%(what)s (activity %(number)s, %(day)s)")
        if one.from_date
        else gettext("%(what)s (activity %(number)s)")
    )
    room = NAME - len(said % {**told, "what": ""})
    return said % {**told, "what": _cut(one.what.strip().splitlines()[0], room)}
