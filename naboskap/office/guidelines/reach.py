"""Whom guidelines meet on their first day: the rounds that are open, and the drafts in them."""

from dataclasses import dataclass
from datetime import date

from naboskap.applications.queries import drafts_under
from naboskap.core import clock
from naboskap.guidelines.models import Version
from naboskap.programmes.models import Round
from naboskap.programmes.queries import rounds_ahead, rounds_open


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a version meets from ``day``; without a day, whom it may meet from now on."""

    day: date | None
    rounds: list[Round]
    drafts: int


def reach_of(version: Version, day: date | None = None) -> Reach:
    """Return whom ``version`` meets from ``day``, or from the day it holds or is proposed from."""
    day = day or version.in_force_from or version.proposed_from
    found = list(rounds_open(clock.start_of(day) if day else None))
    if day is None:
        found += rounds_ahead()
    return Reach(
        day,
        [one for one in found if one.programme.rulebook_id == version.rulebook_id],
        drafts_under(version.rulebook).count(),
    )
