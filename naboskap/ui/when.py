"""When something is to be, as people write it: a month, a season, a year, or "we do not know".

Whole words only, in bokmål, nynorsk, English and Russian. What holds a word that is not known is
not guessed at.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date


def _words(number: int, text: str) -> dict[str, int]:
    return dict.fromkeys(text.split(), number)


def _all(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _in_russian(stem: str, *endings: str) -> str:
    return " ".join(stem + ending for ending in endings)


_SOFT, _HARD = ("ь", "я", "е", "ю"), ("", "а", "е", "у")
MONTHS: dict[str, int] = {
    **_words(1, f"jan januar january янв {_in_russian('январ', *_SOFT)}"),
    **_words(2, f"feb febr februar february фев февр {_in_russian('феврал', *_SOFT)}"),
    **_words(3, f"mar mars march мар {_in_russian('март', *_HARD)}"),
    **_words(4, f"apr april апр {_in_russian('апрел', *_SOFT)}"),
    **_words(5, f"mai may {_in_russian('ма', 'й', 'я', 'е', 'ю')}"),
    **_words(6, f"jun juni june июн {_in_russian('июн', *_SOFT)}"),
    **_words(7, f"jul juli july июл {_in_russian('июл', *_SOFT)}"),
    **_words(8, f"aug august авг {_in_russian('август', *_HARD)}"),
    **_words(9, f"sep sept september сен сент {_in_russian('сентябр', *_SOFT)}"),
    **_words(10, f"okt oct oktober october окт {_in_russian('октябр', *_SOFT)}"),
    **_words(11, f"nov november ноя нояб {_in_russian('ноябр', *_SOFT)}"),
    **_words(12, f"des dec desember december дек {_in_russian('декабр', *_SOFT)}"),
}
SPRING, SUMMER, AUTUMN, WINTER = 3, 6, 9, 12  # The number of the first month.
SEASONS: dict[str, int] = {
    **_words(SPRING, "vår våren spring весна весны весне весну весной весною"),
    **_words(SUMMER, "sommer sommeren sommar sommaren summer лето лета лету летом лете"),
    **_words(AUTUMN, "høst høsten haust hausten autumn fall"),
    **_words(AUTUMN, "осень осени осенью"),
    **_words(WINTER, "vinter vinteren winter зима зимы зиме зиму зимой зимою"),
}
# Where in the period: its first, second or last third.
PARTS: dict[str, int] = {
    **_words(0, "tidlig tidleg tidlegast starten begynnelsen byrjinga early beginning start"),
    **_words(0, "начало начале начала рано"),
    **_words(1, "midten midt middle mid середина середине середины"),
    **_words(2, "sent seint slutten end late конец конце конца поздно"),
}
AFTER = _all("etter after после")
NEXT_YEAR = re.compile(
    r"\b(?:neste år|til neste år|next year|(?:в )?следующ(?:ем|ий|его) году?а?)\b"
)
_FILLERS = _all(
    "ca cirka circa omtrent omlag om lag kring rundt omkring trolig truleg kanskje antakelig"
    " vi jeg eg det den i på til fra frå og eller neste en gang ein gong av mellom mot utpå"
    " måned månad året år"
    " about around roughly approximately probably perhaps maybe some time sometime in on from to"
    " and or the of next between we month year"
    " примерно приблизительно около наверное может быть возможно где то в во с со на к ко и или"
    " следующим следующей следующего следующее следующий следующую между по год года году г"
    " месяц месяце мы"
)
_UNKNOWN = [
    phrase.split()
    for phrase in (
        *("vet ikke", "veit ikkje", "veit ikke", "vet ikkje", "aner ikke", "ingen anelse"),
        *("usikker", "usikre", "usikkert", "uvisst", "ukjent"),
        *("ikke bestemt", "ikkje bestemt", "ikke klart", "ikkje klart", "ikke avklart"),
        *("har ikke bestemt oss", "har ikkje bestemt oss"),
        *("don t know", "dont know", "do not know", "not known", "not sure", "unsure"),
        *("unknown", "no idea", "not decided", "have not decided", "undecided"),
        *("не знаю", "не знаем", "не известно", "неизвестно", "не решили", "не решено"),
        *("не определились", "не определено", "не уверен", "не уверена", "не уверены"),
    )
]
_BESIDE_UNKNOWN = _FILLERS | _all(
    "ennå enno helt heilt nøyaktig sikkert når start starter oss er dette yet when exactly it is"
    " i m re starts пока еще точно когда начало начнем начнется это"
)


def is_unknown(text: str) -> bool:
    """Say whether somebody wrote that they do not know, and nothing else that can be read."""
    if text.strip() and not text.strip(" ?-–—."):
        return True
    rest, said = _without_unknown(_taken_apart(text))
    return said and all(word in _BESIDE_UNKNOWN for word in rest)


def period_of(text: str, today: date) -> Period | None:
    """Return the period that ``text`` names; None where it names none, or says more than that.

    Without a year it is the next one that begins. A winter with one year is that from its New
    Year; with two, "2026/27", it begins in December. "After the summer" begins when that is over.
    """
    folded = _folded(text)
    next_year = NEXT_YEAR.search(folded)
    words, _said = _without_unknown(_taken_apart(NEXT_YEAR.sub(" ", folded)))
    years = [int(word) for word in words if re.fullmatch(r"[1-9]\d{3}", word)]
    if next_year:
        years.append(today.year + 1)
    words = [word for word in words if not re.fullmatch(r"[1-9]\d{3}", word)]
    if len(years) == 1 and len(words) > 1 and _is_second_year(words[-1], years[0]):
        years.append(int(words.pop()) + years[0] // 100 * 100)
    if not _is_all_known(words) or len(years) > 2 or (years and not years[0] < 9_990):
        return None
    whole = _named(words, sorted(years), today)
    if whole is None:
        return None
    if AFTER & set(words):
        begins = whole.last + timedelta(days=1)
        return Period(begins, begins + timedelta(days=30))
    part = next((PARTS[word] for word in words if word in PARTS), None)
    return whole if part is None else _third(whole, part)


def _named(words: list[str], years: list[int], today: date) -> Period | None:
    months = [MONTHS[word] for word in words if word in MONTHS]
    seasons = [SEASONS[word] for word in words if word in SEASONS]
    if months:
        return _from_month(months[0], _length(months), years, today)
    if seasons == [WINTER] and len(years) == 1:
        return Period(date(years[0], 1, 1), _last_of(years[0], 2))
    if seasons:
        return _from_month(seasons[0], _length(seasons) + 2, years, today)
    if years:
        return Period(date(years[0], 1, 1), date(years[-1], 12, 31))
    return None


def _length(months: list[int]) -> int:
    """Count the months from the first that is named to the last, both included."""
    return (months[-1] - months[0]) % 12 + 1


def _from_month(month: int, length: int, years: list[int], today: date) -> Period:
    year = years[0] if years else today.year + (date(today.year, month, 1) < today)
    ends = month + length - 2
    return Period(date(year, month, 1), _last_of(year + ends // 12, ends % 12 + 1))


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _third(whole: Period, part: int) -> Period:
    days = (whole.last - whole.first).days + 1
    begins = whole.first + timedelta(days=days * part // 3)
    return Period(begins, whole.first + timedelta(days=days * (part + 1) // 3 - 1))


def _is_second_year(word: str, first: int) -> bool:
    return re.fullmatch(r"\d\d", word) is not None and int(word) == (first + 1) % 100


def _is_all_known(words: Iterable[str]) -> bool:
    known = (MONTHS, SEASONS, PARTS, AFTER, _FILLERS)
    return all(any(word in each for each in known) for word in words)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("ё", "е")


def _taken_apart(text: str) -> list[str]:
    return re.findall(r"\d+|[^\W\d_]+", _folded(text))


def _without_unknown(words: list[str]) -> tuple[list[str], bool]:
    """Take out "do not know", and say whether it stood there."""
    for phrase in sorted(_UNKNOWN, key=len, reverse=True):
        for at in range(len(words) - len(phrase) + 1):
            if words[at : at + len(phrase)] == phrase:
                return [*words[:at], *words[at + len(phrase) :]], True
    return words, False
