"""A conversation on a page: what was said, in the order it was, and a form to say more."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naboskap.ui.fields import LongText


@dataclass(frozen=True, slots=True)
class Said:
    """One message as it was written: in which language, by whom, and when."""

    text: str
    language: str
    who: str | Promise
    at: datetime
    is_ours: bool = False  # The reader's own side wrote it.


class SayForm(forms.Form):
    """A text, and a key by which a second click says it once."""

    text = LongText(
        label=_("Write your message"),
        required=True,
        limit=5_000,
        rows=5,
        error_messages={"required": _("Write what you want to ask or say.")},
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = secrets.token_urlsafe(15)
