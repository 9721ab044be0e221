"""A form that anybody may send without a cookie: it bears a mark of its own."""

import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from naboskap.advice.contact import email_in
from naboskap.core import clock

SALT = "naboskap.website.ideas"
QUICKEST = timedelta(seconds=2)  # A person needs longer; a machine does not.
SLOWEST = timedelta(days=2)


def new_stamp() -> str:
    """Make the form's own mark: a key for one sending, and when the page was made."""
    return signing.dumps([secrets.token_urlsafe(18), clock.now().timestamp()], salt=SALT)


class AddressField(forms.CharField):
    """An e-mail address. One that is none is told beside the field, before anything is slowed."""

    def __init__(self, **kwargs: Any) -> None:
        self.strange = _("Write a whole e-mail address, like name@example.org.")
        super().__init__(max_length=120, error_messages={"required": self.strange}, **kwargs)

    def clean(self, value: Any) -> str:
        address = str(super().clean(value))
        if address and not email_in(address):
            raise forms.ValidationError(self.strange)
        return address


class StampedForm(forms.Form):
    """Holds the mark, and a field that people do not see."""

    # Whoever fills this one in is asked to empty it.
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
            data: Any = self.data
            self.data = data = data.copy()  # With every value of what may be chosen several of.
            data["stamp"], data["website"] = kept, ""
            if self.errors:  # What is missing is said beside its field, and is enough.
                return told
            raise forms.ValidationError(_("Press the button once more. Your text is here."))
        self.key = key
        return told
