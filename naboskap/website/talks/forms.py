"""Who books a talk, when, and how they are reached."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.advice.hours import Slot
from naboskap.advice.models import Talk
from naboskap.ui.fields import LongText
from naboskap.ui.wording import at_both
from naboskap.website.stamped import AddressField, StampedForm


class TimeField(forms.ChoiceField):
    """An instant. Whether it is free, the act says: a second click is no second booking."""

    def valid_value(self, value: str) -> bool:
        try:
            return datetime.fromisoformat(value).tzinfo is not None
        except ValueError:
            return False


class TimeForm(forms.Form):
    """The free times, each by the clock on both sides."""

    time = TimeField(
        label=_("When?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a time."), "invalid_choice": _("Choose a time.")},
    )

    def __init__(self, *args: Any, slots: Iterable[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(slots)

    def offer(self, slots: Iterable[Slot]) -> None:
        """Show these times: after somebody was quicker, those that are free now."""
        field: Any = self.fields["time"]
        field.choices = [
            (one.begins_at.isoformat(), at_both(one.begins_at, year=False)) for one in slots
        ]

    @property
    def chosen(self) -> datetime:
        return datetime.fromisoformat(self.cleaned_data["time"])


class TalkForm(StampedForm, TimeForm):
    name = forms.CharField(
        label=_("Who should the adviser ask for?"),
        max_length=120,
        error_messages={"required": _("Write who the adviser should ask for.")},
    )
    address = AddressField(
        label=_("Your e-mail address"),
        help_text=_("We send the time there, and a link to move or cancel it."),
    )
    way = forms.ChoiceField(
        label=_("How do you want to talk?"),
        widget=forms.RadioSelect,
        choices=[
            (Talk.Way.PHONE, _("By phone: we call you")),
            (Talk.Way.VIDEO, _("By video: we come to a link of yours")),
        ],
        initial=Talk.Way.PHONE,
        error_messages={"required": _("Choose how you want to talk.")},
    )
    reached_at = forms.CharField(
        label=_("Your phone number, or the link of your video call"),
        max_length=300,
        error_messages={"required": _("Write a phone number, or paste a link.")},
    )
    about = LongText(
        label=_("What is it about?"), help_text=_("A sentence is enough."), limit=1_000, rows=3
    )
