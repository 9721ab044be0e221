"""What finance officers write: payments, and what the givers' letters bring."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.core.secretariat import secretariat
from naboskap.ledger.models import Pot
from naboskap.ui.day_fields import DayField
from naboskap.ui.figures import KronerField, WholeNumberField

TONGUES = {"nb": _("in Norwegian"), "en": _("in English"), "ru": _("in Russian")}


class AdvanceForm(forms.Form):
    """How much of the grant to pay before the report."""

    amount = KronerField(label=_("Advance"), may_be_zero=False)


class RepaymentForm(forms.Form):
    """What the recipient has paid back, and when it came."""

    amount = KronerField(label=_("Sum received"), may_be_zero=False)
    received_on = DayField(label=_("Received on"))


class GiftForm(forms.Form):
    """What a giver's letter says of one pot."""

    way = forms.ChoiceField(
        label=_("What does the letter say?"),
        choices=[
            ("gives", _("The giver gives money")),
            ("back", _("Money goes back, or was booked too high")),
        ],
        initial="gives",
        widget=forms.RadioSelect,
    )
    amount = KronerField(label=_("Sum"), may_be_zero=False)
    letter = forms.CharField(
        label=_("Which letter?"),
        help_text=_("Its number in the archive, or the giver's own reference."),
        max_length=80,
    )
    dated_on = DayField(label=_("The day of the letter"))
    # Made when the form is opened: a second click books nothing more.
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid4().hex})


class _NamedForm(forms.Form):
    """Something with a name in every language of the house; the first is needed."""

    def __init__(self, *args: Any, name: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = secretariat().languages
        named = {
            f"name_{code}": forms.CharField(
                label=_("Name %(tongue)s") % {"tongue": TONGUES.get(code, code)},
                required=code == self.languages[0],
                max_length=80,
                initial=name.get(code, ""),
            )
            for code in self.languages
        }
        self.fields = named | self.fields

    @property
    def first_name(self) -> str:
        """The field of the name that is needed."""
        return f"name_{self.languages[0]}"

    def name(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"name_{code}"] for code in self.languages}


class GiverForm(_NamedForm):
    """Somebody who gives."""

    is_owner = forms.BooleanField(label=_("Owns the secretariat too"), required=False)


class PotForm(_NamedForm):
    """What a giver gives to: one thing, in one year, and what it may be used for."""

    year = WholeNumberField(label=_("Year"), largest=9999)
    purpose = forms.ChoiceField(
        label=_("What is the money for?"),
        choices=[
            (Pot.Purpose.PROJECTS.value, _("Grants to projects")),
            (Pot.Purpose.CORE.value, _("The secretariat's own running, never a grant")),
        ],
        widget=forms.RadioSelect,
    )
    only_programmes = forms.MultipleChoiceField(
        label=_("Only for these programmes"),
        help_text=_("Tick none when the letter names no programme."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    only_children_and_youth = forms.BooleanField(
        label=_("Only for projects for children and youth"), required=False
    )

    def __init__(self, *args: Any, programmes: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["only_programmes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(programmes)
