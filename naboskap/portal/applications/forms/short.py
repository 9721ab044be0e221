"""The short form on one page: at most fifteen questions, three activities, one budget table."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naboskap.applications.draft import Draft
from naboskap.applications.models import BudgetLine
from naboskap.core.errors import applies
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import kinds_of_cost
from naboskap.guidelines.vocabulary import CATEGORIES
from naboskap.portal.applications.forms.money import CHOOSE_KIND
from naboskap.portal.applications.forms.plan import TOO_LONG, DayAsked, DraftForm
from naboskap.portal.applications.page import NOT_CHOSEN, words_of
from naboskap.portal.applications.pasting import kind_said
from naboskap.ui.day_fields import to_come
from naboskap.ui.fields import LongText
from naboskap.ui.figures import HoursField, KronerField
from naboskap.ui.rough_days import RoughDaysField

ACTIVITIES, ROWS = 3, 8
ROWS_IN_SIGHT = 3  # At least; and always one that is empty.
KINDS = [kind for kind in BudgetLine.Category.values if kind != "own_work"]

# What small projects have cost; of the others most need none.
USUAL = frozenset(
    {"travel", "stay", "food", "visa", "rent", "interpreting", "services", "materials", "other"}
)


def kind_choices(version: Version | None) -> list[tuple[Any, Any]]:
    """Return the kinds of cost, first the few that a small project and the guidelines know.

    Rule APP-101: all the others stand behind them, none is left out.
    """
    paid, unpaid = kinds_of_cost(version) if version else (frozenset(), frozenset())
    few = [
        kind for kind in KINDS if applies("APP-101", kind in (USUAL | paid) and kind not in unpaid)
    ]
    rest = [kind for kind in KINDS if kind not in few]
    return [
        NOT_CHOSEN,
        *words_of(few, CATEGORIES),
        (_("More kinds"), words_of(rest, CATEGORIES)),
    ]


class RowForm(DraftForm):
    """One row of several that are alike. What no writer sees, or finds chosen, says nothing."""

    @property
    def is_begun(self) -> bool:
        """Whether anything stands in it, or something in it is wrong."""
        told = set(self.fields) - {"pk", "revision", "side"}
        return bool(self.errors) or any(self[name].value() not in {None, ""} for name in told)


class PlainActivityForm(DayAsked, RowForm):
    """One activity in plain words: what, when, where, and what each side does."""

    what = LongText(label=_("What will you do?"), limit=2_000, rows=2)
    from_date = RoughDaysField(
        label=_("When?"),
        help_text=to_come(_("One day or several, for example 10.–12.5.%(year)s.")),
        required=False,
    )
    place_text = forms.CharField(
        label=_("Where?"), required=False, max_length=120, error_messages={"max_length": TOO_LONG}
    )
    task_a = forms.CharField(
        required=False,
        max_length=300,
        error_messages={"max_length": TOO_LONG},
    )
    task_b = forms.CharField(
        required=False,
        max_length=300,
        error_messages={"max_length": TOO_LONG},
    )
    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, side in secretariat().sides.items():
            label = gettext("%(side)s: what do they do?") % {"side": in_language(side.name)}
            self.fields[f"task_{name}"].label = label

    @property
    def is_empty(self) -> bool:
        names = ("what", "from_date", "place_text", "task_a", "task_b")
        return not any(self.cleaned_data.get(name) for name in names)


class CostRowForm(RowForm):
    """One row of the budget table. Where no kind is chosen, it is the one that the words say."""

    text = forms.CharField(
        label=_("What"), required=False, max_length=200, error_messages={"max_length": TOO_LONG}
    )
    category = forms.ChoiceField(label=_("Kind of cost"), required=False, choices=[NOT_CHOSEN])
    side = forms.ChoiceField(label=_("Side"), required=False)
    amount = KronerField(label=_("Kroner"), required=False)
    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self, *args: Any, sides: dict[str, str], kinds: list[tuple[Any, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = kinds  # type: ignore[attr-defined]
        self.is_of_no_kind = False  # Neither a kind nor words that say one.
        self.fields["side"].choices = list(sides.items())  # type: ignore[attr-defined]

    def _kind_said(self) -> str:
        said = kind_said(self.cleaned_data.get("text", ""))
        return said if said in KINDS else ""

    @property
    def kind_asked(self) -> str:
        """What is asked beside the kind of a row that was saved without one."""
        is_left = bool(self["pk"].value()) and not self["category"].value()
        return "" if self.errors or not is_left else str(CHOOSE_KIND)

    @property
    def is_empty(self) -> bool:
        told = self.cleaned_data
        return not told.get("text") and told.get("amount") is None

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("text") and told.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Write the sum in kroner."))
        if not told.get("category") and "category" not in self.errors:
            told["category"] = self._kind_said()
            self.is_of_no_kind = not told["category"]
            if self.is_of_no_kind and told.get("amount") is not None:
                self.add_error("category", CHOOSE_KIND)
        return told


class WorkForm(DraftForm):
    """Own work in hours, money of one's own, and the sum applied for."""

    may_be_left = ("hours_a", "hours_b", "own_a", "own_b")
    hours_a = HoursField(required=False)
    hours_b = HoursField(required=False)
    own_a = KronerField(required=False)
    own_b = KronerField(required=False)
    amount = KronerField(label=_("How much do you apply for?"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, side in secretariat().sides.items():
            words = {"side": in_language(side.name)}
            self.fields[f"hours_{name}"].label = gettext("%(side)s: hours of own work") % words
            self.fields[f"own_{name}"].label = gettext("%(side)s: money of their own") % words


def work_of(draft: Draft) -> dict[str, Any]:
    """Return hours, own money and the sum as the page shows them."""
    values: dict[str, Any] = {
        "amount": draft.amount_applied_for,
        "revision": draft.revisions.get("amount", 0),
    }
    for line in draft.costs:
        if line.category == "own_work":
            values.setdefault(f"hours_{line.side}", line.hours_hundredths)
    for paid in draft.financing:
        if paid.source == "own":
            values.setdefault(f"own_{paid.side}", paid.amount)
    return values
