"""What people write about an organisation and its account."""

from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naboskap.core import clock
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.organisations import queries
from naboskap.organisations.models import Organisation
from naboskap.organisations.numbers import clean_number

NEIGHBOURS = ("FI", "SE")
KINDS = [choice for choice in Organisation.Kind.choices if choice[0] != "private_person"]


def countries() -> list[tuple[str, str]]:
    """Return the countries to choose from: the two sides first, then the neighbours."""
    locale = Locale.parse((get_language() or "nb").split("-")[0])
    codes = [side.country for side in secretariat().sides.values()]
    codes += [code for code in NEIGHBOURS if code not in codes]
    return [(code, locale.territories[code]) for code in codes]


def wants_number(country: str) -> bool:
    """Say whether an organisation of the country gives a register number."""
    side = queries.side_of(country)
    return side is None or not side.is_protected


class NumberForm(forms.Form):
    """Which country it is in, and its number there."""

    country = forms.ChoiceField(
        label=_("Where is the organisation?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a country.")},
    )
    number = forms.CharField(
        label=_("Organisation number"),
        max_length=40,
        error_messages={"required": _("Write the organisation number. It has nine digits.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries()  # type: ignore[attr-defined]
        # What must be there depends on the country, so the label does not say "not required".
        self.fields["number"].is_asked_for = True  # type: ignore[attr-defined]
        house = secretariat()
        number = self.fields["number"]
        number.help_text = _(
            "Nine digits from the public register of organisations. You find it at brreg.no by the"
            " name, or in a letter from the bank or the municipality."
        )
        # Only at home there must be one.
        if self.is_bound and self.data.get("country") != house.home.country:
            self.fields["number"].required = False
        if house.across.is_protected:
            number.help_text += " " + _(
                "Leave it empty for an organisation in this country: %(country)s. We keep no"
                " register number there."
            ) % {"country": dict(countries()).get(house.across.country, "")}

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        country, number = told.get("country", ""), told.get("number", "").strip()
        if not country:
            return told
        if not wants_number(country):
            told["number"] = ""
        elif number:
            clean = clean_number(country, number)
            if clean is None:
                self.add_error(
                    "number",
                    _("This is not an organisation number. Check the digits: one is wrong."),
                )
            else:
                told["number"] = clean
        return told


class KindForm(forms.Form):
    """What sort of organisation it is; the rest the register has told."""

    kind = forms.ChoiceField(
        label=_("What sort of organisation is it?"),
        choices=[("", ""), *KINDS],
        error_messages={"required": _("Choose what is nearest.")},
    )


class TypedForm(KindForm):
    """What a register would have told."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=200,
        error_messages={"required": _("Write the name.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    place = forms.ChoiceField(
        label=_("County or region"),
        required=False,
        help_text=_("Leave it empty when none of them fits."),
    )
    municipality = forms.CharField(label=_("Municipality or town"), max_length=80, required=False)
    field_order = ["name", "kind", "place", "municipality"]

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = queries.places_on(clock.today()).filter(country=country)
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            ("", ""),
            *sorted(((one.code, in_language(one.name)) for one in places), key=lambda one: one[1]),
        ]
        if len(self.fields["place"].choices) == 1:  # type: ignore[attr-defined]
            del self.fields["place"]


class AccountForm(forms.Form):
    """The account to pay to. Whether it is one, the act says."""

    number = forms.CharField(
        label=_("Account number"),
        max_length=60,
        help_text=_("Eleven digits, or an IBAN."),
        error_messages={"required": _("Write the account number.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
