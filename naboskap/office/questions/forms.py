"""Why somebody is shut out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.ui.fields import LongText


class BlockForm(forms.Form):
    because = LongText(
        label=_("Why is the sender shut out?"),
        help_text=_("It is kept with the block. The sender is only told to call us."),
        required=True,
        limit=1_000,
        rows=2,
        error_messages={
            "required": _("Write why. It is kept with the block, for whoever asks later.")
        },
    )
