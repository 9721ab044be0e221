"""When an adviser can be booked."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from naboskap.ui.day_fields import DayField
from naboskap.ui.wording import at_both

LENGTHS = [(number, _("%(number)s minutes") % {"number": number}) for number in (15, 30, 45, 60)]
CLOCK = {
    "required": _("Write a clock time, for example 10.30."),
    "invalid": _("Write a clock time, for example 10.30."),
}


class ClockField(forms.TimeField):
    """A clock time as people write it: "10.30", "10:30" or "10"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%H:%M", "%H.%M", "%H"],
            widget=forms.TextInput(attrs={"size": "6", "autocomplete": "off"}),
            error_messages=CLOCK,
            **kwargs,
        )

    def to_python(self, value: Any) -> time | None:
        return super().to_python(value.strip() if isinstance(value, str) else value)


class MoveForm(forms.Form):
    """Another free time of the adviser's, by the clock on both sides."""

    time = forms.TypedChoiceField(
        label=_("New time"),
        coerce=datetime.fromisoformat,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a time."),
            "invalid_choice": _("This time is no longer free. Choose another."),
        },
    )

    def __init__(self, *args: Any, times: Iterable[datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["time"]
        field.choices = [(at.isoformat(), at_both(at, year=False)) for at in times]


class LengthForm(forms.Form):
    minutes = forms.TypedChoiceField(
        label=_("How long is a talk?"), choices=LENGTHS, coerce=int, initial=30
    )


class WeeklyForm(LengthForm):
    weekday = forms.TypedChoiceField(
        label=_("Weekday"),
        choices=lambda: [(number, capfirst(str(name))) for number, name in WEEKDAYS.items()],
        coerce=int,
    )
    begins = ClockField(label=_("From"))
    ends = ClockField(label=_("To"))


class SingleForm(LengthForm):
    on = DayField(label=_("Day"), required=True)
    begins = ClockField(label=_("Clock"))


class ClosedForm(forms.Form):
    on = DayField(label=_("Day"), required=True)
