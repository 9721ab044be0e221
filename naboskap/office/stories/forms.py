"""The story of a project, in the languages of the house; and why it is taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.core.secretariat import secretariat
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.projects.telling import LONGEST, Told
from naboskap.ui.fields import LongText

PARTS = {
    "title": (_("Title"), 2),
    "done": (_("What was done"), 8),
    "result": (_("What came of it"), 6),
    "quotation": (_("A quotation, without a name"), 2),
    "role": (_("The role of whoever said it"), 1),
}


class StoryForm(forms.Form):
    """All parts in all languages. What is half written is saved, and asked about when whole."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def __init__(self, *args: Any, told: Told, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = secretariat().languages
        for code in self.languages:
            for name, (label, rows) in PARTS.items():
                field = LongText(
                    label=f"{label}, {LANGUAGES.get(code, code)}", limit=LONGEST[name], rows=rows
                )
                field.initial = told.parts[name].get(code, "")
                self.fields[f"{name}_{code}"] = field

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields language by language."""
        return [
            (str(LANGUAGES.get(code, code)), [self[f"{name}_{code}"] for name in PARTS])
            for code in self.languages
        ]

    def told(self) -> Told:
        return Told(
            **{
                name: {code: self.cleaned_data[f"{name}_{code}"] for code in self.languages}
                for name in PARTS
            }
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
