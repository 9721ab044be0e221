"""What an adviser writes about a wish."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.guidelines.vocabulary import LANGUAGES


class SendBackForm(forms.Form):
    because = forms.CharField(
        label=_("What should be changed, and why?"),
        help_text=_("The writer reads this on their page. No mail says it."),
        widget=forms.Textarea,
        max_length=1_000,
        error_messages={"required": _("Write what should be changed, and why.")},
    )


class TranslationForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of the translation"))
    text = forms.CharField(
        label=_("The translation"),
        help_text=_("It is shown beside the original, as checked by an adviser."),
        widget=forms.Textarea,
        max_length=1_500,
        error_messages={"required": _("Write the translation.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, original: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(code, words) for code, words in LANGUAGES.items() if code != original]
        self.fields["language"].choices = others  # type: ignore[attr-defined]
