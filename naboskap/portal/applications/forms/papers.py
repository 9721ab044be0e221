"""What one can answer for a paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.applications.papers import OTHER, STATES, Paper
from naboskap.ui.day_fields import DayField

TYPES = _("PDF, JPG, PNG, DOCX, XLSX or ODT, at most 20 MB.")


class PaperForm(forms.Form):
    called = forms.CharField(
        label=_("What is it?"),
        help_text=_("A few words, without people's names. For example: map of the route."),
        required=False,
        max_length=120,
    )
    state = forms.ChoiceField(
        label=_("How is it with this paper?"),
        choices=list(STATES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    file = forms.FileField(
        label=_("If it is here: the file"), help_text=TYPES, required=False, allow_empty_file=True
    )
    due_on = DayField(
        label=_("If it comes later: by which day"),
        help_text=_("Day, month and year. We remind you in time."),
        required=False,
    )
    note = forms.CharField(
        label=_("Else: a few words"),
        help_text=_("Where we have it, who sends it, or why there is none."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": "2"}),
    )
    key = forms.SlugField(widget=forms.HiddenInput, max_length=40)
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != OTHER:
            del self.fields["called"]
        else:
            self.fields["called"].is_asked_for = True  # type: ignore[attr-defined]
        for name in ("file", "due_on", "note"):  # Asked for by the answer that is chosen.
            self.fields[name].is_asked_for = True  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        sent = told.pop("file", None)
        told["file"] = (sent.name, sent.read()) if sent else None
        told["read_revision"] = told.pop("revision")
        return told


class HandInForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=TYPES,
        allow_empty_file=True,
        error_messages={"required": _("Choose the file first.")},
    )


def paper_values(paper: Paper) -> dict[str, Any]:
    """Return a paper as its form shows it."""
    names = ("called", "state", "due_on", "note", "revision")
    return {name: getattr(paper, name) for name in names} | {"key": f"paper-{paper.pk}"}
