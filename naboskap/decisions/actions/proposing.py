"""A proposal: what the case officer says should be decided, and why."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.applications.models import BudgetLine
from naboskap.applications.statuses import ApplicationStatus
from naboskap.assessments.models import Case, CouncilAdvice
from naboskap.assessments.queries import (
    criteria_without_reason,
    needs_second_reader,
    partner_is_known,
)
from naboskap.assessments.statuses import LIFE as CASE_LIFE
from naboskap.assessments.statuses import Turn
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.decisions.models import Decision
from naboskap.decisions.route import Level, level_for
from naboskap.ledger.earmarks import Use, refusal_for
from naboskap.ledger.models import Pot
from naboskap.ledger.queries import facts_of
from naboskap.programmes.models import Criterion

Row = Mapping[str, Any]
TURN_OF = {Level.HEAD: Turn.HEAD, Level.BOARD: Turn.BOARD}


@transaction.atomic
def propose(
    case: Case,
    *,
    outcome: str,
    reason: str,
    amount_awarded: int = 0,
    sources: Iterable[Row] = (),
    line_reasons: Iterable[Row] = (),
    criterion_reasons: Iterable[Row] = (),
    conditions: str = "",
    reason_across: str = "",
    by: Actor,
) -> Decision:
    """Hand a proposal to the body that decides at the sum applied for. Amounts in øre.

    ``sources`` are ``{"pot": slug, "amount": øre}``; ``line_reasons`` (reduced) ``{"line":
    position of the budget line, "cut": øre, "reason": text}``; ``criterion_reasons`` (refusal)
    ``{"criterion": slug, "reason": text}``, each with a ``reason_across`` where it is written in
    the other side's language too. Nothing is set aside yet: the decision does that.
    Rules: DEC-1 to DEC-13.
    """
    case = locked(case)
    if not may(by, "decisions.propose_decision", case):
        raise PermissionDenied
    permit = CASE_LIFE.permit("propose", case, by=by)
    reason = reason.strip()
    _is_ready(case)
    require("DEC-6", reason, _("Write the reason. It comes in the letter."))
    _fits_the_sum(case, outcome, amount_awarded)
    given = _given_by(case, sources, amount_awarded)
    cuts = _cut_by(case, outcome, line_reasons, amount_awarded)
    refused = _refused_by(case, outcome, criterion_reasons)
    programme = case.programme
    require(
        "DEC-13",
        programme.board_threshold is not None,
        _("The programme has no boundary between head and board. It must be set first."),
    )
    assert programme.board_threshold is not None
    level = level_for(
        case.amount_applied_for,
        programme.board_threshold,
        boundary_included=programme.board_threshold_included,
    )
    decision = Decision.objects.create(
        case=case,
        outcome=outcome,
        level=level,
        amount_awarded=amount_awarded,
        sources=given,
        reason=reason,
        reason_across=reason_across.strip(),
        line_reasons=cuts,
        criterion_reasons=refused,
        conditions=conditions.strip(),
        proposed_by_id=by.pk,
        proposed_at=clock.now(),
    )
    move(permit, turn=TURN_OF[level])
    record("decisions.propose", decision, by=by, outcome=outcome, amount=amount_awarded)
    return decision


def _is_ready(case: Case) -> None:
    """Rules DEC-1 to DEC-5: all that must be there before anybody decides."""
    require(
        "DEC-1",
        case.application.status == ApplicationStatus.CONFIRMED,
        _("The partner has not confirmed the application yet."),
    )
    require(
        "DEC-2",
        partner_is_known(case),
        _("The partner is new to us. Contact them, and note it, before the proposal."),
    )
    require(
        "DEC-3",
        not criteria_without_reason(case),
        _("Assess every criterion, with a reason, before the proposal."),
    )
    require(
        "DEC-4",
        not case.programme.council_advises or CouncilAdvice.objects.filter(case=case).exists(),
        _("The expert council has not given its advice yet."),
    )
    require(
        "DEC-5",
        not needs_second_reader(case) or case.second_read_at is not None,
        _("You helped the pair with its idea. A second reader must read the case first."),
    )


def _fits_the_sum(case: Case, outcome: str, amount: int) -> None:
    """Rule DEC-7: as applied for, less and more than nothing, or nothing."""
    asked = case.amount_applied_for
    fits = {
        Decision.Outcome.AWARD: amount == asked and amount > 0,
        Decision.Outcome.REDUCED: 0 < amount < asked,
        Decision.Outcome.REFUSAL: amount == 0,
    }
    require(
        "DEC-7",
        fits[Decision.Outcome(outcome)],
        _("The sum does not fit the proposal: as applied for, less than applied for, or nothing."),
    )


def _given_by(case: Case, sources: Iterable[Row], amount: int) -> list[dict[str, Any]]:
    """Rules DEC-8 and DEC-9: the pots give the whole sum, and may be used for this."""
    rows: list[dict[str, Any]] = [
        {"pot": str(row["pot"]), "amount": int(row["amount"])} for row in sources
    ]
    pots = {pot.slug: pot for pot in Pot.objects.filter(slug__in=[row["pot"] for row in rows])}
    whole = (
        len(pots) == len(rows)
        and all(row["amount"] > 0 for row in rows)
        and sum(row["amount"] for row in rows) == amount
    )
    require("DEC-8", whole, _("The sources must add up to the sum, each pot once."))
    use = Use(
        programme=case.programme.slug,
        for_children_and_youth=case.application.for_children_and_youth,
    )
    for row in rows:
        refusal = refusal_for(facts_of(pots[row["pot"]]), use)
        require("DEC-9", not refusal, refusal)
    return rows


def _cut_by(
    case: Case, outcome: str, line_reasons: Iterable[Row], amount: int
) -> list[dict[str, Any]]:
    """Rules DEC-10 and DEC-11: a reduced award says where it is cut and why, to the krone."""
    rows: list[dict[str, Any]] = [
        {"line": int(row["line"]), "cut": int(row["cut"]), **_reasons(row)} for row in line_reasons
    ]
    if outcome != Decision.Outcome.REDUCED:
        return []
    lines = dict(
        BudgetLine.objects.filter(application=case.application_id).values_list(
            "position", "amount"
        )
    )
    named = [row["line"] for row in rows]
    fits = len(set(named)) == len(named) and all(
        0 < row["cut"] <= lines.get(row["line"], 0) and row["reason"] for row in rows
    )
    require("DEC-10", fits, _("Give a reason for each budget line that you cut."))
    require(
        "DEC-11",
        sum(row["cut"] for row in rows) == case.amount_applied_for - amount,
        _("The cuts by budget line must add up to what you give less."),
    )
    return rows


def _reasons(row: Row) -> dict[str, str]:
    return {
        name: str(row.get(name, "")).strip()
        for name in ("reason", "reason_across")
        if row.get(name) or name == "reason"
    }


def _refused_by(
    case: Case, outcome: str, criterion_reasons: Iterable[Row]
) -> list[dict[str, Any]]:
    """Rule DEC-12: a refusal says by which criteria, and why."""
    rows: list[dict[str, Any]] = [
        {"criterion": str(row["criterion"]), **_reasons(row)} for row in criterion_reasons
    ]
    if outcome != Decision.Outcome.REFUSAL:
        return []
    known = set(
        Criterion.objects.filter(programme=case.programme_id).values_list("slug", flat=True)
    )
    fits = rows and all(row["criterion"] in known and row["reason"] for row in rows)
    require("DEC-12", fits, _("A refusal gives its reason by at least one criterion."))
    return rows
