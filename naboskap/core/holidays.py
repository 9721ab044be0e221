"""The public holidays of Norway, on which no office answers. Pure.

Source: lov om 1 og 17 mai som høgtidsdager (1947) and lov om helligdager og helligdagsfred (1995),
§ 2; those that always fall on a Sunday are left out but Easter's own.
"""

from datetime import date, timedelta


def easter(year: int) -> date:
    """Return Easter Sunday of a year (the anonymous Gregorian reckoning)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    skipped, leap = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped - moon + 15) % 30
    quads, left = divmod(rest, 4)
    weekday = (32 + 2 * leap + 2 * quads - epact - left) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def norwegian_holidays(year: int) -> frozenset[date]:
    """Return the public holidays of Norway that may fall on a weekday, and Easter's own."""
    sunday = easter(year)
    moving = (-3, -2, 0, 1, 39, 49, 50)
    fixed = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
    return frozenset(
        {sunday + timedelta(days=days) for days in moving}
        | {date(year, month, day) for month, day in fixed}
    )


def is_holiday(day: date) -> bool:
    """Say whether offices in Norway are shut on a day that may be a weekday."""
    return day in norwegian_holidays(day.year)
