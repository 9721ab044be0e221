"""What an editor writes on a page's way."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SentBackForm(forms.Form):
    """Why a page is sent back: kept with it, and read by whoever wrote it."""

    comment = forms.CharField(
        label=_("What should be changed?"), widget=forms.Textarea({"rows": 3}), max_length=2000
    )
