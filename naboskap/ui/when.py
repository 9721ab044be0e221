"""When something is to be, as people write it: a month, a season, a year, or "we do not know".

What holds a word that is not known, or can be read in two ways, is not guessed at.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from naboskap.ui.days_named import Named, days_named
from naboskap.ui.when_days import (
    NEW_YEAR,
    NOW_BESIDE,
    RUSSIAN_CHRISTMAS,
    SOON,
    InYear,
    taken_out,
)
from naboskap.ui.when_words import (
    AFTER,
    BESIDE_UNKNOWN,
    FILLERS,
    MONTHS,
    NEXT,
    OR,
    PARTS,
    SEASONS,
    UNKNOWN,
    WINTER,
)

YEAR = r"[1-9]\d{3}"
NEXT_YEAR = re.compile(r"\b(?:neste år|next year|(?:в )?следующ(?:ем|ий|его) году?а?)\b")
THIS_YEAR = re.compile(r"\b(?:i år|dette året|this year|(?:в )?эт(?:ом|от|ого) году?а?)\b")
SECOND_YEAR = re.compile(rf"\b({YEAR}) ?[/–—-] ?(\d\d)\b")
# "Jul" is Christmas; only with a dot, beside a year, is it short for July.
JULY = re.compile(rf"\bjul\. ?(?={YEAR}\b)")
_CHRISTMAS = r"(?:jul|jula|julen|jol|jola|christmas)\b"
AFTER_CHRISTMAS = re.compile(rf"\b(?:etter|after) {_CHRISTMAS}")
BY_CHRISTMAS = re.compile(rf"\b(?:før|til|i|before) {_CHRISTMAS}")
TWO_READINGS = re.compile(r"\b(?:(?:etter|før|til|i) jul\. ?\d|may (?:be|start|begin)\b)")
# Dashes that word processors and phones put for the one on the keyboard.
_AS_TYPED = str.maketrans({"ё": "е", **dict.fromkeys("‐‑‒―−", "-")})
DAYS = re.compile(rf"(\d\d?)\.(\d\d?)\.({YEAR})–(\d\d?)\.(\d\d?)\.({YEAR})")


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    def in_digits(self) -> str:
        """Write it as `period_of` reads it on any day, in all languages: "1.3.2027–31.5.2027"."""
        return "–".join(f"{day.day}.{day.month}.{day.year}" for day in (self.first, self.last))


@dataclass(frozen=True, slots=True)
class _Months:
    """From one month to another; 13 is January of the year after, and so on."""

    first: int
    last: int

    def of(self, year: int) -> Period:
        """Return the days of them, counted from January of ``year``."""
        turns, month = divmod(self.first - 1, 12)
        more, last = divmod(self.last - 1, 12)
        ends = monthrange(year + more, last + 1)[1]
        return Period(date(year + turns, month + 1, 1), date(year + more, last + 1, ends))


IN_WINTER = _Months(WINTER, WINTER + 2)


def is_unknown(text: str) -> bool:
    """Say whether somebody wrote that they do not know, and nothing else that can be read."""
    if text.strip() and not text.strip(" ?-–—."):
        return True
    rest, said = _without_unknown(_taken_apart(_folded(text)))
    return said and all(word in BESIDE_UNKNOWN for word in rest)


def names_its_year(text: str) -> bool:
    """Say whether what is read is the same whenever it is read."""
    return re.search(YEAR, text) is not None


def named_days(text: str, today: date, *, since: date | None = None) -> Named | None:
    """Return the days that ``text`` names one by one, the first not over on ``since`` (today)."""
    spelled = _with_years(" ".join(_folded(text).split()), today)
    return days_named(" ".join(spelled.split()), since or today)


def period_of(text: str, today: date, *, since: date | None = None) -> Period | None:
    """Return the period that ``text`` names; None where it names none, several, or says more.

    What runs ``today`` begins today. Without a year it is the first that is not over. A winter
    with one year is that from its New Year; with two, "2026/27", it begins in December. "After
    the summer" begins when that is over; "after Christmas" is the January behind it. A week is
    Monday to Sunday, and "as soon as possible" begins today. ``since``: what is said without a
    year is the first that is not over on that day, not today.
    """
    folded = " ".join(_folded(text).split())
    if days := DAYS.fullmatch(folded):
        read = _from_days(*map(int, days.groups()))
    elif named := named_days(text, today, since=since):
        read = Period(named.first, named.last)
    else:
        read = None if TWO_READINGS.search(folded) else _in_words(folded, today, since or today)
    if read is None or read.last < today:
        return read
    return Period(max(read.first, today), read.last)


def _in_words(folded: str, today: date, since: date) -> Period | None:
    spelled = _spelled_out(NOW_BESIDE.sub("", folded), today)
    if taken := taken_out(spelled):
        rest, in_year = taken
        return _in_turn(in_year, _without_unknown(_taken_apart(rest))[0], since)
    beside = _taken_apart(SOON.sub(" ", folded))
    if SOON.search(folded) and all(word in FILLERS for word in beside):
        return Period(today, today + timedelta(days=30))
    words, _said = _without_unknown(_taken_apart(spelled))
    read = _read(words, since if NEXT.isdisjoint(words) else today)
    if RUSSIAN_CHRISTMAS.search(folded) and names_its_year(spelled):
        return None
    # "After New Year 2026" in November may be the one that comes.
    return None if read and read.last < today and NEW_YEAR.search(folded) else read


def _in_turn(in_year: InYear, words: list[str], today: date) -> Period | None:
    """Return what is named in the year that is said; without one the first that is not over."""
    years = {int(word) for word in words if re.fullmatch(YEAR, word)}
    parts, is_after = {PARTS[word] for word in words if word in PARTS}, not AFTER.isdisjoint(words)
    is_known = all(
        re.fullmatch(YEAR, word) or word in PARTS or word in AFTER or word in FILLERS
        for word in words
    )
    if (
        not is_known
        or len(parts) + is_after > 1
        or len(years) > 1
        or max(years, default=0) > 9_990
    ):
        return None
    found = [
        _shifted(Period(days.first, days.last), parts, is_after=is_after)
        for year in (years or (today.year - 1, today.year, today.year + 1))
        if (days := in_year(year))
    ]
    return next((each for each in found if years or each.last >= today), None)


def _spelled_out(text: str, today: date) -> str:
    """Put one word, or a whole year, for what is said in several."""
    text = _with_years(text, today)
    text = SECOND_YEAR.sub(_in_full, text)
    text = RUSSIAN_CHRISTMAS.sub("январь", NEW_YEAR.sub("januar", text))
    text = JULY.sub("juli ", text)
    return BY_CHRISTMAS.sub("førjul", AFTER_CHRISTMAS.sub("etterjul", text))


def _with_years(text: str, today: date) -> str:
    return THIS_YEAR.sub(f" {today.year} ", NEXT_YEAR.sub(f" {today.year + 1} ", text))


def _in_full(years: re.Match[str]) -> str:
    first, second = int(years[1]), int(years[2])
    return f"{first} {first + 1}" if (first + 1) % 100 == second else years[0]


def _read(words: list[str], today: date) -> Period | None:
    if not all(map(_is_known, words)):
        return None
    told = [each for each, _same in groupby(_named(word) for word in words if _is_name(word))]
    names = [each for each in told if isinstance(each, _Months)]
    years = [each for each in told if isinstance(each, int)]
    parts = {PARTS[word] for word in words if word in PARTS}
    is_after = not AFTER.isdisjoint(words)
    is_month_and_season = len({months.last - months.first for months in names}) > 1
    one_by_one = len(parts) + is_after
    if is_month_and_season or one_by_one > 1 or (one_by_one and len(names or years) > 1):
        return None
    if years:
        whole = _in_years(told, names, years, today)
        return _shifted(whole, parts, is_after=is_after) if whole else None
    stretch = _one_stretch(names, may_turn=OR.isdisjoint(words)) if names else None
    if stretch is None:
        return None
    in_turn = [
        _shifted(stretch.of(year), parts, is_after=is_after)
        for year in (today.year - 1, today.year, today.year + 1)
    ]
    if NEXT.isdisjoint(words):
        return next(each for each in in_turn if each.last >= today)
    # "Next summer" may be the one after the coming, unless that is next year's.
    coming = next(each for each in in_turn if each.first > today)
    return coming if coming.first.year > today.year else None


def _in_years(
    told: list[_Months | int], names: list[_Months], years: list[int], today: date
) -> Period | None:
    shape = "".join("y" if isinstance(each, int) else "n" for each in told)
    first, last = years[0], years[-1]
    if len(years) > 2 or last < first or last >= 9_990:
        return None
    if not names:
        return Period(date(first, 1, 1), date(last, 12, 31))
    if first == last:
        stretch = _one_stretch(_from_new_year(names), may_turn=bool(re.fullmatch("nyn+", shape)))
        whole = stretch.of(first) if stretch else None
        is_last_winter = whole and names[0] == IN_WINTER and whole.last < today
        return None if is_last_winter and first == today.year else whole
    if shape == "nyny" and names[0] != IN_WINTER:
        return Period(names[0].of(first).first, _from_new_year(names[1:])[0].of(last).last)
    stretch = _one_stretch(names, may_turn=True)
    if re.fullmatch("n+yy", shape) and last == first + 1 and stretch and stretch.last > 12:
        return stretch.of(first)
    return None


def _from_new_year(names: list[_Months]) -> list[_Months]:
    """Let a winter that stands first be the part of it that the year tells of."""
    return [_Months(1, 2), *names[1:]] if names[0] == IN_WINTER else names


def _one_stretch(names: list[_Months], *, may_turn: bool) -> _Months | None:
    """Return the months from the first that is named to the last, less than a year in all.

    ``may_turn``: they may go on into the year after.
    """
    turns, before = 0, names[0].first
    for each in names[1:]:
        turns += each.first + 12 * turns < before
        before = each.first + 12 * turns
    last = names[-1].last + 12 * turns
    if turns > may_turn or last - names[0].first >= 12:
        return None
    return _Months(names[0].first, last)


def _shifted(whole: Period, parts: set[int], *, is_after: bool) -> Period:
    """Return the month behind it, or the third of it, that was named."""
    if is_after:
        begins = whole.last + timedelta(days=1)
        return Period(begins, begins + timedelta(days=30))
    days = (whole.last - whole.first).days + 1
    if not parts:
        return whole
    [part] = parts
    begins = whole.first + timedelta(days=days * part // 3)
    return Period(begins, whole.first + timedelta(days=days * (part + 1) // 3 - 1))


def _from_days(*numbers: int) -> Period | None:
    day, month, year, last_day, last_month, last_year = numbers
    try:
        read = Period(date(year, month, day), date(last_year, last_month, last_day))
    except ValueError:
        return None
    return read if read.first <= read.last else None


def _is_name(word: str) -> bool:
    return word in MONTHS or word in SEASONS or re.fullmatch(YEAR, word) is not None


def _named(word: str) -> _Months | int:
    if word in MONTHS:
        return _Months(MONTHS[word], MONTHS[word])
    return _Months(SEASONS[word], SEASONS[word] + 2) if word in SEASONS else int(word)


def _is_known(word: str) -> bool:
    return _is_name(word) or any(word in each for each in (PARTS, AFTER, NEXT, OR, FILLERS))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().translate(_AS_TYPED)


def _taken_apart(folded: str) -> list[str]:
    return re.findall(r"\d+|[^\W\d_]+", folded)


def _without_unknown(words: list[str]) -> tuple[list[str], bool]:
    """Take out "do not know", and say whether it stood there."""
    for phrase in sorted(UNKNOWN, key=len, reverse=True):
        for at in range(len(words) - len(phrase) + 1):
            if words[at : at + len(phrase)] == phrase:
                return [*words[:at], *words[at + len(phrase) :]], True
    return words, False
