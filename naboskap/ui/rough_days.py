"""A day that may be told by a week, a month or a season: one of its days is proposed, and said."""

import re
from calendar import monthrange
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naboskap.core import clock
from naboskap.core.words import quoted
from naboskap.ui.day_fields import (
    LEAP_YEAR,
    NO_SUCH_WEEK,
    DayField,
    hold_weeks,
    month_and_year,
    month_of,
    to_come,
)
from naboskap.ui.days_named import Named
from naboskap.ui.fields import PlainText
from naboskap.ui.when import Period, is_unknown, named_days, names_its_year, period_of
from naboskap.ui.when_days import NOW_BESIDE, SOON
from naboskap.ui.wording import day

TODAY = {"i dag", "today", "сегодня"}


class RoughDayField(DayField):
    """A date; or the first day of a week, a month, a season or a year, or the last (``ends``).

    A day without a year is the first that is not over. Which day was proposed so stands in
    ``said``, to be shown beside the field. Whoever writes that they do not know is told that it
    may wait.
    """

    default_error_messages = {
        "nonsense": to_come(
            _(
                "Write the day, for example 1.4.%(year)s. A week, a month or a season is read too,"
                " for example week 8 %(year)s or April %(year)s."
            )
        ),
        "no_such_week": NO_SUCH_WEEK,
        "unknown": _("If you do not know yet, leave it empty. It can be filled in later."),
    }

    def __init__(self, *, ends: bool = False, **kwargs: Any) -> None:
        self.ends, self.said, self.typed = ends, "", ""
        self.not_before: date | None = None  # Where its form knows when it begins.
        self.named: Named | None = None  # The days, where they were named one by one.
        super().__init__(**kwargs)

    @property
    def since(self) -> date:
        """The day from which what is said without a year is the first (rule WEB-113)."""
        return self.not_before or clock.today()

    def to_python(self, value: Any) -> date | None:
        self.said, self.named = "", None
        self.typed = " ".join(str(value or "").split())
        if self.typed and is_unknown(self.typed):
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        if named := self._named():
            self.named = named
            return self._say(named.last if self.ends else named.first)
        try:
            return super().to_python(value)
        except ValidationError as wrong:
            proposed = self._proposed(self.typed.casefold()) if wrong.code == "nonsense" else None
            if proposed is None:
                hold_weeks(self, self.typed)
                self._hold_days()
                raise
        self._day(proposed.day, proposed.month, proposed.year)
        return self._say(proposed)

    def _hold_days(self) -> None:
        """Say which day there is not, where one is named that no year has."""
        for day_, word in re.findall(r"(?<!\d)(\d\d?)\.? ([^\W\d_]+)", self.typed):
            if month := month_of(word):
                self._day(int(day_), month, LEAP_YEAR)

    def _named(self) -> Named | None:
        """Return the days that were named one by one, if they were."""
        named = named_days(self.typed, clock.today(), since=self.since)
        if named:
            self._day(named.first.day, named.first.month, named.first.year)
        return named

    def _proposed(self, text: str) -> date | None:
        if text.strip(" .!") in TODAY:
            return clock.today()
        if self.ends and SOON.search(NOW_BESIDE.sub("", text)):
            return None  # It says when something begins.
        if period := period_of(text, clock.today(), since=self.since):
            return period.last if self.ends else period.first
        if named := month_and_year(text):
            month, year = named
            return self._day(1, month, year).replace(
                day=monthrange(year, month)[1] if self.ends else 1
            )
        return None

    def _without_year(self, day: int, month: int) -> tuple[int, int, int]:
        self._day(day, month, LEAP_YEAR)
        since = self.since
        years = range(since.year, since.year + 9)
        coming = next(
            year
            for year in years
            if day <= monthrange(year, month)[1] and date(year, month, day) >= since
        )
        self._say(date(coming, month, day))
        return day, month, coming

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare, and leave what was told back as it is."""
        told = self.said, self.named, self.typed
        try:
            return super().has_changed(initial, data)
        finally:
            self.said, self.named, self.typed = told

    def say_days(self) -> None:
        """Tell back all the days that were named, not one of them; nothing of exact ones."""
        read = self.named
        if read is None or read.first == read.last:
            return
        told = {"typed": quoted(self.typed), "first": day(read.first), "last": day(read.last)}
        words = gettext(
            "We read %(typed)s as %(first)s to %(last)s. Are they other days? Write those."
        )
        is_exact = read.is_exact and names_its_year(self.typed)
        self.said = "" if is_exact else words % told

    def _say(self, read: date) -> date:
        told = {"typed": quoted(self.typed), "day": day(read)}
        self.said = gettext("We read %(typed)s as %(day)s. Is it another day? Write that.") % told
        return read


class RoughDaysField(RoughDayField):
    """The days of one thing, as a `Period`: "10.–12. mai" is three, and a day alone is both ends.

    Of what tells no day, a month or a week, one day is proposed: its first.
    """

    default_error_messages = {
        "nonsense": to_come(
            _(
                "Write the day or the days, for example 1.4.%(year)s or 10.–12.5.%(year)s. A week"
                " or a month is read too, as its first day."
            )
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", PlainText(size=22))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Period):
            return super().prepare_value(value)
        is_one = value.first == value.last
        return super().prepare_value(value.first) if is_one else value.in_digits()

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Period):
            return value
        one = super().to_python(value)
        if self.named is None:
            return Period(one, one) if one else None
        self.say_days()
        return Period(self.named.first, self.named.last)
