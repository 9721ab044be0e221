"""Who works with a case and does not put it on hold asks the head to, and gets an answer."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import Role, User
from naboskap.accounts.queries import people_with
from naboskap.assessments.models import Case, HoldWish
from naboskap.assessments.notices import HOLD_ASKED, HOLD_REFUSED, tell_person
from naboskap.assessments.queries import open_wish
from naboskap.assessments.statuses import CaseStatus
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.notifications.actions import Notice


@transaction.atomic
def ask_for_hold(case: Case, *, reason: str, by: User) -> HoldWish:
    """Ask those who may put the case on hold to do so; they get a message.

    Rules: ASS-72 (why, in words), ASS-73 (it is neither closed nor on hold, and nobody has asked
    already).
    """
    case = locked(case, "case_file")
    if not may(by, "assessments.ask_for_hold", case):
        raise PermissionDenied
    require("ASS-72", reason.strip(), _("Write why. The head reads it."))
    require(
        "ASS-73",
        case.status != CaseStatus.CLOSED and case.held_at is None,
        _("The case is closed or on hold already."),
    )
    require("ASS-73", open_wish(case) is None, _("Somebody has asked for this already."))
    wish = HoldWish.objects.create(
        case=case, reason=reason.strip(), asked_by=by, asked_at=clock.now()
    )
    record("assessments.ask_for_hold", case, by=by)
    for leader in people_with(Role.HEAD, Role.DEPUTY):
        if may(leader, "assessments.hold_case", case):
            _tell(HOLD_ASKED, case, leader)
    return wish


@transaction.atomic
def refuse_hold(case: Case, *, because: str, by: User) -> HoldWish:
    """Let the case run all the same, and tell whoever asked why.

    Rules: ASS-73 (somebody has asked), ASS-74 (why not, in words).
    """
    case = locked(case, "case_file")
    if not may(by, "assessments.hold_case", case):
        raise PermissionDenied
    wish = open_wish(case)
    require("ASS-73", wish, _("Nobody asks for this any more."))
    require("ASS-74", because.strip(), _("Write why not. Whoever asked reads it."))
    assert wish is not None
    wish.answer = because.strip()
    wish.answered_at, wish.answered_by_id = clock.now(), by.pk
    wish.save()
    record("assessments.refuse_hold", case, by=by)
    _tell(HOLD_REFUSED, case, wish.asked_by)
    return wish


def _tell(notice: Notice, case: Case, user: User) -> None:
    number = case.case_file.number.replace("/", "-")
    tell_person(notice, case, user, address_of_page=f"/saksbehandling/pa-vent/sak/{number}/")
