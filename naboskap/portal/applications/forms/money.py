"""What it costs, who pays, and the sum applied for."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from naboskap.applications.amounts import UNITS, WHOLE, product
from naboskap.applications.draft import Act, Cost
from naboskap.applications.models import BudgetLine, FinancingLine
from naboskap.guidelines.vocabulary import CATEGORIES, SOURCES
from naboskap.portal.applications.forms.plan import TOO_LONG, DraftForm
from naboskap.portal.applications.page import NOT_CHOSEN, words_of
from naboskap.ui.fields import HoursField, KronerField, QuantityField

OWN_WORK = BudgetLine.Category.OWN_WORK
SIDE_MISSING = {"required": _("Choose whose cost it is."), "invalid_choice": _("Choose a side.")}


class SidedForm(DraftForm):
    """A line that belongs to one of the two sides, named as the secretariat names them."""

    side = forms.ChoiceField(
        label=_("On which side?"),
        widget=forms.RadioSelect,
        choices=[("a", ""), ("b", "")],
        error_messages=SIDE_MISSING,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, sides: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = list(sides.items())  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        told["read_revision"] = told.pop("revision")
        return told


class CostForm(SidedForm):
    """One sum, or so many at a price for one, or hours of own work.

    The page shows the fields that belong to what is chosen; the others are not looked at.
    """

    may_be_left = ("text", "activity")

    category = forms.ChoiceField(
        label=_("What kind of cost is it?"),
        choices=[NOT_CHOSEN, *words_of(BudgetLine.Category.values, CATEGORIES)],
        error_messages={"required": _("Choose what kind of cost it is.")},
    )
    text = forms.CharField(
        label=_("In a few words"),
        help_text=_("For example: bus Kirkenes–Murmansk, 22 people."),
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )
    activity = forms.ChoiceField(label=_("Which activity is it for?"), required=False)
    unit = forms.ChoiceField(
        label=_("How is it counted?"),
        required=False,
        initial=WHOLE,
        choices=words_of(UNITS, UNITS),
    )
    quantity_hundredths = QuantityField(
        label=_("How many?"),
        help_text=_("22 people for 3 nights are 66 nights."),
        required=False,
    )
    rate = KronerField(label=_("Price for one, in kroner"), required=False)
    amount = KronerField(label=_("Sum in kroner"), required=False)
    hours_hundredths = HoursField(
        label=_("Hours, for own work"),
        help_text=_("Only those who have a task count. We work out the sum from the hours."),
        required=False,
    )
    field_order = ["category", "text", "side"]

    def __init__(self, *args: Any, activities: Iterable[Act] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activities = {str(one.pk): one for one in activities}
        self.fields["activity"].choices = [  # type: ignore[attr-defined]
            ("", _("Not for one of them")),
            *((key, Truncator(one.what).chars(60)) for key, one in self.activities.items()),
        ]
        if not self.activities:
            del self.fields["activity"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("category") == OWN_WORK:
            self._ask("hours_hundredths", _("Write how many hours of work it is."))
        elif (told.get("unit") or WHOLE) != WHOLE:
            self._ask("quantity_hundredths", _("Write how many it is."))
            self._ask("rate", _("Write the price for one."), or_nothing=True)
        else:
            self._ask("amount", _("Write the sum in kroner."), or_nothing=True)
        return self._without_the_others(told)

    def _ask(self, name: str, words: Any, *, or_nothing: bool = False) -> None:
        told = self.cleaned_data.get(name)
        if name not in self.errors and (told is None or (told == 0 and not or_nothing)):
            self.add_error(name, words)

    def _without_the_others(self, told: dict[str, Any]) -> dict[str, Any]:
        """Forget what is wrong in a field that does not belong to what is chosen."""
        work = told.get("category") == OWN_WORK
        counted = not work and (told.get("unit") or WHOLE) != WHOLE
        looked_at = {
            "hours_hundredths": work,
            "quantity_hundredths": counted,
            "rate": counted,
            "amount": not counted and not work,
        }
        for name in (name for name, is_looked_at in looked_at.items() if not is_looked_at):
            self.errors.pop(name, None)
            # A sum of own work is the writer's own where the rules have no rate for it.
            told[name] = told.get(name) if work and name == "amount" else None
        return told

    def facts(self) -> dict[str, Any]:
        told = super().facts()
        told["unit"] = told["unit"] or WHOLE
        told["activity"] = int(told["activity"]) if told.get("activity") else None
        return told

    def line(self, rates: Mapping[str, int | None]) -> Cost | None:
        """Return the line that this would be; None while it is not filled in.

        ``rates``: what an hour of own work counts for by side (øre).
        """
        if not self.is_valid():
            return None
        told = self.facts()
        rate = rates.get(told["side"]) if told["category"] == OWN_WORK else told["rate"]
        quantity = told["hours_hundredths"] or told["quantity_hundredths"]
        amount = told["amount"] or 0
        if quantity is not None and rate is not None:
            amount = product(quantity, rate)
        told |= {"rate": rate, "amount": amount, "activity_id": told.pop("activity")}
        return Cost(pk=0, revision=told.pop("read_revision"), **told)


class FinancingForm(SidedForm):
    may_be_left = ("text",)

    source = forms.ChoiceField(
        label=_("Where does the money come from?"),
        choices=[NOT_CHOSEN, *words_of(FinancingLine.Source.values, SOURCES)],
        error_messages={"required": _("Choose where the money comes from.")},
    )
    text = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )
    amount = KronerField(
        label=_("Sum in kroner"), error_messages={"required": _("Write the sum in kroner.")}
    )
    field_order = ["source", "text", "side", "amount", "revision"]


class AmountForm(DraftForm):
    amount = KronerField(label=_("How much do you apply for?"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)
