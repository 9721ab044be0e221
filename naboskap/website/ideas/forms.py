"""Two sentences and a way to be reached."""

import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from naboskap.core import clock
from naboskap.guidelines.vocabulary import THEMES

SALT = "naboskap.website.ideas"
QUICKEST = timedelta(seconds=2)  # A person needs longer; a machine does not.
SLOWEST = timedelta(days=2)


def new_stamp() -> str:
    """Make the form's own mark: a key for one idea, and when the page was made."""
    return signing.dumps([secrets.token_urlsafe(18), clock.now().timestamp()], salt=SALT)


class IdeaForm(forms.Form):
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
        choices=[("", _("I do not know yet")), *THEMES.items()],
    )
    # People do not see this one; whoever fills it in is asked to empty it.
    website = forms.CharField(label=_("Leave this empty"), required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    key = ""

    def clean(self) -> dict[str, Any]:
        """Take the form's own mark; a strange one gets a new one, and nothing typed is lost."""
        told = super().clean() or {}
        now = clock.now().timestamp()
        try:
            key, made = signing.loads(told.get("stamp", ""), salt=SALT)
        except (signing.BadSignature, ValueError):
            key, made = "", now
        waited = timedelta(seconds=now - float(made))
        if not key or waited < QUICKEST or waited > SLOWEST or told.get("website"):
            kept = told.get("stamp") if key and waited < QUICKEST else new_stamp()
            typed = {name: self.data.get(name) for name in self.data}
            self.data = {**typed, "stamp": kept, "website": ""}
            raise forms.ValidationError(_("Press the button once more. Your text is here."))
        self.key = key
        return told
