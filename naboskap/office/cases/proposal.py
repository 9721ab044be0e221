"""The proposal as its case officer writes it: what is given, of what, why, and from which pots."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naboskap.applications.models import BudgetLine
from naboskap.assessments.models import Case
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.decisions.models import Decision
from naboskap.guidelines.vocabulary import CATEGORIES
from naboskap.ledger.models import Pot
from naboskap.programmes.models import Criterion
from naboskap.ui.fields import LongText
from naboskap.ui.figures import KronerField
from naboskap.ui.wording import money


class ProposalForm(forms.Form):
    """What is proposed, in one of its three shapes: only its own fields are there.

    Money is named by pot: the first pays what the second does not.
    """

    reason = LongText(
        required=True,
        label=_("Reason"),
        help_text=_("It comes in the letter. Write to somebody who does not know us."),
    )
    reason_across = LongText(label=_("The same in the partner's language"), rows=4)

    def __init__(
        self,
        *args: Any,
        case: Case,
        outcome: str,
        lines: Iterable[BudgetLine] = (),
        criteria: Iterable[Criterion] = (),
        pots: Iterable[tuple[Pot, int]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.outcome = case, outcome
        self.lines = list(lines) if outcome == Decision.Outcome.REDUCED else []
        self.criteria = list(criteria) if outcome == Decision.Outcome.REFUSAL else []
        for line in self.lines:
            side = in_language(_side_name(line.side))
            # While the pair changes what it sent, a cost may be of no kind yet.
            named = f"{CATEGORIES[line.category]}, {side}" if line.category else side
            about = f"{named}: {line.text}" if line.text else named
            self.fields[f"cut_{line.position}"] = KronerField(
                label=_("Less for %(line)s") % {"line": about},
                help_text=_("Budgeted: %(sum)s") % {"sum": money(line.amount)},
                required=False,
            )
            self.fields[f"why_{line.position}"] = forms.CharField(
                label=_("Why"), required=False, max_length=500
            )
        for criterion in self.criteria:
            self.fields[f"criterion_{criterion.slug}"] = LongText(
                label=in_language(criterion.name), rows=3
            )
        if outcome != Decision.Outcome.REFUSAL:
            self._add_money(pots)

    def _add_money(self, pots: Iterable[tuple[Pot, int]]) -> None:
        offered = [
            (
                pot.slug,
                _("%(pot)s (%(left)s left)") % {"pot": in_language(pot.name), "left": money(left)},
            )
            for pot, left in pots
        ]
        self.fields["pot"] = forms.ChoiceField(label=_("From which pot?"), choices=offered)
        self.fields["other_pot"] = forms.ChoiceField(
            label=_("A second pot"), choices=[("", _("No")), *offered], required=False
        )
        self.fields["other_amount"] = KronerField(
            label=_("So much from the second pot"), required=False
        )
        self.fields["conditions"] = LongText(label=_("Conditions beside the usual ones"), rows=3)

    def clean(self) -> dict[str, Any]:
        """Say beside each field what a proposal of this shape cannot be: nothing is lost by it."""
        told = super().clean() or {}
        if self.lines:
            self._check_cuts(told)
        if told.get("other_pot") and told["other_pot"] == told.get("pot"):
            self.add_error("other_pot", _("Choose another pot than the first."))
        second = (told.get("other_amount") or 0) if told.get("other_pot") else 0
        if not self.errors and second and second >= self.amount:
            self.add_error(
                "other_amount",
                gettext(
                    "They get %(sum)s in all. Take less than that from the second pot, or choose"
                    " it as the only one."
                )
                % {"sum": money(self.amount)},
            )
        return told

    def _check_cuts(self, told: dict[str, Any]) -> None:
        """Less than applied for, and more than nothing: by line, each with its reason."""
        for line in self.lines:
            cut, why = f"cut_{line.position}", f"why_{line.position}"
            if (told.get(cut) or 0) > line.amount:
                self.add_error(
                    cut,
                    gettext("There are %(sum)s in this line. You cannot take more.")
                    % {"sum": money(line.amount)},
                )
            if told.get(cut) and not told.get(why, "").strip():
                self.add_error(why, _("Write why you give less here. It comes in the letter."))
        if self.errors:
            return
        first = f"cut_{self.lines[0].position}"
        if self.amount == self.case.amount_applied_for:
            self.add_error(
                first,
                _(
                    "Write for at least one line how much less you give. If they get all that they"
                    " apply for, propose support as applied for."
                ),
            )
        elif self.amount <= 0:
            self.add_error(
                first,
                gettext(
                    "They apply for %(sum)s, and you take %(cut)s away. Take less, or propose a"
                    " refusal."
                )
                % {
                    "sum": money(self.case.amount_applied_for),
                    "cut": money(self.case.amount_applied_for - self.amount),
                },
            )

    @property
    def line_fields(self) -> list[tuple[Any, Any]]:
        """The fields of each budget line: how much less, and why."""
        return [
            (self[f"cut_{line.position}"], self[f"why_{line.position}"]) for line in self.lines
        ]

    @property
    def criterion_fields(self) -> list[Any]:
        return [self[f"criterion_{criterion.slug}"] for criterion in self.criteria]

    @property
    def amount(self) -> int:
        """What is awarded: what was applied for, less the cuts."""
        if self.outcome == Decision.Outcome.REFUSAL:
            return 0
        told = self.cleaned_data
        cuts: int = sum(told.get(f"cut_{line.position}") or 0 for line in self.lines)
        return int(self.case.amount_applied_for) - cuts

    @property
    def comes_to(self) -> dict[str, Any]:
        """What the proposal comes to in sums: what is given, what is cut, and from which pots."""
        names = {line.position: self.fields[f"cut_{line.position}"].label for line in self.lines}
        told = self.facts()
        pots = dict(self.fields["pot"].choices) if "pot" in self.fields else {}  # type: ignore[attr-defined]
        return {
            "amount": self.amount,
            "asked": self.case.amount_applied_for,
            "cuts": [
                (names[row["line"]], row["cut"], row["reason"]) for row in told["line_reasons"]
            ],
            "sources": [(pots[row["pot"]], row["amount"]) for row in told.get("sources", ())],
        }

    def facts(self) -> dict[str, Any]:
        """Return the proposal as ``decisions.propose`` takes it."""
        told = self.cleaned_data
        facts: dict[str, Any] = {
            "outcome": self.outcome,
            "reason": told["reason"],
            "reason_across": told["reason_across"],
            "amount_awarded": self.amount,
            "conditions": told.get("conditions", ""),
            "line_reasons": [
                {
                    "line": line.position,
                    "cut": told[f"cut_{line.position}"],
                    "reason": told[f"why_{line.position}"],
                }
                for line in self.lines
                if told[f"cut_{line.position}"]
            ],
            "criterion_reasons": [
                {"criterion": each.slug, "reason": told[f"criterion_{each.slug}"]}
                for each in self.criteria
                if told[f"criterion_{each.slug}"].strip()
            ],
        }
        if self.outcome != Decision.Outcome.REFUSAL:
            second = (told.get("other_amount") or 0) if told.get("other_pot") else 0
            facts["sources"] = [{"pot": told["pot"], "amount": self.amount - second}]
            if second:
                facts["sources"].append({"pot": told["other_pot"], "amount": second})
        return facts


def _side_name(side: str) -> dict[str, str]:
    return secretariat().sides[side].name
