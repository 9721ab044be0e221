"""What people name that is no month and no season: a week, Easter, New Year, "now"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from naboskap.core.holidays import easter

HALF_A_YEAR = timedelta(weeks=26)
_TURN = r"(?:new year(?:[’']s)?(?: (?:eve|day))?)"
# The January that comes; New Year's own year is the one that begins.
NEW_YEAR = re.compile(
    rf"\b(?:(?:etter|over|fra|frå) (?:nyttår|nyåret)|(?:ut)?på nyåret"
    rf"|(?:after|from) (?:the )?{_TURN}|in the new year|(?:после|с) нового года)\b"
)
# In January by either church, but of which year is not the same in both.
RUSSIAN_CHRISTMAS = re.compile(r"\bпосле рождества\b")
_ROMJUL = re.compile(
    r"\b(?:romjul|romjula|romjulen|romjol|romjola"
    rf"|mellom (?:jul|jol) og nyttår|between christmas and {_TURN})\b"
)
# Not in Russian: the Orthodox Easter is another day.
_EASTER = re.compile(r"\b(?:påske|påska|påsken|easter)\b")
_NUMBERS = r"(\d\d?)(?: ?(?:-|–|—|til|to|og|and|по) ?(\d\d?))?(?!\d)"
_WEEKS = (
    re.compile(
        rf"\b(?:uke|uka|veke|veka|week|weeks|неделя|неделю|неделе) ?(?:nr\.? ?)?{_NUMBERS}"
    ),
    # "2 недели" is two weeks; "с 2-й недели" is from the second.
    re.compile(rf"(?<!\d){_NUMBERS}(?:[- ]?(?:ая|я|й|ой|ую|ю))? (?:неделя|неделю|неделе)\b"),
    re.compile(rf"(?<!\d){_NUMBERS}[- ]?(?:й|ой) недели\b"),
)
SOON = re.compile(
    r"\b(?:så (?:snart|fort) (?:som )?(?:mulig|råd|vi kan)|snarest(?: mulig)?|snarast(?: råd)?"
    r"|nå(?: med en gang)?|med en gang|med ein gong|straks|umiddelbart|i dag"
    r"|as soon as (?:possible|we can)|asap|(?:right )?now|right away|immediately|at once|today"
    r"|как можно (?:скорее|быстрее|раньше)|(?:прямо )?сейчас|сразу|немедленно|сегодня)\b"
)
# "Nå i vår" is this spring; "fra nå til mai" and "nå eller i mai" are not May.
NOW_BESIDE = re.compile(r"(?<!fra )\bnå (?=(?:i|på|utpå|rett|etter|over) )")


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the last, both included."""

    first: date
    last: date


InYear = Callable[[int], Days | None]


def taken_out(text: str) -> tuple[str, InYear] | None:
    """Return what is named, by year (None where that year has it not), and the text without it."""
    for pattern in _WEEKS:
        if named := pattern.search(text):
            first = int(named[1])
            weeks = partial(_weeks, first, int(named[2] or first))
            return pattern.sub(" ", text, count=1), weeks
    for pattern, in_year in ((_ROMJUL, _romjul), (_EASTER, _easter)):
        if pattern.search(text):
            return pattern.sub(" ", text, count=1), in_year
    return None


def week_too_far(text: str) -> str:
    """Return the number of a week in ``text`` that no year has; empty where there is none."""
    named = (found.groups() for pattern in _WEEKS for found in pattern.finditer(text.casefold()))
    numbers = (number for both in named for number in both if number)
    return next((number for number in numbers if not 1 <= int(number) <= 53), "")


def _weeks(first: int, last: int, year: int) -> Days | None:
    """Return ISO weeks, Monday to Sunday; from 52 to 1 goes on into the year after."""
    try:
        begins = date.fromisocalendar(year, first, 1)
        ends = date.fromisocalendar(year + (last < first), last, 7)
    except ValueError:
        return None
    return Days(begins, ends) if ends - begins < HALF_A_YEAR else None


def _romjul(year: int) -> Days:
    return Days(date(year, 12, 27), date(year, 12, 31))


def _easter(year: int) -> Days:
    """Return Palm Sunday to Easter Monday."""
    sunday = easter(year)
    return Days(sunday - timedelta(days=7), sunday + timedelta(days=1))
