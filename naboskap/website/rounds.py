"""The round to tell of first, in the words of the page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from naboskap.core import clock
from naboskap.core.secretariat import Side, secretariat
from naboskap.core.words import in_language
from naboskap.programmes.models import Programme, Round
from naboskap.programmes.queries import next_round, rounds_ahead, rounds_open
from naboskap.ui import wording


@dataclass(frozen=True, slots=True)
class Place:
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownRound:
    """A deadline, or the day on which a round opens; ``at`` is that instant."""

    programme: str
    slug: str
    at: datetime | None  # None: handled continuously.
    is_open: bool
    day: str
    left: str
    serves: str
    places: tuple[Place, ...]


def shown_round(now: datetime | None = None, slug: str = "") -> ShownRound | None:
    """Return the round to tell of, worded, or None when there is none to tell of.

    ``slug`` names a programme, where it is to be one of that programme.
    """
    now = now or clock.now()
    programme = Programme.objects.filter(slug=slug).first() if slug else None
    if slug and programme is None:
        return None
    found = next_round(now, programme)
    if found is None:
        return None
    is_open = found.opens_at <= now
    at = found.closes_at if is_open else found.opens_at
    house = secretariat()
    return ShownRound(
        programme=in_language(found.programme.name),
        slug=found.programme.slug,
        at=at,
        is_open=is_open,
        day=(
            wording.day(at.astimezone(house.home.zone).date(), weekday=True, year=False)
            if at
            else ""
        ),
        left=wording.days_until(at.astimezone(house.home.zone).date(), clock.today())
        if at
        else "",
        serves=_months(found),
        places=tuple(_place(at, side) for side in (house.home, house.across)) if at else (),
    )


def _place(at: datetime, side: Side) -> Place:
    on = wording.day(at.astimezone(side.zone).date(), weekday=True, year=False)
    return Place(in_language(side.clock_place), f"{on}, {wording.clock(at, side.zone)}")


def next_change(now: datetime | None = None) -> datetime | None:
    """Return the next instant at which a page that tells of rounds would say something else."""
    now = now or clock.now()
    # A round takes what comes within its last second.
    closings = [
        last + timedelta(seconds=1)
        for one in rounds_open(now)
        for last in (one.closes_at, one.takes_until)
        if last and last + timedelta(seconds=1) > now
    ]
    ahead = rounds_ahead(now).first()
    return min([*closings, *([ahead.opens_at] if ahead else [])], default=None)


def _months(found: Round) -> str:
    """Name the window of project starts: "januar–mars 2022"."""
    if not (found.starts_from and found.starts_to):
        return ""
    first, last = wording.month(found.starts_from), wording.month(found.starts_to)
    if first == last:
        return first
    if found.starts_from.year == found.starts_to.year:
        first = first.rpartition(" ")[0]
    return f"{first}–{last}"
