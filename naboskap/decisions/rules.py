"""Who may do what with a proposal and the decision it becomes. When is in statuses.py."""

from typing import Any

from naboskap.accounts.rules import (
    is_auditor,
    is_board_member,
    is_case_officer,
    is_deputy,
    is_head,
    is_office,
)
from naboskap.assessments.models import Case
from naboskap.assessments.rules import (
    heads_are_disqualified,
    side_of,
    side_written_for,
    ties_of,
)
from naboskap.core.errors import applies
from naboskap.core.permissions import allow, may, once, predicate
from naboskap.decisions.models import Complaint, Decision
from naboskap.decisions.route import Level
from naboskap.decisions.statuses import TOLD, DecisionStatus


@predicate
def is_impartial(user: Any, decision: Decision) -> bool:
    """Hold for whoever has said so in the decision's case, with no interest remembered."""
    return bool(user.pk) and ties_of(user.pk, decision.case).is_impartial


@predicate
def is_the_heads(_user: Any, decision: Decision) -> bool:
    return decision.level == Level.HEAD


@predicate
def is_the_boards(_user: Any, decision: Decision) -> bool:
    return decision.level == Level.BOARD


@predicate
def heads_stand_aside(_user: Any, decision: Decision) -> bool:
    """Hold where every head is disqualified in the case: then the deputy decides (DEC-31)."""
    return applies("DEC-31", heads_are_disqualified(decision.case))


@predicate
def is_proposer(user: Any, decision: Decision) -> bool:
    return bool(user.pk) and decision.proposed_by_id == user.pk


@predicate
def is_made(_user: Any, decision: Decision) -> bool:
    return decision.status == DecisionStatus.MADE


@predicate
def is_told(_user: Any, decision: Decision) -> bool:
    """Hold for what the pair has been told, whatever came of it later."""
    return decision.status in TOLD


@predicate
def is_in_the_pair(user: Any, decision: Decision) -> bool:
    return bool(user.pk) and side_of(user.pk, decision.case) != ""


@predicate
def writes_for_the_pair(user: Any, decision: Decision) -> bool:
    return bool(user.pk) and side_written_for(user.pk, decision.case) != ""


@predicate
def is_officer_of_the_case(user: Any, decision: Decision) -> bool:
    return bool(user.pk) and decision.case.officer_id == user.pk


@predicate
def stood_outside(user: Any, decision: Decision) -> bool:
    """Hold for whoever neither proposed, made nor voted over a decision."""
    if not user.pk or user.pk in {decision.proposed_by_id, decision.made_by_id}:
        return False
    return not once(
        ("voted", user.pk, decision.pk), lambda: decision.votes.filter(user=user.pk).exists()
    )


@predicate
def may_lift(user: Any, complaint: Complaint) -> bool:
    """Hold for whoever may lift what is complained of: they settle the complaint."""
    return may(user, "decisions.lift_decision", complaint.decision)


@predicate
def proposes_the_case(user: Any, case: Case) -> bool:
    return bool(user.pk) and case.officer_id == user.pk and ties_of(user.pk, case).is_impartial


decides_alone = is_the_heads & (is_head | (is_deputy & heads_stand_aside))
decides_together = is_the_boards & is_board_member
lifts = (is_board_member | is_head | is_deputy) & stood_outside & is_impartial

allow("decisions.propose_decision", is_case_officer & proposes_the_case)
allow(
    "decisions.view_decision",
    is_office | is_auditor | (is_board_member & is_the_boards) | (is_in_the_pair & is_told),
)
# That who proposes does not decide is rule DEC-30: it is told in a sentence.
allow("decisions.make_decision", (decides_alone | decides_together) & is_impartial)
allow(
    "decisions.return_decision",
    ((decides_alone | decides_together) & is_impartial) | (is_case_officer & is_proposer),
)
allow("decisions.vote_on_decision", decides_together & is_impartial & ~is_proposer)
allow("decisions.hold_meeting", is_board_member | is_head | is_deputy)
allow("decisions.enter_complaint", is_made & (writes_for_the_pair | is_officer_of_the_case))
allow("decisions.lift_decision", lifts)
allow("decisions.settle_complaint", may_lift)
