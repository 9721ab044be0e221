"""The nearest changes that make a clause hold, as values that a form can carry out."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar

from naboskap.guidelines.facts import (
    Activity,
    CostLine,
    Facts,
    FinancingLine,
    Frozen,
    ParticipantGroup,
    Party,
)


@dataclass(frozen=True, slots=True)
class Change:
    """Something the pair could change."""


@dataclass(frozen=True, slots=True)
class AskFor(Change):
    """Ask for ``amount`` øre, and let the applicant cover ``cover_more`` øre of the budget.

    ``side`` is named where two read it; empty, the reader is the one who covers it.
    """

    amount: int
    cover_more: int = 0
    side: str = ""


@dataclass(frozen=True, slots=True)
class AddOwnFinancing(Change):
    """Bring work or money for ``amount`` øre more to what the project needs."""

    side: str
    amount: int


@dataclass(frozen=True, slots=True)
class AddOwnWork(Change):
    """Count ``hours`` hundredths of an hour of own work more, worth ``amount`` øre."""

    side: str
    hours: int
    amount: int


@dataclass(frozen=True, slots=True)
class CoverMore(Change):
    """Find ``amount`` øre more for the budget as it stands."""

    side: str
    amount: int


@dataclass(frozen=True, slots=True)
class LowerFinancing(Change):
    """Take ``amount`` øre out of the financing plan."""

    amount: int


@dataclass(frozen=True, slots=True)
class AddCosts(Change):
    """Put in costs that are missing, for ``amount`` øre."""

    amount: int


@dataclass(frozen=True, slots=True)
class SetLine(Change):
    """Let budget line number ``line`` (from 1) be ``amount`` øre."""

    line: int
    amount: int


@dataclass(frozen=True, slots=True)
class RemoveCosts(Change):
    """Take the costs in ``category`` out of the budget."""

    category: str


@dataclass(frozen=True, slots=True)
class RemoveSideCosts(Change):
    """Take what costs money on ``side`` out of the budget; own work stays."""

    side: str


@dataclass(frozen=True, slots=True)
class GiveTask(Change):
    """Give ``sides`` a task in activity number ``activity`` (from 1; 0: a new activity)."""

    activity: int
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoveActivity(Change):
    """Hold activity number ``activity`` (from 1) at ``place``."""

    activity: int
    place: str


@dataclass(frozen=True, slots=True)
class HoldOnline(Change):
    """Hold activity number ``activity`` (from 1) online."""

    activity: int


@dataclass(frozen=True, slots=True)
class MoveStart(Change):
    """Start on ``to``, and end on ``end`` where the project would else be over by then."""

    to: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class MoveEnd(Change):
    """End on ``to``."""

    to: date


@dataclass(frozen=True, slots=True)
class AddParticipants(Change):
    """Let ``number`` people of age group ``age`` from ``side`` take part."""

    side: str
    age: str
    number: int


@dataclass(frozen=True, slots=True)
class FindApplicant(Change):
    """Let an organisation apply that the rules allow (any of ``kinds``, in any of ``places``)."""

    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    registered: bool = False


@dataclass(frozen=True, slots=True)
class FindPartner(Change):
    """Find a partner in any of ``places`` or ``countries``, of any of ``kinds``."""

    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    independent: bool = False


@dataclass(frozen=True, slots=True)
class SettleReports(Change):
    """Get ``number`` final reports approved first."""

    number: int


@dataclass(frozen=True, slots=True)
class AddAttachment(Change):
    """Add an attachment of kind ``attachment``."""

    attachment: str


@dataclass(frozen=True, slots=True)
class WriteIn(Change):
    """Write the application in ``language``."""

    language: str


DAYS = frozenset({"to", "end"})
CHANGES: dict[str, type[Change]] = {kind.__name__: kind for kind in Change.__subclasses__()}
C = TypeVar("C", bound=Change)
F = TypeVar("F", bound=Frozen)
_CARRIED_OUT: dict[type[Change], Callable[[Facts, Any], dict[str, Any]]] = {}


def as_data(change: Change) -> dict[str, Any]:
    """Return the change as plain JSON data."""
    data = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(change).items()
    }
    return {"change": type(change).__name__, **data}


def from_data(data: Mapping[str, Any]) -> Change:
    """Return the change that ``as_data`` wrote."""
    values = dict(data)
    kind = CHANGES[values.pop("change")]
    for name, value in values.items():
        if name in DAYS and value is not None:
            values[name] = date.fromisoformat(value)
        elif isinstance(value, list):
            values[name] = tuple(value)
    return kind(**values)


def _fresh(facts: Facts, values: dict[str, Any]) -> Facts:
    """Copy without the sums that the old facts remember."""
    given = {name: getattr(facts, name) for name in Facts.model_fields}
    return Facts(**{**given, **values})


def apply_change(facts: Facts, change: Change) -> Facts:
    """Return the facts as they are once the pair has done what ``change`` says."""
    return _fresh(facts, _CARRIED_OUT[type(change)](facts, change))


def _carries_out(
    kind: type[C],
) -> Callable[[Callable[[Facts, C], dict[str, Any]]], Callable[[Facts, C], dict[str, Any]]]:
    def register(function: Callable[[Facts, C], dict[str, Any]]) -> Any:
        _CARRIED_OUT[kind] = function
        return function

    return register


def _sets(kind: type[Change], name: str, value: str) -> None:
    """Let a change be one fact that takes the value the change has under another name."""
    _CARRIED_OUT[kind] = lambda _facts, change: {name: getattr(change, value)}


def _more(facts: Facts, name: str, made: type[F], **values: Any) -> dict[str, Any]:
    """Return the facts called ``name`` with one more at the end."""
    return {name: (*getattr(facts, name), made(**values))}


def _other(facts: Facts, name: str, number: int, **values: Any) -> dict[str, Any]:
    """Return the facts called ``name`` with number ``number`` (from 1) changed."""
    rows = list(getattr(facts, name))
    rows[number - 1] = rows[number - 1].model_copy(update=values)
    return {name: tuple(rows)}


def _financed(facts: Facts, side: str, amount: int) -> dict[str, Any]:
    if not amount:
        return {}
    return _more(facts, "financing", FinancingLine, side=side, source="own", amount=amount)


_sets(MoveEnd, "end_date", "to")
_sets(WriteIn, "language", "language")


@_carries_out(MoveStart)
def _move_start(_facts: Facts, change: MoveStart) -> dict[str, Any]:
    return {"start_date": change.to, **({"end_date": change.end} if change.end else {})}


@_carries_out(AskFor)
def _ask_for(facts: Facts, change: AskFor) -> dict[str, Any]:
    covered = _financed(facts, change.side or "a", change.cover_more)
    return {"amount_applied_for": change.amount, **covered}


@_carries_out(AddOwnFinancing)
def _add_own_financing(facts: Facts, change: AddOwnFinancing) -> dict[str, Any]:
    side, amount = change.side, change.amount
    return {
        **_more(facts, "costs", CostLine, side=side, category="other", amount=amount),
        **_financed(facts, side, amount),
    }


@_carries_out(AddOwnWork)
def _add_own_work(facts: Facts, change: AddOwnWork) -> dict[str, Any]:
    return _more(facts, "costs", CostLine, category="own_work", **asdict(change))


@_carries_out(CoverMore)
def _cover_more(facts: Facts, change: CoverMore) -> dict[str, Any]:
    return _financed(facts, change.side, change.amount)


@_carries_out(LowerFinancing)
def _lower_financing(facts: Facts, change: LowerFinancing) -> dict[str, Any]:
    left, lines = change.amount, []
    for line in facts.financing:
        taken = min(left, line.amount)
        left -= taken
        lines.append(line.model_copy(update={"amount": line.amount - taken}))
    return {"financing": tuple(lines)}


@_carries_out(AddCosts)
def _add_costs(facts: Facts, change: AddCosts) -> dict[str, Any]:
    return _more(facts, "costs", CostLine, side="a", category="other", amount=change.amount)


@_carries_out(SetLine)
def _set_line(facts: Facts, change: SetLine) -> dict[str, Any]:
    return _other(facts, "costs", change.line, amount=change.amount)


@_carries_out(RemoveCosts)
def _remove_costs(facts: Facts, change: RemoveCosts) -> dict[str, Any]:
    return {"costs": tuple(line for line in facts.costs if line.category != change.category)}


@_carries_out(RemoveSideCosts)
def _remove_side_costs(facts: Facts, change: RemoveSideCosts) -> dict[str, Any]:
    kept = (
        line for line in facts.costs if line.side != change.side or line.category == "own_work"
    )
    return {"costs": tuple(kept)}


@_carries_out(GiveTask)
def _give_task(facts: Facts, change: GiveTask) -> dict[str, Any]:
    sides = frozenset(change.sides)
    if not change.activity:
        return _more(facts, "activities", Activity, mode="online", sides_with_task=sides)
    before = facts.activities[change.activity - 1].sides_with_task
    return _other(facts, "activities", change.activity, sides_with_task=before | sides)


@_carries_out(MoveActivity)
def _move_activity(facts: Facts, change: MoveActivity) -> dict[str, Any]:
    country = change.place.split("-")[0]
    return _other(facts, "activities", change.activity, place=change.place, country=country)


@_carries_out(HoldOnline)
def _hold_online(facts: Facts, change: HoldOnline) -> dict[str, Any]:
    return _other(facts, "activities", change.activity, mode="online", place="", country="")


@_carries_out(AddParticipants)
def _add_participants(facts: Facts, change: AddParticipants) -> dict[str, Any]:
    return _more(facts, "participants", ParticipantGroup, **asdict(change))


def _found(party: Party, **values: Any) -> Party:
    given = {name: value for name, value in values.items() if value}
    if place := given.get("place"):
        given["country"] = place.split("-")[0]
    return party.model_copy(update=given)


@_carries_out(FindApplicant)
def _find_applicant(facts: Facts, change: FindApplicant) -> dict[str, Any]:
    kind = change.kinds[0] if change.kinds else ""
    if not kind and change.registered and facts.applicant.kind in {"private_person", None}:
        kind = "voluntary"
    place = change.places[0] if change.places else ""
    found = _found(
        facts.applicant,
        kind=kind,
        place=place,
        is_registered=change.registered,
        is_chosen=True,
    )
    return {"applicant": found}


@_carries_out(FindPartner)
def _find_partner(facts: Facts, change: FindPartner) -> dict[str, Any]:
    return {
        "partner": _found(
            facts.partner or Party(),
            kind=change.kinds[0] if change.kinds else "",
            country=change.countries[0] if change.countries else "",
            place=change.places[0] if change.places else "",
            control="independent" if change.independent else "",
        )
    }


@_carries_out(SettleReports)
def _settle_reports(facts: Facts, change: SettleReports) -> dict[str, Any]:
    return {"open_obligations": max(0, facts.open_obligations - change.number)}


@_carries_out(AddAttachment)
def _add_attachment(facts: Facts, change: AddAttachment) -> dict[str, Any]:
    return {"attachments": facts.attachments | {change.attachment}}
