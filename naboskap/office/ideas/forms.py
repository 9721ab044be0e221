"""What an adviser writes about an idea."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.advice.models import Adviser
from naboskap.advice.outline import EVERY_AGE, NO_PARTNER, Outline
from naboskap.applications.models import Application
from naboskap.core import clock
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import AGES, LANGUAGES, THEME_CHOICES
from naboskap.organisations.models import Organisation
from naboskap.organisations.queries import places_on
from naboskap.programmes.queries import shown_programmes
from naboskap.ui.day_fields import DayField
from naboskap.ui.figures import KronerField


class CallForm(forms.Form):
    text = forms.CharField(
        label=_("What did you talk about?"),
        widget=forms.Textarea,
        max_length=5_000,
        error_messages={"required": _("Write a line about what you talked about.")},
    )
    next_step = forms.CharField(label=_("What next?"), required=False, max_length=300)


class NewCallForm(forms.Form):
    """A call on one page: written while it is fresh, in half a minute."""

    caller = forms.CharField(
        label=_("Who called?"),
        help_text=_("A name, or what they are: a teacher, a club."),
        max_length=120,
        error_messages={"required": _("Write who called: a name, or what they are.")},
    )
    contact = forms.CharField(
        label=_("Phone number or e-mail address"),
        max_length=120,
        error_messages={"required": _("Write a phone number or an e-mail address.")},
    )
    about = forms.CharField(
        label=_("What do they want to do?"),
        help_text=_("Two sentences. They become the first text of a draft."),
        widget=forms.Textarea,
        max_length=2_000,
        error_messages={"required": _("Write in a sentence or two what they want to do.")},
    )
    theme = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("Not known yet")), *THEME_CHOICES]
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[(code, LANGUAGES[code]) for code in ("nb", "en", "ru")],
    )
    said = forms.CharField(
        label=_("What did you talk about?"),
        widget=forms.Textarea,
        max_length=5_000,
        error_messages={"required": _("Write a line about what you talked about.")},
    )
    next_step = forms.CharField(label=_("What next?"), required=False, max_length=300)
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = secrets.token_urlsafe(15)


class BeginForm(forms.Form):
    """What is known of a project already, to stand in the draft that the caller begins."""

    address = forms.CharField(
        label=_("E-mail address"),
        max_length=120,
        error_messages={"required": _("Write a whole e-mail address, like name@example.org.")},
    )
    programme = forms.ModelChoiceField(
        label=_("Which programme?"),
        queryset=shown_programmes(),
        empty_label=None,
        error_messages={
            "required": _("Choose a programme."),
            "invalid_choice": _("Choose a programme."),
        },
    )
    kind = forms.ChoiceField(label=_("Who are they?"), required=False)
    place = forms.ChoiceField(label=_("Where do they belong?"), required=False)
    partner = forms.ChoiceField(label=_("Where is the partner?"), required=False)
    age = forms.ChoiceField(label=_("Who takes part?"), required=False)
    amount = KronerField(label=_("How much will they ask for?"), required=False)
    start = DayField(label=_("When does it start?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unknown = ("", _("Not known yet"))
        places = [(one.code, in_language(one.name)) for one in places_on(clock.today())]
        choices = {
            "kind": [unknown, *Organisation.Kind.choices],
            "place": [unknown, *places],
            "partner": [unknown, (NO_PARTNER, _("No partner yet")), *places],
            "age": [unknown, *AGES.items(), (EVERY_AGE, _("People of all ages"))],
        }
        for name, known in choices.items():
            field: Any = self.fields[name]
            field.choices = known
        field = self.fields["programme"]
        field.queryset = shown_programmes()
        field.label_from_instance = lambda one: in_language(one.name)

    def outline(self, theme: str) -> Outline:
        told = self.cleaned_data
        return Outline(
            theme=theme,
            kind=told["kind"],
            place=told["place"],
            partner=told["partner"],
            age=told["age"],
            amount=told["amount"],
            start=told["start"],
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
