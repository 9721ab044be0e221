"""By when an adviser calls: the end of a working day, some working days from now."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from naboskap.core.holidays import is_holiday

CLOSING = time(16, 0)
SATURDAY = 5


def is_working(day: date) -> bool:
    """Say whether advisers are at work: neither a weekend nor a public holiday in Norway."""
    return day.weekday() < SATURDAY and not is_holiday(day)


def answer_by(now: datetime, working_days: int, zone: ZoneInfo) -> datetime:
    """Return 16:00 in ``zone`` on the ``working_days``-th working day after ``now``.

    What comes in after closing time, in a weekend or on a holiday counts from the next working
    day.
    """
    local = now.astimezone(zone)
    day = local.date()
    if local.time() >= CLOSING and is_working(day):
        day += timedelta(days=1)
    day = _working_from(day)
    for _count in range(working_days):
        day = _working_from(day + timedelta(days=1))
    return datetime.combine(day, CLOSING, tzinfo=zone)


def _working_from(day: date) -> date:
    """Return ``day`` or the first working day after it."""
    while not is_working(day):
        day += timedelta(days=1)
    return day
