"""A complaint over a decision, by either side, its answer, and where nobody complains."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.assessments.actions import close_case, reopen_case
from naboskap.assessments.models import Case
from naboskap.assessments.notices import people_of, tell_person
from naboskap.assessments.rules import side_of
from naboskap.assessments.statuses import goes_on
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import Refusal, require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor, may
from naboskap.decisions.models import Complaint, Decision
from naboskap.decisions.notices import COMPLAINT_ENTERED, COMPLAINT_SETTLED, COMPLAINT_UPHELD
from naboskap.decisions.queries import complaint_due_on, unchallenged
from naboskap.decisions.statuses import COMPLAINT_LIFE, LIFE, ComplaintStatus, DecisionStatus


@transaction.atomic
def enter_complaint(decision: Decision, *, side: str, text: str, by: User) -> Complaint:
    """Enter a side's complaint. Late is allowed, and marked so.

    A case officer may write down what a side says or sends. Rules: DEC-40 (one complains for
    one's own side), DEC-41 (in words), DEC-42 (one at a time from a side).
    """
    decision = locked(decision)
    if not may(by, "decisions.enter_complaint", decision):
        raise PermissionDenied
    own = side_of(by.pk, decision.case)
    text = text.strip()
    require("DEC-40", own in {"", side}, _("You can complain for your own side."))
    require("DEC-41", text, _("Write what you think is wrong."))
    waiting = Complaint.objects.filter(
        decision=decision, side=side, status=ComplaintStatus.ENTERED
    )
    require("DEC-42", not waiting.exists(), _("We have your complaint, and will answer it."))
    due_on = complaint_due_on(decision, side)
    complaint = Complaint.objects.create(
        decision=decision,
        side=side,
        text=text,
        language=by.language,
        entered_by_id=by.pk,
        entered_at=clock.now(),
        due_on=due_on,
        is_late=clock.today() > due_on,
    )
    record("decisions.enter_complaint", complaint, by=by, is_late=complaint.is_late)
    officer = decision.case.officer
    if officer is not None and officer.pk != by.pk:
        tell_person(COMPLAINT_ENTERED, decision.case, officer)
    return complaint


@transaction.atomic
def settle_complaint(
    complaint: Complaint, *, answer: str, is_upheld: bool, by: Actor
) -> Complaint:
    """Answer a complaint. Only somebody who took no part in the decision does.

    Where it is upheld, the decision is lifted and the case goes back to its officer with a new
    promise: it is assessed, proposed and decided anew. No grant is touched: where there is one,
    ``grants.settle_complaint`` is the act, and calls this. Rules: ASS-62 (the case is not on hold:
    the answer waits as everything else does, and the complaint is in time all the same), DEC-43
    (in words). The side that complained is told, and the officer where there is something to do.
    """
    case = locked(complaint.decision.case)
    decision = locked(complaint.decision)
    complaint = locked(complaint)
    permit = COMPLAINT_LIFE.permit("settle", complaint, by=by)
    goes_on(case)
    answer = answer.strip()
    require("DEC-43", answer, _("Write the answer, with its reason."))
    if is_upheld and decision.status == DecisionStatus.MADE:
        move(LIFE.permit("lift", decision, by=by))
        reopen_case(case, by=by)
        if case.officer is not None:
            tell_person(COMPLAINT_UPHELD, case, case.officer)
    move(
        permit,
        answer=answer,
        is_upheld=is_upheld,
        settled_at=clock.now(),
        settled_by_id=by.pk,
    )
    for user in people_of(case, side=complaint.side):
        tell_person(COMPLAINT_SETTLED, case, user, address_of_page="/min-side/")
    return complaint


@transaction.atomic
def close_refused_case(decision: Decision, *, by: Actor = SYSTEM) -> Case:
    """Close a refused case that nobody complains of, when the last day for both sides is over.

    Rule: DEC-44. A complaint that comes later is taken all the same, and can open it again.
    """
    case = locked(decision.case)
    decision = locked(decision)
    require(
        "DEC-44",
        decision.status == DecisionStatus.MADE
        and decision.outcome == Decision.Outcome.REFUSAL
        and not decision.complaints.filter(status=ComplaintStatus.ENTERED).exists()
        and all(clock.today() > complaint_due_on(decision, side) for side in ("a", "b")),
        _("There is still time to complain, or a complaint to answer."),
    )
    return close_case(case, reason="refused", by=by)


def close_refused(*, at_once: int = 100) -> int:
    """Close every refused case whose time to complain is over; return how many."""
    closed = 0
    for decision in unchallenged()[:at_once]:
        try:
            close_refused_case(decision)
        except Refusal:  # A last day that moved past a weekend, or another worker was first.
            continue
        closed += 1
    return closed
