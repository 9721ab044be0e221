"""What is written when a proposal is sent back to whoever made it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.ui.fields import LongText


class BackForm(forms.Form):
    """Why what another person proposed is not published."""

    because = LongText(
        label=_("Why do you send it back?"),
        help_text=_("Who proposed it gets a message with what you write."),
        required=True,
        limit=1_500,
        rows=3,
    )
