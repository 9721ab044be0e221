"""What a receipt is checked by: the PDF itself, or what stands on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST = 2_000_000  # Bytes: a receipt is one page.


class WordsForm(forms.Form):
    """What stands on the receipt: sent in the address, so that it is there on the way back."""

    number = forms.CharField(
        label=_("Number"),
        max_length=20,
        error_messages={"required": _("Write the number that stands on the receipt.")},
        help_text=_("It stands at the top of the receipt, for example 21/0412."),
    )
    fingerprint = forms.CharField(
        label=_("Fingerprint"),
        max_length=100,
        error_messages={"required": _("Write the fingerprint that stands on the receipt.")},
        help_text=_("Letters and figures. The first twelve are enough."),
    )


class FileForm(forms.Form):
    """The receipt as it was given."""

    file = forms.FileField(
        label=_("The receipt as PDF"),
        error_messages={"required": _("Choose the PDF file first.")},
        help_text=_("The file as you got it. We look at it, and do not keep it."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(
                _("A receipt is one page. This file is too large to be one.")
            )
        return file
