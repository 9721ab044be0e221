"""Two sentences and a way to be reached."""

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.guidelines.vocabulary import THEME_CHOICES
from naboskap.website.stamped import StampedForm


class IdeaForm(StampedForm):
    text = forms.CharField(
        label=_("What do you want to do together?"),
        help_text=_("Two sentences are enough."),
        widget=forms.Textarea,
        error_messages={"required": _("Write in a sentence or two what you want to do.")},
    )
    contact = forms.CharField(
        label=_("Your phone number or e-mail address"),
        help_text=_("So that we can call or write to you. We use it for nothing else."),
        max_length=120,
        error_messages={
            "required": _("Write a phone number or an e-mail address, so that we can answer.")
        },
    )
    theme = forms.ChoiceField(
        label=_("What is it about?"),
        required=False,
        choices=[("", _("I do not know yet")), *THEME_CHOICES],
    )
