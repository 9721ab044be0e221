"""What a wish is asked for: one form for the doors where it is written."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.core import clock
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import KINDS, LANGUAGES, THEME_CHOICES
from naboskap.organisations.models import Organisation
from naboskap.organisations.queries import places_on
from naboskap.partnering.actions import Told
from naboskap.partnering.actions.writing import LONGEST
from naboskap.partnering.models import Wish
from naboskap.partnering.wording import AGES

NOT_CHOSEN = ("", _("Choose"))
MONTH = timedelta(days=30)
HOW_LONG = {2: _("Two months"), 6: _("Half a year"), 12: _("A year")}
LONG = {"max_length": _("A few sentences are enough for now. Make it shorter.")}
# Where a refusal stands: beside the field that it is about.
FIELD_OF = {
    "PAR-1": "text",
    "PAR-2": "text",
    "PAR-3": "text",
    "PAR-4": "place",
    "PAR-5": "languages",
    "PAR-6": "is_public",
    "PAR-7": "months",
    "PAR-17": "translation",
    "PAR-19": "contact",
    "PAR-27": "place",
}


def place_choices() -> list[tuple[str, str]]:
    """Return the places that there are today as choices, the two sides' own first."""
    places = sorted(places_on(clock.today()), key=lambda one: (one.side == "", one.side))
    return [(one.code, in_language(one.name)) for one in places]


class WishForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What kind of group are you?"),
        choices=[NOT_CHOSEN, *((kind, KINDS[kind]) for kind in Organisation.Kind.values)],
        error_messages={"required": _("Choose what fits best.")},
    )
    place = forms.ChoiceField(
        label=_("Where are you?"),
        help_text=_("The region only: no town, no name."),
        error_messages={"required": _("Choose where you are.")},
    )
    age = forms.ChoiceField(
        label=_("How old are those who take part?"),
        choices=[NOT_CHOSEN, *AGES.items()],
        error_messages={"required": _("Choose what fits best.")},
    )
    theme = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[NOT_CHOSEN, *THEME_CHOICES],
        error_messages={"required": _("Choose what fits best.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages do you speak?"),
        choices=list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language that you speak.")},
    )
    language = forms.ChoiceField(
        label=_("In which language do you write?"), choices=list(LANGUAGES.items())
    )
    text = forms.CharField(
        label=_("What would you like to do together?"),
        help_text=_(
            "A few sentences about who you are and what you want. No names, addresses, numbers or"
            " links: an adviser puts you in touch when both want to."
        ),
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={
            "required": _("Write in a few sentences what you would like to do."),
            **LONG,
        },
    )
    leaks_are_meant = forms.BooleanField(
        label=_("It is no way to reach us: leave the text as it is"), required=False
    )
    translation = forms.CharField(
        label=_("The same in another language"),
        help_text=_("If you can. Else an adviser may translate it."),
        widget=forms.Textarea,
        max_length=LONGEST,
        required=False,
        error_messages=LONG,
    )
    translation_language = forms.ChoiceField(
        label=_("Which language is that?"),
        choices=[NOT_CHOSEN, *LANGUAGES.items()],
        required=False,
    )
    months = forms.TypedChoiceField(
        label=_("How long are you looking?"),
        help_text=_("We ask every other month whether you still are."),
        choices=list(HOW_LONG.items()),
        coerce=int,
        initial=6,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long.")},
    )
    is_public = forms.BooleanField(
        label=_("Everybody may read it on our website"),
        help_text=_(
            "Without a name. Wishes from the partner's side are never shown to everybody: only"
            " those who look for a partner read them."
        ),
        required=False,
    )
    contact = forms.CharField(
        label=_("Phone number or e-mail address of whoever is looking"),
        help_text=_("Only advisers see it. Both sides say yes before it is passed on."),
        max_length=120,
        error_messages={
            "required": _(
                "Write a phone number with all its digits, or an e-mail address like"
                " name@example.org."
            )
        },
    )
    key = forms.SlugField(max_length=40, widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, on_behalf: bool = False, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid4().hex, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [NOT_CHOSEN, *place_choices()]  # type: ignore[attr-defined]
        if not on_behalf:
            del self.fields["contact"]
        if not self.data.get(self.add_prefix("leaks_are_meant")):
            self.leaks_field = self.fields.pop("leaks_are_meant")

    def clean(self) -> dict[str, Any]:
        """Ask for the language of a translation that is there."""
        told = super().clean() or {}
        if told.get("translation") and not told.get("translation_language"):
            self.add_error("translation_language", _("Choose the language of the translation."))
        return told

    def ask_about_leaks(self) -> None:
        """Offer to say that what looks like a way to reach somebody is none."""
        if "leaks_are_meant" not in self.fields:
            self.fields["leaks_are_meant"] = self.leaks_field

    def told(self) -> Told:
        """Return what a valid form says."""
        told = self.cleaned_data
        language = told["translation_language"]
        return Told(
            kind=told["kind"],
            place=told["place"],
            age=told["age"],
            theme=told["theme"],
            languages=tuple(told["languages"]),
            text=told["text"],
            language=told["language"],
            translations={language: told["translation"]} if told["translation"] else {},
            open_until=clock.today() + told["months"] * MONTH,
            is_public=told["is_public"],
            contact=told.get("contact", ""),
            leaks_are_meant=told.get("leaks_are_meant", False),
        )


def nearest(last: date) -> int:
    """Return the choice that comes nearest to looking until ``last``, in months."""
    left = last - clock.today()
    return min(HOW_LONG, key=lambda months: abs(months * MONTH - left))


def initial_of(wish: Wish) -> dict[str, Any]:
    """Return what the form for a wish that is there begins with."""
    own = next((one for one in wish.renderings.all() if not one.by_adviser), None)
    return {
        "kind": wish.kind,
        "place": wish.place.code,
        "age": wish.age,
        "theme": wish.theme,
        "languages": list(wish.spoken),
        "language": wish.language,
        "text": wish.text,
        "translation": own.text if own else "",
        "translation_language": own.language if own else "",
        "months": nearest(wish.open_until),
        "is_public": wish.is_public,
        "contact": wish.contact,
        "key": wish.key,
        "revision": wish.revision,
    }
