"""Who deals with a case, and what they say of their impartiality."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import Role, User
from naboskap.assessments.models import Case, Impartiality, Interest
from naboskap.assessments.notices import CASE_ASSIGNED, SECOND_READING_ASKED, tell_person
from naboskap.assessments.queries import bars_assessment, helped
from naboskap.assessments.rules import ties_of
from naboskap.assessments.statuses import OPEN
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may


@transaction.atomic
def assign(case: Case, officer: User, *, by: Actor) -> Case:
    """Give the case to a case officer, who is told.

    Rules: ASS-2 (a case officer today), ASS-3 (no known interest), ASS-4 (the case is open),
    ASS-70 (has not helped the pair, where the programme says so).
    A second reader who becomes the officer is no longer the second reader.
    """
    case = locked(case)
    if not may(by, "assessments.assign_case", case):
        raise PermissionDenied
    require("ASS-4", case.status in OPEN, _("The case has been decided or closed."))
    require("ASS-2", Role.CASE_OFFICER in officer.roles, _("Choose a case officer."))
    require(
        "ASS-3",
        not ties_of(officer.pk, case).is_disqualified,
        _("This person has an interest in the case. Choose another."),
    )
    require(
        "ASS-70",
        not bars_assessment(officer.pk, case),
        _("This person has helped the pair, and does not assess under this programme."),
    )
    case.officer = officer
    if case.second_reader_id == officer.pk:
        case.second_reader = None
    case.save(update_fields=["officer", "second_reader"])
    record("assessments.assign", case, by=by, officer=officer.pk)
    if officer.pk != by.pk:
        tell_person(CASE_ASSIGNED, case, officer)
    return case


@transaction.atomic
def declare_impartiality(
    case: Case,
    *,
    is_impartial: bool,
    reason: str = "",
    sides: Iterable[str] = (),
    by: User,
) -> Impartiality:
    """Say "I am impartial", or "I have an interest": only then does the text open, or stay shut.

    An interest is remembered for the organisations of the ``sides`` it is in: the next case of
    the same organisation begins as disqualified until somebody else ends the interest. A case
    officer with an interest lays the case down.
    Rules: ASS-5 (an interest has its reason), ASS-6 (a remembered interest stands until it is
    ended by another), ASS-7 (an interest said in this case is not taken back).
    """
    case = locked(case)
    if not may(by, "assessments.declare_impartiality", case):
        raise PermissionDenied
    ties = ties_of(by.pk, case)
    reason = reason.strip()
    if is_impartial:
        require(
            "ASS-6",
            not ties.has_interest,
            _("You have an interest that we remember. Ask the head to end it first."),
        )
        require(
            "ASS-7",
            ties.said_impartial is not False,
            _("You have said that you have an interest in this case. That stands."),
        )
    else:
        require("ASS-5", reason, _("Write in a few words what the interest is."))
    now = clock.now()
    said, _created = Impartiality.objects.update_or_create(
        case=case,
        user=by,
        defaults={"is_impartial": is_impartial, "reason": reason[:200], "declared_at": now},
    )
    record("assessments.declare_impartiality", case, by=by, is_impartial=is_impartial)
    if not is_impartial:
        _remember(case, sides, reason=reason[:200], user=by)
        _lay_down(case, user=by)
    return said


def _remember(case: Case, sides: Iterable[str], *, reason: str, user: User) -> None:
    seats = case.application.seats.filter(side__in=list(sides), organisation__isnull=False)
    for seat in seats.order_by("side"):
        assert seat.organisation_id is not None
        interest, is_new = Interest.objects.get_or_create(
            user=user,
            organisation_id=seat.organisation_id,
            ended_at__isnull=True,
            defaults={"reason": reason, "declared_at": clock.now()},
        )
        if is_new:
            record("assessments.remember_interest", interest, by=user)


def _lay_down(case: Case, *, user: User) -> None:
    if case.status not in OPEN:
        return
    if case.officer_id == user.pk:
        case.officer = None
    if case.second_reader_id == user.pk:
        case.second_reader = None
    case.save(update_fields=["officer", "second_reader"])


@transaction.atomic
def end_interest(interest: Interest, *, by: Actor) -> Interest:
    """End a remembered interest: later cases of the organisation begin without it.

    Only a leader other than the person ends it. What was said in a case stands in that case.
    """
    interest = locked(interest)
    if not may(by, "assessments.end_interest", interest):
        raise PermissionDenied
    if interest.ended_at is None:
        interest.ended_at, interest.ended_by_id = clock.now(), by.pk
        interest.save(update_fields=["ended_at", "ended_by_id"])
        record("assessments.end_interest", interest, by=by)
    return interest


@transaction.atomic
def name_second_reader(case: Case, reader: User, *, by: Actor) -> Case:
    """Ask another case officer to read the case too, where its officer helped the pair.

    Rules: ASS-2, ASS-3 as for the officer, ASS-8 (another than the officer, who has not
    helped).
    """
    case = locked(case)
    if not may(by, "assessments.assign_case", case):
        raise PermissionDenied
    require("ASS-4", case.status in OPEN, _("The case has been decided or closed."))
    require("ASS-2", Role.CASE_OFFICER in reader.roles, _("Choose a case officer."))
    require(
        "ASS-3",
        not ties_of(reader.pk, case).is_disqualified,
        _("This person has an interest in the case. Choose another."),
    )
    require(
        "ASS-8",
        reader.pk != case.officer_id and not helped(reader.pk, case),
        _("The second reader is somebody who has not helped the pair."),
    )
    case.second_reader = reader
    case.save(update_fields=["second_reader"])
    record("assessments.name_second_reader", case, by=by, reader=reader.pk)
    tell_person(SECOND_READING_ASKED, case, reader)
    return case
