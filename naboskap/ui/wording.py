"""Days, clocks, spans and sums in words, as each language writes them.

A clock time always has its place; figures that belong together do not part at a line's end.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.translation import get_language, gettext, ngettext

from naboskap.core.money import whole_kroner
from naboskap.core.secretariat import Side, secretariat
from naboskap.core.words import in_language

NBSP = "\u00a0"
# Northern Sámi writes the month first, and "b." (beaivi) after the day.
_DAY = {"nb": "j. F Y", "nn": "j. F Y", "se": r"F j. \b. Y", "en": "j F Y", "ru": "j E Y"}
_DAY_SHORT = {"nb": "j. F", "nn": "j. F", "se": r"F j. \b.", "en": "j F", "ru": "j E"}
_CLOCK = {"nb": "H.i", "nn": "H.i", "se": "H.i", "en": "H:i", "ru": "H:i"}


def language() -> str:
    """Return the code of the language that is spoken now, without its country."""
    return (get_language() or "nb").split("-")[0]


def _format(value: date, by_language: dict[str, str]) -> str:
    spoken = language()
    pattern = by_language.get(spoken, "j F Y")
    return _written(date(value.year, value.month, value.day), pattern, spoken)


@lru_cache(maxsize=4_000)
def _written(value: date, pattern: str, spoken: str) -> str:
    """Write a date as it is written in the language that is ``spoken`` now; a list has many."""
    return formats.date_format(value, pattern, use_l10n=False).replace(" ", NBSP)


def day(value: date, *, weekday: bool = False, year: bool = True) -> str:
    """Write a date: "1. november 2021", with its weekday where asked."""
    text = _format(value, _DAY if year else _DAY_SHORT)
    if not weekday:
        return text
    name = formats.date_format(value, "l", use_l10n=False)
    name = name if language() == "en" else name.lower()
    return f"{name}, {text}" if language() == "ru" else f"{name} {text}"


def month(value: date) -> str:
    """Write a month: "november 2021"."""
    return formats.date_format(value, "F Y", use_l10n=False).lower()


def clock(instant: datetime, zone: ZoneInfo) -> str:
    """Write what the clock shows in ``zone``: "23.59"."""
    local = instant.astimezone(zone)
    return local.strftime(_CLOCK.get(language(), "H:i").replace("H", "%H").replace("i", "%M"))


def day_words(number: int) -> str:
    """Write the day of a month as the language does: "30.", "30th", "30-е"."""
    match language():
        case "nb" | "nn":
            return f"{number}."
        case "en":
            ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
            return f"{number}{'th' if 11 <= number % 100 <= 13 else ending}"
        case _:
            return str(number)


def month_words(number: int) -> str:
    """Name a month as it stands after a day's number."""
    return str((MONTHS_ALT if language() == "ru" else MONTHS)[number]).strip()


def at_place(instant: datetime, side: Side, *, weekday: bool = True, year: bool = True) -> str:
    """Write an instant as it is at one side: "mandag 1. november 2021 kl. 23.59 i Oslo"."""
    local = instant.astimezone(side.zone)
    return gettext("%(day)s at %(clock)s in %(place)s") % {
        "day": day(local.date(), weekday=weekday, year=year),
        "clock": clock(instant, side.zone),
        "place": in_language(side.clock_place),
    }


def at_both(instant: datetime, *, year: bool = True) -> str:
    """Write an instant at both sides; the second names its day only when it is another."""
    house = secretariat()
    home, across = house.home, house.across
    first = at_place(instant, home, year=year)
    here, there = instant.astimezone(home.zone), instant.astimezone(across.zone)
    if here.utcoffset() == there.utcoffset():
        return first
    values = {
        "home": first,
        "day": day(there.date(), weekday=True, year=False),
        "clock": clock(instant, across.zone),
        "place": in_language(across.clock_place),
    }
    if here.date() == there.date():
        return gettext("%(home)s, %(clock)s in %(place)s") % values
    return gettext("%(home)s, %(day)s at %(clock)s in %(place)s") % values


def last_moment(deadline: datetime) -> datetime:
    """Return the minute that people call the end: a day that ends at midnight, ends at 23.59."""
    local = deadline.astimezone(secretariat().home.zone)
    ends_a_day = (local.hour, local.minute) == (0, 0)
    return deadline - timedelta(minutes=1) if ends_a_day else deadline


def night_or_day(local: datetime) -> str:
    """Name the weekday under a clock; the small hours say which night they belong to."""
    name = formats.date_format(local, "l", use_l10n=False)
    name = name if language() == "en" else name.lower()
    if local.hour < 5:
        if language() == "ru" and name.endswith("а"):
            name = f"{name[:-1]}у"  # ночь на среду
        return gettext("the night before %(weekday)s") % {"weekday": name}
    return name


def left_until(instant: datetime, now: datetime) -> str:
    """Say how long is left: "om 7 dager og 14 timer"; empty when it is past."""
    left = instant - now
    if left <= timedelta(0):
        return ""
    days, hours, minutes = left.days, left.seconds // 3600, left.seconds % 3600 // 60
    in_days = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    in_hours = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    if days > 13 or (days and not hours):
        return gettext("in %(time)s") % {"time": in_days}
    if days:
        return gettext("in %(days)s and %(hours)s") % {"days": in_days, "hours": in_hours}
    if hours:
        return gettext("in %(time)s") % {"time": in_hours}
    minutes = max(minutes, 1)
    return gettext("in %(time)s") % {
        "time": ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    }


def days_until(on: date, today: date) -> str:
    """Say in whole days how far away a day is: "i dag", "i morgen", "om 7 dager"."""
    away = (on - today).days
    if away == 0:
        return gettext("today")
    if away == 1:
        return gettext("tomorrow")
    return gettext("in %(time)s") % {
        "time": ngettext("%(count)s day", "%(count)s days", away) % {"count": away}
    }


def money(ore: int) -> str:
    """Write a sum with the installation's currency: "210 000 kr".

    In Russian the word for kroner has another ending in nearly every sentence: NOK has none, and
    is the same everywhere.
    """
    figure, currency = whole_kroner(ore), secretariat().currency
    spoken = language()
    if currency != "NOK":
        return f"{currency}{NBSP}{figure}" if spoken == "en" else f"{figure}{NBSP}{currency}"
    if spoken == "en":
        return f"NOK{NBSP}{figure.replace(',', '.')}"
    if spoken == "ru":
        return f"{figure}{NBSP}NOK"
    return f"{figure}{NBSP}kr"


def count(value: int) -> str:
    """Write a number with its thousands apart: "3 212"."""
    return f"{value:,}".replace(",", NBSP)


def hundredths(value: int) -> str:
    """Write a number that is kept in hundredths, as short as it goes: 750 is "7,5"."""
    whole, part = divmod(value, 100)
    if not part:
        return count(whole)
    return f"{count(whole)}{'.' if language() == 'en' else ','}{f'{part:02d}'.rstrip('0')}"


def counted(how: Any) -> str:
    """Say how a sum is counted, as "66 × 900 kr per night".

    Takes ``applications.amounts.Counting`` or the like.
    """
    price = in_currency(how.rate, how.currency) if how.currency else money(how.rate)
    text = f"{hundredths(how.hundredths)} × {price} {how.per}"
    if how.is_rounded:
        return gettext("%(counted)s, rounded to the nearest øre") % {"counted": text}
    return text


def in_currency(amount: int, code: str) -> str:
    """Write a sum in hundredths of another currency: "12 000 RUB"."""
    figure = whole_kroner(amount)
    return (
        f"{code}{NBSP}{figure.replace(',', '.')}"
        if language() == "en"
        else f"{figure}{NBSP}{code}"
    )


def exchanged(what: Any) -> str:
    """Say what a sum was written in, and by which rate it was reckoned.

    Takes ``applications.exchange.Exchanged`` or the like. A note stands as somebody wrote it.
    """
    rate = what.rate
    kroner = rate.kroner if language() == "en" else rate.kroner.replace(".", ",")
    told = {
        "sum": in_currency(what.amount, what.currency),
        "number": rate.per,
        "currency": what.currency,
        "kroner": kroner,
        "day": day(rate.on),
    }
    if rate.note:
        text = gettext(
            "%(sum)s. %(number)s %(currency)s cost %(kroner)s kroner on %(day)s: %(note)s"
        )
        return text % {**told, "note": rate.note}
    text = gettext(
        "%(sum)s. %(number)s %(currency)s cost %(kroner)s kroner on %(day)s (Norges Bank)"
    )
    return text % told


def percent(value: float) -> str:
    """Write a share, at most one decimal: "70 prosent" is said by the sentence around it."""
    text = f"{value:.1f}".removesuffix(".0")
    return text if language() == "en" else text.replace(".", ",")
