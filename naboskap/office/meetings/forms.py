"""What the board writes down of its meetings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.ui.day_fields import DayField


class MeetingForm(forms.Form):
    """When the board meets."""

    held_on = DayField(label=_("The day of the meeting"))


class PresenceForm(forms.Form):
    """Who is there."""

    members = forms.ModelMultipleChoiceField(
        label=_("Who is present?"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["members"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = members
