"""Who pays and who owns, told from the books; what a partner brings, from the guidelines."""

from dataclasses import dataclass
from typing import Any

from django import template

from naboskap.core.words import in_language
from naboskap.guidelines.amounts import all_of, any_of
from naboskap.guidelines.judge import read_parameters
from naboskap.guidelines.models import Version
from naboskap.guidelines.parameters import AdvanceShare, Cofinancing
from naboskap.guidelines.queries import hour_rates, rules_of, version_in_force
from naboskap.guidelines.vocabulary import KINDS
from naboskap.ledger.earmarks import owner_sentence, purpose_sentence
from naboskap.ledger.queries import givers_and_purposes
from naboskap.programmes.queries import shown_programmes

register = template.Library()

# What a partner's work and a grant are worth, told with figures that are easy to reckon with.
PEOPLE, HOURS, GRANT = 4, 10, 100_000_00


@dataclass(frozen=True, slots=True)
class Payer:
    """Those who give the same and own alike, by name, and what they do, a sentence each."""

    names: str
    does: tuple[str, ...]


@register.simple_tag
def payers() -> list[Payer]:
    """Return who gives and who owns; those of whom the same is to be said stand together."""
    called = {one.slug: in_language(one.name) for one in shown_programmes()}
    alike: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for giver, pots in givers_and_purposes():
        purposes = dict.fromkeys(
            purpose_sentence(
                pot, programmes=all_of(called[s] for s in pot.only_programmes if s in called)
            )
            for pot in pots
        )
        if purposes or giver.is_owner:
            key = (giver.is_owner, tuple(purposes))
            alike.setdefault(key, []).append(in_language(giver.name))
    return [
        Payer(all_of(names), (*((owner_sentence(len(names)),) if is_owner else ()), *purposes))
        for (is_owner, purposes), names in alike.items()
    ]


@dataclass(frozen=True, slots=True)
class Brought:
    """What the partner's side brings by the guidelines in force, in øre; None: not told there."""

    hour: int | None
    least_percent: int | float | None
    little_of: str  # Of whom little is expected: "a school or a sports club"; empty: nobody.
    advance_percent: int | float | None

    @property
    def work(self) -> int | None:
        """What the example's hours come to."""
        return self.hour * PEOPLE * HOURS if self.hour else None

    @property
    def advance(self) -> int | None:
        """How much of the example's grant comes first."""
        return round(GRANT * self.advance_percent / 100) if self.advance_percent else None

    @property
    def rest(self) -> int | None:
        return GRANT - self.advance if self.advance is not None else None


@register.simple_tag
def brought_by_partner() -> dict[str, Any]:
    """Return what a partner brings, as each shown programme's guidelines in force have it.

    Programmes of which the same is to be said stand together.
    """
    alike: dict[Brought, list[str]] = {}
    for programme in shown_programmes():
        if version := version_in_force(programme.rulebook):
            alike.setdefault(_brought(version), []).append(in_language(programme.name))
    groups = [(all_of(names), brought) for brought, names in alike.items()]
    return {"groups": groups, "people": PEOPLE, "hours": HOURS, "grant": GRANT}


def _brought(version: Version) -> Brought:
    rules = rules_of(version)
    own, advance = None, rules.parameters_of("advance_share")
    for clause in rules.clauses:
        if clause.kind == "cofinancing":
            told = read_parameters(clause.kind, clause.parameters)
            own = told if isinstance(told, Cofinancing) and told.side == "b" else own
    return Brought(
        hour=hour_rates(version)["b"],
        least_percent=own.percent if own else None,
        little_of=any_of(KINDS[kind] for kind in (own.little_expected_of or ())) if own else "",
        advance_percent=advance.percent if isinstance(advance, AdvanceShare) else None,
    )
