"""How long an answer took, and how many were supported: by programme and year, for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median_high

from naboskap.core import clock
from naboskap.decisions.models import Decision
from naboskap.decisions.statuses import DecisionStatus

FLOOR = 10  # Cases answered in a year: under it no figure is told.
YEARS = 5  # This year and those before it.


@dataclass(frozen=True, slots=True)
class Handling:
    """What one programme answered in one year.

    ``days``: half of the pairs had their answer within so many days of sending. ``of_ten``: so
    many of ten were supported, rounded, so that one answer more or less is not read out of it.
    """

    programme_id: int
    year: int
    days: int
    of_ten: int


def handling(now: datetime | None = None) -> list[Handling]:
    """Return the figures that may be told, the newest year first, in one statement.

    Rule PRO-15: a programme's year with fewer than ten answers has none, and no sum goes over
    several years or programmes, so that nothing is found by taking one figure from another.
    """
    today = (now or clock.now()).astimezone(clock.OSLO).date()
    first = clock.end_of(today.replace(year=today.year - YEARS, month=12, day=31))
    answered: dict[tuple[int, int], list[tuple[int, bool]]] = {}
    for programme, sent_at, made_at, outcome in Decision.objects.filter(
        status=DecisionStatus.MADE,
        made_at__gte=first,
        case__application__submitted_at__isnull=False,
    ).values_list("case__programme_id", "case__application__submitted_at", "made_at", "outcome"):
        assert made_at is not None
        assert sent_at is not None
        made, sent = (at.astimezone(clock.OSLO).date() for at in (made_at, sent_at))
        told = ((made - sent).days, outcome != Decision.Outcome.REFUSAL)
        answered.setdefault((programme, made.year), []).append(told)
    return [
        Handling(
            programme_id=programme,
            year=year,
            days=median_high(days for days, _is_supported in told),
            of_ten=round(10 * sum(is_supported for _days, is_supported in told) / len(told)),
        )
        for (programme, year), told in sorted(
            answered.items(), key=lambda one: (-one[0][1], one[0][0])
        )
        if len(told) >= FLOOR
    ]


def latest_of(told: Iterable[Handling]) -> dict[int, Handling]:
    """Return the newest year of each programme, by the programme's key."""
    found: dict[int, Handling] = {}
    for one in told:
        found.setdefault(one.programme_id, one)
    return found
