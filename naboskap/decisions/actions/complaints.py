"""A complaint over a decision, by either side, and its answer."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.assessments.notices import people_of, tell_person
from naboskap.assessments.rules import side_of
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.decisions.models import Complaint, Decision
from naboskap.decisions.notices import COMPLAINT_ENTERED, COMPLAINT_SETTLED
from naboskap.decisions.queries import complaint_due_on
from naboskap.decisions.statuses import COMPLAINT_LIFE, ComplaintStatus


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
def settle_complaint(complaint: Complaint, *, answer: str, by: Actor) -> Complaint:
    """Answer a complaint. Only somebody who took no part in the decision does.

    Rule: DEC-43 (in words). The side that complained is told.
    """
    complaint = locked(complaint)
    permit = COMPLAINT_LIFE.permit("settle", complaint, by=by)
    answer = answer.strip()
    require("DEC-43", answer, _("Write the answer, with its reason."))
    move(permit, answer=answer, settled_at=clock.now(), settled_by_id=by.pk)
    case = complaint.decision.case
    for user in people_of(case, side=complaint.side):
        tell_person(COMPLAINT_SETTLED, case, user, address_of_page="/min-side/")
    return complaint
