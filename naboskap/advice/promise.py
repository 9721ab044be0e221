"""By when an adviser calls: the end of a working day, some working days from now."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

CLOSING = time(16, 0)
SATURDAY = 5


def answer_by(now: datetime, working_days: int, zone: ZoneInfo) -> datetime:
    """Return 16:00 in ``zone`` on the ``working_days``-th working day after ``now``.

    What comes in after closing time or in a weekend counts from the next working day. Public
    holidays are not known here: an adviser may always call earlier.
    """
    local = now.astimezone(zone)
    day = local.date()
    if local.time() >= CLOSING and day.weekday() < SATURDAY:
        day += timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    for _count in range(working_days):
        day += timedelta(days=1)
        while day.weekday() >= SATURDAY:
            day += timedelta(days=1)
    return datetime.combine(day, CLOSING, tzinfo=zone)
