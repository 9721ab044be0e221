"""What an adviser writes about an idea."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.advice.models import Adviser
from naboskap.applications.models import Application
from naboskap.core.words import in_language
from naboskap.programmes.queries import shown_programmes


class CallForm(forms.Form):
    text = forms.CharField(
        label=_("What did you talk about?"),
        widget=forms.Textarea,
        max_length=5_000,
        error_messages={"required": _("Write a line about what you talked about.")},
    )


class HandOverForm(forms.Form):
    adviser = forms.ModelChoiceField(
        label=_("Another adviser"),
        queryset=Adviser.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose an adviser."),
            "invalid_choice": _("Choose an adviser."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["adviser"]
        field.queryset = Adviser.objects.select_related("user")
        field.label_from_instance = lambda one: f"{one.user.name}, {in_language(one.field)}"


class DraftForm(forms.Form):
    programme = forms.ModelChoiceField(
        label=_("Which programme?"),
        queryset=shown_programmes(),
        empty_label=None,
        error_messages={
            "required": _("Choose a programme."),
            "invalid_choice": _("Choose a programme."),
        },
    )
    size = forms.ChoiceField(
        label=_("Which form?"),
        choices=[
            (Application.Size.SHORT, _("The short form")),
            (Application.Size.FULL, _("The full form")),
        ],
        widget=forms.RadioSelect,
        initial=Application.Size.SHORT,
        error_messages={"required": _("Choose a form.")},
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = secrets.token_urlsafe(15)
        field: Any = self.fields["programme"]
        field.queryset = shown_programmes()
        field.label_from_instance = lambda one: in_language(one.name)
