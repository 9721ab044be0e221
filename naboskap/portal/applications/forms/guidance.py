"""Letting an adviser in, and what the adviser says."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.questionnaires.text import QuestionText

PARTS = {
    "basics": _("Name, field and dates"),
    "texts": _("What you want, in words"),
    "activities": _("What you do together"),
    "participants": _("Who takes part"),
    "money": _("Budget and who pays"),
    "pair": _("You and your partner"),
}


class AdviserForm(forms.Form):
    adviser = forms.ChoiceField(
        label=_("Which adviser?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an adviser.")},
    )

    def __init__(self, *args: Any, advisers: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adviser"].choices = list(advisers)  # type: ignore[attr-defined]


class CommentForm(forms.Form):
    about = forms.ChoiceField(
        label=_("What is it about?"),
        error_messages={"required": _("Choose what it is about.")},
    )
    text = forms.CharField(
        label=_("What do you want to say?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what you want to say.")},
    )

    def __init__(self, *args: Any, questions: Iterable[QuestionText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = list(PARTS.items())
        answers = [(f"texts:{one.key}", one.in_words) for one in questions]
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            (_("A part of the application"), parts),
            (_("One answer"), answers),
        ]

    def about_what(self) -> dict[str, str]:
        part, _colon, question = self.cleaned_data["about"].partition(":")
        return {"part": part, "question": question}
