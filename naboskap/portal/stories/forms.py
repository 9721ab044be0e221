"""What a side would like to be changed in the story of its project."""

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.ui.fields import LongText


class ChangeForm(forms.Form):
    words = LongText(
        label=_("What would you like to be changed?"),
        help_text=_("In your own language. Only our office reads it."),
        required=True,
        limit=3_000,
        rows=4,
        error_messages={"required": _("Write what you would like to be changed.")},
    )
