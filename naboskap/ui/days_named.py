"""Days that are named one by one: "10.–12. mai", "onsdag i uke 8", "første helg i mars".

What no year has ("30. februar") is not read, and neither is what says more than the days.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from naboskap.ui.when_days import taken_out
from naboskap.ui.when_words import MONTHS, ORDINALS, WEEKDAYS, WEEKEND

_NO_MONTHS = {"førjul", "etterjul"}


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_MONTH = rf"(?:{_any(MONTHS.keys() - _NO_MONTHS)})\b\.?"
_DAY = r"(\d\d?)(?:\.|st\b|nd\b|rd\b|th\b|-?(?:го|е|ое)\b)?"
_TO = r" ?(?:-|–|—|\b(?:til og med|til|tom|to|through|until|по|до)\b|\bt\.o\.m\.) ?"
_AND = r" (?:og|and|и) "  # Of two days that follow each other.
_YEAR = r"(?:,? ?([1-9]\d{3})(?: ?(?:г\b\.?|года\b))?)?"
_OF = r"(?: ?(?:of|i|in|av|на|в|во)\b)?"
_BEFORE = re.compile(
    r"^(?:(?:ca|fra|frå|mellom|i|på|from|between|on|in|the|den|с|со|в|во|на|примерно)\b\.? ?)+"
)
_SPOKEN = re.compile(
    rf"{_DAY}(?:{_OF} ?({_MONTH}))?{_YEAR}(?:{_TO}|({_AND})){_DAY}{_OF} ?({_MONTH}){_YEAR}"
)
_MONTH_FIRST = re.compile(rf"({_MONTH}) {_DAY}{_YEAR}{_TO}(?:({_MONTH}) )?{_DAY}{_YEAR}")
_FIGURE_YEAR = r"(?:[./]? ?([1-9]\d{3})|[./] ?(\d\d)(?!\d))?"
_FIGURES = re.compile(
    rf"(\d\d?)(?:[./] ?(\d\d?)(?!\d))?\.?{_FIGURE_YEAR}{_TO}"
    rf"(\d\d?)[./] ?(\d\d?)(?!\d)\.?{_FIGURE_YEAR}"
)
_ISO = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d){_TO}(\d{{4}})-(\d\d)-(\d\d)")
_BEFORE_A_DAY = re.compile(rf"\b({_any(WEEKDAYS)}),? (?:den |the )?(?=\d)")
_ONE_DAY = re.compile(rf"{_DAY}{_OF} ?({_MONTH}){_YEAR}")
_WEEKDAYS = rf"({_any(WEEKDAYS)})(?:{_TO}({_any(WEEKDAYS)}))?"
_FROM_A_WEEK = re.compile(
    rf"(?:(?P<named>{_WEEKDAYS})|(?P<weekend>{_any(WEEKEND)}))\b,?"
    r" ?(?:(?:i|in|of|av|på|на|в)\b)? ?(?P<week>.+)"
)
_BEHIND_A_WEEK = re.compile(
    rf"(?P<week>.+?),? (?:fra |frå |from |с |со )?"
    rf"(?:(?P<named>{_WEEKDAYS})|(?P<weekend>{_any(WEEKEND)}))"
)
_WEEKEND_OF_MONTH = re.compile(rf"({_any(ORDINALS)}) (?:{_any(WEEKEND)}){_OF} ({_MONTH}){_YEAR}")
_SATURDAY, _SUNDAY = 5, 6
_LAST_YEAR = 9_990  # Behind it there is no next year to count in.


@dataclass(frozen=True, slots=True)
class Named:
    """The days that were named, both included; ``is_exact``: by day, month and year."""

    first: date
    last: date
    is_exact: bool = False


InYear = Callable[[int], Named | None]


def days_named(text: str, since: date) -> Named | None:
    """Return the days that ``text`` names, in small letters and with single spaces.

    Without a year they are the first that are not over on ``since`` (rule WEB-112).
    """
    text = _BEFORE.sub("", text.strip(" .!"))
    for read in (_spoken, _month_first, _in_figures, _in_iso, _weekend_of_month, _of_a_week):
        if found := read(text):
            return _first_from(found, since)
    return _by_weekday_too(text, since)


def _by_weekday_too(text: str, since: date) -> Named | None:
    """Read days beside which the weekday stands; None where it is another day of the week."""
    told = [WEEKDAYS[word] for word in _BEFORE_A_DAY.findall(text)]
    rest = _BEFORE_A_DAY.sub("", text)
    if not told or (found := _spoken(rest) or _one_day(rest)) is None:
        return None
    named = _first_from(found, since)
    days = [named.first.weekday(), named.last.weekday()] if named else []
    return named if told in (days, days[:1]) else None


def _first_from(found: tuple[InYear, int | None], since: date) -> Named | None:
    in_year, year = found
    if year is not None:
        return in_year(year) if year < _LAST_YEAR else None
    years = range(since.year - 1, since.year + 9)
    return next((days for year in years if (days := in_year(year)) and days.last >= since), None)


def _spoken(text: str) -> tuple[InYear, int | None] | None:
    if not (read := _SPOKEN.fullmatch(text)):
        return None
    day, month, year, beside, last_day, last_month, last_year = read.groups()
    if beside and (month or int(last_day) != int(day) + 1):
        return None
    return _stretch(
        (int(day), _month(month or last_month), year),
        (int(last_day), _month(last_month), last_year),
    )


def _month_first(text: str) -> tuple[InYear, int | None] | None:
    if not (read := _MONTH_FIRST.fullmatch(text)):
        return None
    month, day, year, last_month, last_day, last_year = read.groups()
    return _stretch(
        (int(day), _month(month), year),
        (int(last_day), _month(last_month or month), last_year),
    )


def _one_day(text: str) -> tuple[InYear, int | None] | None:
    if not (read := _ONE_DAY.fullmatch(text)):
        return None
    day = int(read[1]), _month(read[2]), read[3]
    return _stretch(day, day)


def _in_iso(text: str) -> tuple[InYear, int | None] | None:
    if not (read := _ISO.fullmatch(text)):
        return None
    year, month, day, last_year, last_month, last_day = read.groups()
    return _stretch((int(day), int(month), year), (int(last_day), int(last_month), last_year))


def _in_figures(text: str) -> tuple[InYear, int | None] | None:
    if not (read := _FIGURES.fullmatch(text)):
        return None
    day, month, year, short, last_day, last_month, last_year, last_short = read.groups()
    return _stretch(
        (int(day), int(month or last_month), year or _in_full(short)),
        (int(last_day), int(last_month), last_year or _in_full(last_short)),
    )


def _in_full(short: str | None) -> str | None:
    return f"20{short}" if short else None


def _stretch(
    begins: tuple[int, int, str | None], ends: tuple[int, int, str | None]
) -> tuple[InYear, int | None]:
    """Return the days from one to another in a year; over New Year the last is in the next."""
    day, month, first_year = begins
    last_day, last_month, last_year = ends
    # "12.–10. oktober" is a slip, and not a year.
    turns = last_month < month

    def in_year(year: int) -> Named | None:
        over = int(last_year) - year if last_year and first_year else int(turns and month > 9)
        try:
            first, last = date(year, month, day), date(year + over, last_month, last_day)
        except ValueError:
            return None
        is_right = first <= last and (last - first).days < 366
        return Named(first, last, is_exact=bool(last_year)) if is_right else None

    if first_year or not last_year:
        return in_year, int(first_year) if first_year else None
    return in_year, int(last_year) - int(turns)


def _weekend_of_month(text: str) -> tuple[InYear, int | None] | None:
    if not (read := _WEEKEND_OF_MONTH.fullmatch(text)):
        return None
    which, month, year = ORDINALS[read[1]], _month(read[2]), read[3]

    def in_year(year: int) -> Named | None:
        whole = list(_weekends(year, month))
        if which >= len(whole):
            return None
        return Named(whole[which], whole[which] + timedelta(days=1))

    return in_year, int(year) if year else None


def _weekends(year: int, month: int) -> Iterator[date]:
    """Yield the Saturdays of a month of which Sunday too is in it."""
    day = date(year, month, 1)
    day += timedelta(days=(_SATURDAY - day.weekday()) % 7)
    while (day + timedelta(days=1)).month == month:
        yield day
        day += timedelta(days=7)


def _of_a_week(text: str) -> tuple[InYear, int | None] | None:
    read = _FROM_A_WEEK.fullmatch(text) or _BEHIND_A_WEEK.fullmatch(text)
    taken = taken_out(read["week"]) if read else None
    if read is None or taken is None:
        return None
    rest, weeks = taken
    beside = re.fullmatch(r"\W*(?:(?:i|in|of|на|в)\W*)*([1-9]\d{3})?\W*(?:г|года)?\W*", rest)
    if beside is None:
        return None
    if read["weekend"]:
        first, last = _SATURDAY, _SUNDAY
    else:
        first, *others = (WEEKDAYS[word] for word in re.findall(_any(WEEKDAYS), read["named"]))
        last = others[0] if others else first

    def in_year(year: int) -> Named | None:
        week = weeks(year)
        if week is None or first > last or (week.last - week.first).days != _SUNDAY:
            return None
        return Named(week.first + timedelta(days=first), week.first + timedelta(days=last))

    return in_year, int(beside[1]) if beside[1] else None


def _month(word: str) -> int:
    return MONTHS[word.rstrip(".")]
