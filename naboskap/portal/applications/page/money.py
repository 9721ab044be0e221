"""The money of a draft: who pays, what is asked for, and how much may be."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.utils.translation import gettext as _

from naboskap.core.words import capital
from naboskap.guidelines.parameters import AmountLimits, ShareCeiling
from naboskap.guidelines.queries import rules_of
from naboskap.guidelines.vocabulary import SOURCES
from naboskap.portal.applications.page.judged import Judged
from naboskap.portal.applications.page.pair import Pair


@dataclass(frozen=True, slots=True)
class Row:
    """A line of money, in words."""

    pk: int | None
    words: str
    side: str
    side_name: str
    amount: int
    note: str = ""
    how: str = ""
    abroad: str = ""


class Money(Judged, Pair):
    """The lines of money in words, and the limits that the guidelines set. Sums are øre."""

    @property
    def cost_a(self) -> int:
        return self.draft.cost_of("a")

    @property
    def cost_b(self) -> int:
        return self.draft.cost_of("b")

    @property
    def money_lines(self) -> list[Row]:
        """Who pays, as rows: money first, then the own work that the budget counts."""
        paid = [
            Row(
                line.pk,
                line.text or capital(SOURCES[line.source]),
                line.side,
                self.side_name(line.side),
                line.amount,
            )
            for line in self.draft.financing
        ]
        work = [
            Row(None, _("Own work"), side, self.side_name(side), self.draft.own_work_of(side))
            for side in ("a", "b")
            if self.draft.own_work_of(side)
        ]
        return paid + work

    @property
    def short_limit(self) -> int | None:
        """The largest sum that the short form takes, where this is one."""
        return self.application.programme.short_form_up_to if self.is_short else None

    @property
    def is_too_large(self) -> bool:
        limit = self.short_limit
        return limit is not None and (self.draft.amount_applied_for or 0) > limit

    @cached_property
    def most(self) -> tuple[int, int] | None:
        """The share that may be asked for, and the sum it makes of the budget (øre)."""
        if self.version is None:
            return None
        rule = rules_of(self.version).parameters_of("share_ceiling")
        if not isinstance(rule, ShareCeiling):
            return None
        percent = rule.by_theme.get(cast("Any", self.application.theme), rule.percent)
        if percent is None:
            return None
        counted = (
            self.facts.cost_in(frozenset(rule.of_categories))
            if rule.of_categories
            else self.draft.total_cost
        )
        if rule.whole_below is not None and counted < rule.whole_below:
            percent = 100
        return percent, counted * percent // 100

    @cached_property
    def ceiling(self) -> int | None:
        """The largest sum that anybody may ask for (øre), where the guidelines have one."""
        limits = rules_of(self.version).parameters_of("amount_limits") if self.version else None
        return limits.at_most if isinstance(limits, AmountLimits) else None

    @property
    def at_most(self) -> int | None:
        """What may be asked for of the budget as it stands (øre); None where nothing says so."""
        limits = [self.most[1] if self.most else None, self.ceiling]
        return min((one for one in limits if one is not None), default=None)

    @property
    def share(self) -> float | None:
        """What is asked for, in per cent of the budget."""
        asked, total = self.draft.amount_applied_for, self.draft.total_cost
        return asked * 100 / total if asked and total else None
