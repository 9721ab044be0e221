"""What the other side's wishes are found by, and how a draft is begun with whom one found."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.applications.models import Application
from naboskap.core import clock
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import KINDS, LANGUAGES, THEME_CHOICES
from naboskap.organisations.models import Organisation
from naboskap.organisations.queries import places_on
from naboskap.partnering.wording import AGES
from naboskap.programmes.queries import shown_programmes

ANY = ("", _("All"))


class FilterForm(forms.Form):
    theme = forms.ChoiceField(label=_("Field"), choices=[ANY, *THEME_CHOICES], required=False)
    kind = forms.ChoiceField(
        label=_("Kind of group"),
        choices=[ANY, *((kind, KINDS[kind]) for kind in Organisation.Kind.values)],
        required=False,
    )
    place = forms.ChoiceField(label=_("Region"), required=False)
    age = forms.ChoiceField(label=_("Age"), choices=[ANY, *AGES.items()], required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[ANY, *LANGUAGES.items()], required=False
    )

    def __init__(self, *args: Any, side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [
            (one.code, in_language(one.name))
            for one in places_on(clock.today())
            if (one.side == "a") == (side == "a")
        ]
        self.fields["place"].choices = [ANY, *places]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.is_asked_for = True  # type: ignore[attr-defined]  # Whatever stands there holds.


class BeginForm(forms.Form):
    programme = forms.ModelChoiceField(
        label=_("What do you want to apply for?"),
        queryset=shown_programmes(),
        empty_label=None,
        widget=forms.RadioSelect,
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
        error_messages={"required": _("Choose a form.")},
    )
    organisation = forms.ChoiceField(
        label=_("Who applies on your side?"),
        help_text=_("You can also choose this later, before you send."),
        required=False,
        widget=forms.RadioSelect,
    )
    key = forms.SlugField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4().hex
        self.organisations = {str(one.pk): one for one in organisations}
        choices = [(key, str(one)) for key, one in self.organisations.items()]
        self.fields["organisation"].choices = [*choices, ("", _("I choose later"))]  # type: ignore[attr-defined]
        field: Any = self.fields["programme"]
        field.queryset = shown_programmes().filter(needs_partner=True)
        field.label_from_instance = lambda one: in_language(one.name)
