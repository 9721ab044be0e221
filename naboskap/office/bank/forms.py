from django import forms
from django.utils.translation import gettext_lazy as _


class HideForm(forms.Form):
    """Why a project is hidden: for the trail alone."""

    reason = forms.CharField(
        label=_("Why is it to be hidden?"),
        help_text=_("A few words, without names. Only the office reads them."),
        max_length=200,
        error_messages={"required": _("Write in a few words why it is to be hidden.")},
    )
