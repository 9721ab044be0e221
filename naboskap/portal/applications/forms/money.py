"""What it costs, who pays, and the sum applied for."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.applications.amounts import UNITS, WHOLE, product
from naboskap.applications.draft import Act, Cost
from naboskap.applications.exchange import (
    BY_HAND,
    BY_HAND_PER,
    CURRENCIES,
    Rate,
    in_ore,
    rate_text,
)
from naboskap.applications.models import BudgetLine, FinancingLine
from naboskap.applications.ports import NoRate, Unreachable
from naboskap.applications.rates import latest_rate
from naboskap.core import clock
from naboskap.guidelines.vocabulary import CATEGORIES, SOURCES
from naboskap.portal.applications.forms.plan import TOO_LONG, DraftForm
from naboskap.portal.applications.page import NOT_CHOSEN, words_of
from naboskap.ui.day_fields import DayField
from naboskap.ui.figures import HoursField, KronerField, QuantityField, RateField, SumField
from naboskap.ui.namesakes import activities_named

OWN_WORK = BudgetLine.Category.OWN_WORK
CHOOSE_KIND = _("Choose what kind of cost it is.")
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
        if len(sides) == 1:
            [only] = sides
            self.fields["side"].widget = forms.HiddenInput()
            self.initial.setdefault("side", only)

    def facts(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        told["read_revision"] = told.pop("revision")
        return told


NO_ANSWER = {
    NoRate: _(
        "Norges Bank publishes no rate for this currency. Write the rate yourself, with where you"
        " found it."
    ),
    Unreachable: _(
        "We cannot reach Norges Bank now. Write the rate yourself, with where you found it."
    ),
}


def rate_by_hand(told: dict[str, Any]) -> Rate | None:
    """Take the rate that somebody wrote out of what a form was told; None where none is."""
    rate, note, on = (told.pop(f"exchange_{name}", None) for name in ("rate", "note", "on"))
    text = rate_text(rate) if rate else None
    return Rate(text, BY_HAND_PER, on or clock.today(), BY_HAND, note or "") if text else None


def check_rate_by_hand(form: forms.Form) -> None:
    """A rate that somebody writes says where it was found, and is of a day that has come."""
    told = form.cleaned_data
    lacks_note = told.get("exchange_rate") and not (told.get("exchange_note") or "").strip()
    if lacks_note and "exchange_note" not in form.errors:
        words = _("Write where you found the rate, and why you use it.")
        form.add_error("exchange_note", words)
    if (on := told.get("exchange_on")) and on > clock.today():
        form.add_error("exchange_on", _("This day has not come yet."))


class CostForm(SidedForm):
    """One sum, or so many at a price for one, or hours of own work.

    The page shows the fields that belong to what is chosen; the others are not looked at.
    """

    may_be_left = ("text", "activity", "exchange_rate", "exchange_note", "exchange_on")
    exchange: Rate | None = None  # The rate to reckon by, where the bank was asked.

    category = forms.ChoiceField(
        label=_("What kind of cost is it?"),
        choices=[NOT_CHOSEN, *words_of(BudgetLine.Category.values, CATEGORIES)],
        error_messages={"required": CHOOSE_KIND},
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
    rate = SumField(label=_("Price for one"), required=False)
    amount = SumField(label=_("The sum"), required=False)
    currency = forms.ChoiceField(
        label=_("In which currency?"),
        required=False,
        choices=[("", _("kroner")), *CURRENCIES.items()],
        error_messages={"invalid_choice": _("Choose a currency in the list.")},
    )
    exchange_rate = RateField(
        label=_("What do 100 of them cost in kroner?"),
        required=False,
        help_text=_(
            "Leave it empty, and we take the last rate of Norges Bank. For roubles there is none:"
            " write what you reckon by."
        ),
    )
    exchange_note = forms.CharField(
        label=_("Where did you find the rate, and why do you use it?"),
        help_text=_(
            "For example: the rate of the Bank of Russia, by which the money was changed."
        ),
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )
    exchange_on = DayField(label=_("From which day is it?"), required=False)
    hours_hundredths = HoursField(
        label=_("Hours, for own work"),
        help_text=_("Only those who have a task count. We work out the sum from the hours."),
        required=False,
    )
    field_order = ["category", "text", "side"]

    def __init__(self, *args: Any, activities: Iterable[Act] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = list(activities)
        self.activities = {str(one.pk): one for one in acts}
        self.fields["activity"].choices = [  # type: ignore[attr-defined]
            ("", _("Not for one of them")),
            *zip(self.activities, activities_named(acts), strict=True),
        ]
        if not self.activities:
            del self.fields["activity"]

    @property
    def kind_asked(self) -> str:
        """What is asked beside the kind of a line that was saved without one."""
        return str(CHOOSE_KIND) if self.initial.get("category") == "" and not self.errors else ""

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("category") == OWN_WORK:
            self._ask("hours_hundredths", _("Write how many hours of work it is."))
        elif (told.get("unit") or WHOLE) != WHOLE:
            self._ask("quantity_hundredths", _("Write how many it is."))
            self._ask("rate", _("Write the price for one."), or_nothing=True)
        else:
            self._ask("amount", _("Write the sum."), or_nothing=True)
        check_rate_by_hand(self)
        return self._without_the_others(told)

    def _ask(self, name: str, words: Any, *, or_nothing: bool = False) -> None:
        told = self.cleaned_data.get(name)
        if name not in self.errors and (told is None or (told == 0 and not or_nothing)):
            self.add_error(name, words)

    def _without_the_others(self, told: dict[str, Any]) -> dict[str, Any]:
        """Forget what is wrong in a field that does not belong to what is chosen."""
        work = told.get("category") == OWN_WORK
        counted = not work and (told.get("unit") or WHOLE) != WHOLE
        abroad = not work and bool(told.get("currency"))
        looked_at = {
            **dict.fromkeys(("exchange_rate", "exchange_note", "exchange_on"), abroad),
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
        by_hand = rate_by_hand(told)
        told["exchange"] = self.exchange or by_hand
        told["original_amount"] = None
        if told["category"] == OWN_WORK:
            told["currency"] = ""
        if told["currency"]:
            told["original_amount"], told["amount"] = told["amount"], None
        return told

    def settle_rate(self, there: BudgetLine | None = None) -> None:
        """Ask the bank for a rate where none is written and the line ``there`` has none to keep.

        Without an answer the form says how to go on; what was typed stays.
        """
        told = self.cleaned_data if self.is_valid() else {}
        currency = "" if told.get("category") == OWN_WORK else told.get("currency")
        if not currency or told.get("exchange_rate") or (there and there.currency == currency):
            return
        answer = latest_rate(currency, clock.today())
        if isinstance(answer, Rate):
            self.exchange = answer
        else:
            self.add_error("exchange_rate", NO_ANSWER[type(answer)])

    def line(self, rates: Mapping[str, int | None], kept: Rate | None = None) -> Cost | None:
        """Return the line that this would be; None while it is not filled in.

        ``rates``: what an hour of own work counts for by side (øre). ``kept``: the exchange rate
        that the line has. No bank is asked.
        """
        if not self.is_valid():
            return None
        told = self.facts()
        rate = rates.get(told["side"]) if told["category"] == OWN_WORK else told["rate"]
        quantity = told["hours_hundredths"] or told["quantity_hundredths"]
        amount = told["amount"] or told["original_amount"] or 0
        if quantity is not None and rate is not None:
            amount = product(quantity, rate)
        told |= {"rate": rate, "activity_id": told.pop("activity")}
        if told["currency"]:
            told["exchange"] = told["exchange"] or kept
            if told["exchange"] is None:
                return None
            told["original_amount"], amount = amount, in_ore(amount, told["exchange"])
        told["amount"] = amount
        return Cost(pk=0, revision=told.pop("read_revision"), **told)


class ExchangeForm(DraftForm):
    """Another rate for a line in another currency."""

    may_be_left = ("exchange_on",)
    exchange_rate = RateField(label=_("What do 100 of them cost in kroner?"))
    exchange_note = forms.CharField(
        label=_("Where did you find the rate, and why do you use it?"),
        max_length=200,
        error_messages={
            "required": _("Write where you found the rate, and why you use it."),
            "max_length": TOO_LONG,
        },
    )
    exchange_on = DayField(label=_("From which day is it?"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        check_rate_by_hand(self)
        return super().clean() or {}

    def rate(self) -> Rate:
        found = rate_by_hand(dict(self.cleaned_data))
        assert found is not None
        return found


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
