"""What it costs, who pays, and the sum applied for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naboskap.applications.models import BudgetLine, FinancingLine
from naboskap.guidelines.vocabulary import CATEGORIES, SOURCES
from naboskap.portal.applications.forms.plan import TOO_LONG, DraftForm
from naboskap.portal.applications.page import NOT_CHOSEN, words_of
from naboskap.ui.fields import HoursField, KronerField

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
    may_be_left = ("text", "hours_hundredths")

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
    amount = KronerField(label=_("Sum in kroner"), required=False)
    hours_hundredths = HoursField(
        label=_("Hours, for own work"),
        help_text=_("Only those who have a task count. We work out the sum from the hours."),
        required=False,
    )
    field_order = ["category", "text", "side", "amount", "hours_hundredths", "revision"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("category") == OWN_WORK:
            if not told.get("hours_hundredths") and "hours_hundredths" not in self.errors:
                self.add_error("hours_hundredths", _("Write how many hours of work it is."))
        elif told.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Write the sum in kroner."))
        return told


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
