"""A question and its answer, rewritten for everybody in the languages of the house."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.advice.actions import LONGEST_ANSWER, LONGEST_QUESTION, Worded
from naboskap.core.secretariat import secretariat
from naboskap.guidelines.vocabulary import LANGUAGES, THEME_CHOICES
from naboskap.ui.fields import LongText


class WordedForm(forms.Form):
    """Question and answer by language. Only the first language of the house must be there."""

    theme = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("For everybody")), *THEME_CHOICES]
    )
    words_are_ordinary = forms.BooleanField(
        label=_("These are ordinary words, and no names"), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = secretariat().languages
        for code in self.languages:
            named = {"language": LANGUAGES.get(code, code)}
            self.fields[f"question_{code}"] = LongText(
                label=_("The question, in %(language)s") % named,
                limit=LONGEST_QUESTION,
                rows=2,
                required=code == self.first,
                error_messages={"required": _("Write the question as anybody could ask it.")},
            )
            self.fields[f"answer_{code}"] = LongText(
                label=_("The answer, in %(language)s") % named,
                limit=LONGEST_ANSWER,
                rows=8,
                required=code == self.first,
                error_messages={"required": _("Write the answer for everybody.")},
            )
        if not self.data.get("words_are_ordinary"):
            self.ordinary_field = self.fields.pop("words_are_ordinary")

    @property
    def first(self) -> str:
        return secretariat().languages[0]

    def ask_about_words(self) -> None:
        """Offer to say that words which only look like names are none."""
        if "words_are_ordinary" not in self.fields:
            self.fields["words_are_ordinary"] = self.ordinary_field

    def pairs(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Return the language, the question and the answer, language by language."""
        return [
            (str(LANGUAGES.get(code, code)), self[f"question_{code}"], self[f"answer_{code}"])
            for code in self.languages
        ]

    def worded(self) -> Worded:
        told = self.cleaned_data
        return Worded(
            {code: told[f"question_{code}"] for code in self.languages},
            {code: told[f"answer_{code}"] for code in self.languages},
            theme=told["theme"],
            words_are_ordinary=told.get("words_are_ordinary", False),
        )


class TakeBackForm(forms.Form):
    because = LongText(
        label=_("Why is it taken back?"),
        help_text=_("Only the office reads this."),
        required=True,
        limit=1_000,
        rows=2,
        error_messages={"required": _("Write why it is taken back.")},
    )
