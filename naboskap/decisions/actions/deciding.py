"""The decision itself, by the head, the deputy or the board."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.assessments.models import Case
from naboskap.assessments.notices import people_of, tell_person
from naboskap.assessments.queries import promised
from naboskap.assessments.statuses import LIFE as CASE_LIFE
from naboskap.assessments.statuses import Turn
from naboskap.audit.actions import move
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor
from naboskap.decisions.models import Decision
from naboskap.decisions.notices import DECISION_MADE, PROPOSAL_RETURNED
from naboskap.decisions.queries import count_of
from naboskap.decisions.route import Level
from naboskap.decisions.statuses import LIFE


@transaction.atomic
def make_decision(decision: Decision, *, by: Actor) -> Decision:
    """Decide what is proposed: the head (or the deputy) alone, or the board by closing its vote.

    It sets no money aside and writes no letter: an award is made by ``grants.award``, a refusal
    by ``refuse``, and both call this. Rules: DEC-30 (who proposes does not decide), DEC-31 (the
    deputy only where every head is disqualified: in ``rules.py``), DEC-32 (the board has taken
    it up in a meeting, and its quorum is there), DEC-33 (more than half of those present, and
    not disqualified, are for it).
    """
    case = locked(decision.case)
    decision = locked(decision)
    permit = LIFE.permit("make", decision, by=by)
    require(
        "DEC-30",
        decision.proposed_by_id != by.pk,
        _("Who proposes cannot decide. Somebody else must do it."),
    )
    if decision.level == Level.BOARD:
        _board_carries(decision)
    move(permit, made_at=clock.now(), made_by_id=by.pk)
    move(CASE_LIFE.permit("decide", case, by=by), turn=Turn.NOBODY, due_on=None)
    return decision


def _board_carries(decision: Decision) -> None:
    meeting = decision.meeting
    count = count_of(decision, meeting) if meeting is not None else None
    require(
        "DEC-32",
        count is not None and count.is_quorate,
        _("Too few members of the board are present, impartial and counted."),
    )
    require(
        "DEC-33",
        count is not None and count.carries,
        _("More than half of those present must vote for it."),
    )


@transaction.atomic
def return_to_officer(decision: Decision, *, reason: str, by: Actor) -> Decision:
    """Send a proposal back to its case officer, or take one's own back. Rule: DEC-34 (why)."""
    case = locked(decision.case)
    decision = locked(decision)
    permit = LIFE.permit("return", decision, by=by)
    reason = reason.strip()
    require("DEC-34", reason, _("Write why, so that the case officer knows what to do."))
    move(permit, return_reason=reason)
    move(
        CASE_LIFE.permit("take_back", case, by=by),
        turn=Turn.OFFICE,
        due_on=promised(case),
    )
    if case.officer is not None and case.officer_id != by.pk:
        tell_person(PROPOSAL_RETURNED, case, case.officer)
    return decision


def tell_the_pair_of_it(case: Case) -> None:
    """Tell both sides that there is a decision to read, without saying which."""
    people: list[User] = list(people_of(case))
    for user in people:
        tell_person(DECISION_MADE, case, user, address_of_page="/min-side/")
