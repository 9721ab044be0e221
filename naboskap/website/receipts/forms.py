"""What a receipt is checked by: the PDF itself, or what stands on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST = 2_000_000  # Bytes: a receipt is one page.


class ReceiptForm(forms.Form):
    number = forms.CharField(
        label=_("Number"),
        max_length=20,
        required=False,
        help_text=_("It stands at the top of the receipt, for example 21/0412."),
    )
    fingerprint = forms.CharField(
        label=_("Fingerprint"),
        max_length=100,
        required=False,
        help_text=_("Letters and figures. The first twelve are enough."),
    )
    file = forms.FileField(
        label=_("Or the receipt as PDF"),
        required=False,
        help_text=_("The file as you got it. We look at it, and do not keep it."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        file = told.get("file")
        if file is not None and file.size > LARGEST:
            self.add_error("file", _("A receipt is one page. This file is too large to be one."))
        elif file is None and not (told.get("number") and told.get("fingerprint")):
            missing = "fingerprint" if told.get("number") else "number"
            self.add_error(
                missing, _("Write both the number and the fingerprint, or add the PDF.")
            )
        return told
