"""The last day for a complaint: calendar days, and never a day when offices are shut."""

from datetime import date, timedelta

from naboskap.core.holidays import is_holiday


def last_day(start: date, days: int) -> date:
    """Return the last day of ``days`` calendar days after ``start``.

    A last day on a Saturday, Sunday or public holiday moves to the next working day.
    """
    day = start + timedelta(days=days)
    while day.weekday() >= 5 or is_holiday(day):
        day += timedelta(days=1)
    return day
