"""What an editor writes on a page's way."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SentBackForm(forms.Form):
    """Why a page is sent back: kept with it, and read by whoever wrote it."""

    comment = forms.CharField(
        label=_("What should be changed?"), widget=forms.Textarea({"rows": 3}), max_length=2000
    )


class HaveReadForm(forms.Form):
    """What a second reader says before a page comes out of which something must be read."""

    have_read = forms.BooleanField(
        label=_(
            "I have opened the files that the page asks about and read them. Nobody who is"
            " protected is named in them, and the words that are asked about are ordinary words."
        )
    )
    # A digest of what stood before the reader (``library.asking``).
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
