"""What is wrong on a page, and how to reach whoever tells, if they want an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.website.stamped import StampedForm


class FaultForm(StampedForm):
    text = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("A word that is wrong, a link that leads nowhere, something hard to follow."),
        widget=forms.Textarea,
        error_messages={"required": _("Write in a sentence or two what is wrong.")},
    )
    contact = forms.CharField(
        label=_("Your phone number or e-mail address"),
        help_text=_("Only if you want an answer. It is deleted when the page is mended."),
        max_length=120,
        required=False,
    )
    side = forms.CharField(widget=forms.HiddenInput, required=False)
