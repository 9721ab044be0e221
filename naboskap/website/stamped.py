"""A form that anybody may send without a cookie: it bears a mark of its own."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from naboskap.advice.contact import email_in
from naboskap.core import clock

SALT = "naboskap.website.ideas"
QUICKEST = timedelta(seconds=2)  # A person needs longer; a machine does not.
SLOWEST = timedelta(days=2)
AGAIN = _("Nothing is sent yet, and what you wrote is here. Press the button once more.")


def new_stamp() -> str:
    """Make the form's own mark: a key for one sending, and when the page was made."""
    return _stamp(secrets.token_urlsafe(18), clock.now())


def _stamp(key: str, made: datetime) -> str:
    return signing.dumps([key, made.timestamp()], salt=SALT)


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
        """Take the form's own mark. A strange sending is asked to be repeated, once, with why.

        Nothing typed is lost by it. The page that asks counts as old enough at once: a password
        manager is as quick as a machine, and whoever presses again is a person.
        """
        told = super().clean() or {}
        now = clock.now()
        try:
            key, made = signing.loads(told.get("stamp", ""), salt=SALT)
        except (signing.BadSignature, ValueError):
            key, made = "", now.timestamp()
        waited = timedelta(seconds=now.timestamp() - float(made))
        is_quick = bool(key) and waited < QUICKEST
        if not key or is_quick or waited > SLOWEST or told.get("website"):
            why = self._why(is_quick=is_quick, is_filled=bool(told.get("website")))
            data: Any = self.data
            self.data = data = data.copy()  # With every value of what may be chosen several of.
            data["stamp"] = _stamp(key if is_quick else secrets.token_urlsafe(18), now - QUICKEST)
            data["website"] = ""
            if self.errors:  # What is missing is said beside its field, and is enough.
                return told
            raise forms.ValidationError([*why, AGAIN])
        self.key = key
        return told

    @staticmethod
    def _why(*, is_quick: bool, is_filled: bool) -> list[Any]:
        if is_filled:
            return [_("A field that people do not see was filled in, perhaps by your browser.")]
        if is_quick:
            return [_("That went so fast that it could have been a machine.")]
        return [_("The page had been open too long, or came from elsewhere.")]
