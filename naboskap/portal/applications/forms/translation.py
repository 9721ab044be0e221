"""A text in another language, with the versions of both texts that the writer had before them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.applications.draft import AnswerText, Translated
from naboskap.portal.applications.forms.texts import put_together
from naboskap.questionnaires.models import Translation
from naboskap.ui.fields import LongText

WRITTEN, TRANSLATED = Translation.Mark.WRITTEN, Translation.Mark.TRANSLATED


class TranslationForm(forms.Form):
    text = LongText(label=_("The text in this language"), limit=1_000_000, rows=10, strip=False)
    mark = forms.ChoiceField(
        label=_("How did it come about?"),
        choices=[
            (TRANSLATED, _("It is translated, by one of us or by a program")),
            (WRITTEN, _("We wrote it anew in our own words")),
        ],
        widget=forms.RadioSelect,
        initial=TRANSLATED,
    )
    number = forms.IntegerField(widget=forms.HiddenInput)
    of_number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, original: AnswerText, stands: Translated | None, language: str
    ) -> None:
        settled = str(data.get("settle", "")) if data else ""
        self.is_settled = bool(settled and stands)
        if settled and stands:
            key, _colon, which = settled.partition(":")
            data = put_together(data, "text", stands.text, which, data.get(f"merged-{key}"))
        super().__init__(
            data,
            initial={
                "text": stands.text if stands else "",
                "mark": WRITTEN if stands and stands.mark == WRITTEN else TRANSLATED,
                "number": stands.number if stands else 0,
                "of_number": original.number,
            },
        )
        self.fields["text"].is_asked_for = True  # type: ignore[attr-defined]
        self.fields["text"].widget.attrs["lang"] = language

    def facts(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        told["read_number"] = told.pop("number")
        return told

    def read_again(self, number: int, why: str) -> None:
        """Let the next save count as having read the other text, which stands beside it now."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "number": str(number)}
        self.add_error("text", why)
