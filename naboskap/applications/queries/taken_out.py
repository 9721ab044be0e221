"""What was taken out of the plan or the budget, as the trail keeps it: it can be put back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from naboskap.applications.models import Activity, Application, BudgetLine, FinancingLine
from naboskap.audit.queries import trail_of

# What a row is called in the trail, and where it stands while it is there.
NAMES: dict[str, Any] = {"activity": Activity, "cost": BudgetLine, "financing": FinancingLine}


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A row that was taken out: what it held, by the names of its columns."""

    name: str
    pk: int
    held: dict[str, Any]
    told: dict[str, Any]
    at: datetime


def taken_out(application: Application, names: Collection[str]) -> list[TakenOut]:
    """Return the rows that were taken out and are not back, the last one first."""
    found: dict[tuple[str, int], TakenOut] = {}
    acts = {f"applications.remove_{name}": name for name in names}
    for entry in trail_of(application).filter(action__in=acts).order_by("-pk"):
        one = TakenOut(
            acts[entry.action],
            entry.data["row"],
            entry.data["held"],
            entry.data,
            entry.occurred_at,
        )
        found.setdefault((one.name, one.pk), one)
    there = {
        (name, pk)
        for name in {name for name, _pk in found}
        for pk in NAMES[name].objects.filter(application=application).values_list("pk", flat=True)
    }
    return [one for key, one in found.items() if key not in there]


def last_taken_out(application: Application, name: str, pk: int) -> TakenOut | None:
    """Return how a row stood when it was taken out last; None where it never was, or is back."""
    return next((one for one in taken_out(application, [name]) if one.pk == pk), None)
