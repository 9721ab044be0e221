"""What somebody types of days and hours of the clock, read kindly in the three languages."""

import re
from calendar import monthrange
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from naboskap.core import clock
from naboskap.ui.fields import PlainText
from naboskap.ui.when import is_unknown, period_of
from naboskap.ui.when_days import week_too_far
from naboskap.ui.wording import day_words, language, month_words

LEAP_YEAR = 2028  # It has every day that any year has.


def to_come(words: Any) -> Any:
    """Let the examples in ``words`` be of next year, whenever they are read."""
    return lazy(lambda: str(words) % {"year": clock.today().year + 1}, str)()


class DayField(forms.Field):
    """A date, typed the Norwegian way or as ISO: "1.11.2021", "1. november 2021", "2021-11-01"."""

    default_error_messages = {
        "required": to_come(_("Write a date, for example 1.11.%(year)s.")),
        "nonsense": to_come(
            _("Write the date as day, month and year, for example 1.11.%(year)s.")
        ),
        "no_such_month": _("There is no month %(month)s. Write the date as day, month, year."),
        "no_such_day": _("There is no %(day)s %(month)s. The last day is the %(last)s."),
        "no_year": to_come(_("Write the year too, for example 1.11.%(year)s.")),
        "far_away": _("Check the year: %(year)s is too far away."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", PlainText(size=14))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day}.{value.month}.{value.year}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        text = " ".join(str(value or "").casefold().split())
        if not text:
            return None
        return self._day(*self._parts(text))

    def _parts(self, text: str) -> tuple[int, int, int]:
        """Take the text apart into day, month and year."""
        if iso := re.fullmatch(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})", text):
            return int(iso[3]), int(iso[2]), int(iso[1])
        if run := re.fullmatch(r"(\d{2})(\d{2})(\d{4})", text):
            return int(run[1]), int(run[2]), int(run[3])
        words = re.fullmatch(
            r"(\d{1,2})\.? ?([^\W\d_]+)\.? (\d{4}|\d{2})(?: ?(?:г\.?|года))?", text
        )
        if words and (month := month_of(words[2])):
            return int(words[1]), month, _year(words[3])
        if plain := re.fullmatch(r"(\d{1,2})[-./, ]+(\d{1,2})[-./, ]+(\d{4}|\d{2})\.?", text):
            return int(plain[1]), int(plain[2]), _year(plain[3])
        if short := re.fullmatch(r"(\d{1,2})[-./ ]+(\d{1,2})\.?", text):
            return self._without_year(int(short[1]), int(short[2]))
        without_year = re.fullmatch(r"(\d{1,2})\.? ?([^\W\d_]+)", text)
        if without_year and (month := month_of(without_year[2])):
            return self._without_year(int(without_year[1]), month)
        raise ValidationError(self.error_messages["nonsense"], code="nonsense")

    def _without_year(self, day: int, month: int) -> tuple[int, int, int]:
        """Say that the year is missing; or that no year has the day, if none has."""
        self._day(day, month, LEAP_YEAR)
        raise ValidationError(self.error_messages["no_year"], code="no_year")

    def _day(self, day: int, month: int, year: int) -> date:
        if not 1 <= month <= 12:
            raise ValidationError(
                self.error_messages["no_such_month"], code="no_such_month", params={"month": month}
            )
        if not 1900 <= year <= 2200:
            raise ValidationError(
                self.error_messages["far_away"], code="far_away", params={"year": year}
            )
        last = monthrange(year, month)[1]
        if not 1 <= day <= last:
            raise ValidationError(
                self.error_messages["no_such_day"],
                code="no_such_day",
                params={
                    "day": f"{day}." if language() == "nb" else day,
                    "month": month_words(month),
                    "last": day_words(last),
                },
            )
        return date(year, month, day)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


NO_SUCH_WEEK = _("There is no week %(week)s. A year has week 1 to 52, and some years week 53.")
_DAY_OR_MONTH = _(
    "Write a day, a week, a month, a season or a year, for example 1.4.%(year)s, week 8"
    " %(year)s, April %(year)s, spring %(year)s or just %(year)s. “After New Year”, “after Easter”"
    " and “as soon as possible” are read too. Or write that you do not know."
)


class DayOrMonthField(DayField):
    """A date, or only a week, a month, a season or a year, which counts from its first day.

    "april 2027", "04.2027", "sommeren 2027" and "ca. mai" are read, and what is said without a
    year is the first that is not over. What runs counts from today. Whoever writes that they do
    not know has left it out.
    """

    default_error_messages = {"nonsense": to_come(_DAY_OR_MONTH), "no_such_week": NO_SUCH_WEEK}

    def to_python(self, value: Any) -> date | None:
        return None if is_unknown(str(value or "")) else super().to_python(value)

    def _parts(self, text: str) -> tuple[int, int, int]:
        if period := period_of(text, clock.today()):
            return period.first.day, period.first.month, period.first.year
        if named := month_and_year(text):
            return (1, *named)
        hold_weeks(self, text)
        return super()._parts(text)


def hold_weeks(field: forms.Field, text: str) -> None:
    """Say which week there is not, where one is named that no year has."""
    if week := week_too_far(text):
        messages = field.error_messages
        raise ValidationError(messages["no_such_week"], code="no_such_week", params={"week": week})


class ClockField(forms.Field):
    """What the clock showed: "14.30", "14:30", "kl. 9" or "0930"."""

    default_error_messages = {
        "required": _("Write the time, for example 14.30."),
        "nonsense": _("Write the time as hours and minutes, for example 14.30."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", PlainText(size=6))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}.{value.minute:02d}" if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        text = re.sub(r"^kl\.?|\s", "", str(value or "").strip(), flags=re.IGNORECASE)
        if not text:
            return None
        read = re.fullmatch(r"([01]?[0-9]|2[0-3])(?:[.:,]?([0-5][0-9]))?", text)
        if read is None:
            raise ValidationError(self.error_messages["nonsense"], code="nonsense")
        return time(int(read[1]), int(read[2] or 0))


def month_and_year(text: str) -> tuple[int, int] | None:
    """Read a month in figures, "04.2027" or "2027-04"; None where it is none."""
    if plain := re.fullmatch(r"(\d{1,2})[-./ ](\d{4})", text):
        return int(plain[1]), int(plain[2])
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
        return int(iso[2]), int(iso[1])
    return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


MONTHS = [
    ("jan", "янв"),
    ("feb", "фев"),
    ("mar", "мар"),
    ("apr", "апр"),
    ("mai", "may", "май", "мая"),
    ("jun", "июн"),
    ("jul", "июл"),
    ("aug", "авг"),
    ("sep", "сен"),
    ("okt", "oct", "окт"),
    ("nov", "ноя"),
    ("des", "dec", "дек"),
]


def month_of(word: str) -> int | None:
    """Return the number of the month that ``word`` names in any of our languages."""
    for position, beginnings in enumerate(MONTHS, start=1):
        if word.casefold().startswith(beginnings):
            return position
    return None
