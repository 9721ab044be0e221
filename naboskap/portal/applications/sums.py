"""The budget added up: by kind of cost, by side and by activity, and what may be asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from naboskap.applications.amounts import counting_of
from naboskap.applications.content import cost_as_data
from naboskap.applications.draft import Cost
from naboskap.applications.exchange import exchanged_of
from naboskap.guidelines.vocabulary import CATEGORIES
from naboskap.portal.applications.page import DraftPage, Row, kind_of_cost
from naboskap.ui import wording
from naboskap.ui.namesakes import activities_named


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the budget: its sum in øre, and its share of it all in per cent."""

    words: str
    amount: int
    share: float


def sums_of(mine: DraftPage) -> dict[str, list[Part]]:
    """Add the budget up in three ways. By activity only where a line belongs to one."""
    costs = mine.draft.costs
    named = activities_named(mine.draft.activities)
    activities = {one.pk: words for one, words in zip(mine.draft.activities, named, strict=True)}
    for_one = {line.activity_id for line in costs} & set(activities)
    return {
        "kinds": _parts(
            costs, [(code, kind_of_cost(code), "category") for code in (*CATEGORIES, "")]
        ),
        "sides": _parts(costs, [(side, mine.side_name(side), "side") for side in ("a", "b")]),
        "activities": _parts(
            costs,
            [
                *((key, words, "activity_id") for key, words in activities.items()),
                (None, _("Not for one activity"), "activity_id"),
            ],
        )
        if for_one
        else [],
    }


def lines_of(mine: DraftPage) -> list[Row]:
    """Return the budget as rows, in words: what, on which side, and how it is counted."""
    return [
        Row(
            line.pk,
            line.text or kind_of_cost(line.category),
            line.side,
            mine.side_name(line.side),
            line.amount,
            kind_of_cost(line.category) if line.text else "",
            counted(cost_as_data(line)),
            exchanged(cost_as_data(line)),
        )
        for line in mine.draft.costs
    ]


def _parts(costs: Iterable[Cost], kinds: Iterable[tuple[Any, str, str]]) -> list[Part]:
    lines = list(costs)
    total = sum(line.amount for line in lines)
    parts = []
    for code, words, name in kinds:
        mine = [line.amount for line in lines if getattr(line, name) == code]
        if mine:
            parts.append(Part(words, sum(mine), sum(mine) * 100 / total if total else 0.0))
    return parts


def with_line(mine: DraftPage, line: Cost, *, instead_of: int | None = None) -> DraftPage:
    """Return the page as it would be with one more line, or another in place of one."""
    there = mine.draft.costs
    costs = tuple(line if one.pk == instead_of else one for one in there)
    seen = DraftPage(mine.application, mine.user)
    seen.__dict__["versions"] = mine.versions
    seen.__dict__["way_in"], seen.__dict__["round_ahead"] = mine.way_in, mine.round_ahead
    seen.__dict__["draft"] = replace(
        mine.draft, costs=costs if instead_of is not None else (*there, line)
    )
    return seen


def counted(line: Mapping[str, Any]) -> str:
    """Say how a line is counted, as "66 × 900 kr per night"; empty for one sum."""
    how = counting_of(line)
    return wording.counted(how) if how else ""


def exchanged(line: Mapping[str, Any]) -> str:
    """Say what a line was written in and by which rate it was reckoned; empty for kroner."""
    what = exchanged_of(line)
    return wording.exchanged(what) if what else ""
