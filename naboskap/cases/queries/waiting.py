"""What waits for one person of a pair, over all their applications: five statements, however many.

The same answer as ``standing`` gives of one application, where it is the reader's turn.
"""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.applications.models import Application, Confirmation, Seat, SeatPerson, Snapshot
from naboskap.applications.queries import is_taken
from naboskap.applications.statuses import ApplicationStatus
from naboskap.assessments.models import Case
from naboskap.assessments.queries import answering
from naboskap.cases.queries.standing import Words
from naboskap.core import clock
from naboskap.grants.models import Grant
from naboskap.grants.statuses import GrantStatus
from naboskap.reports.models import Report
from naboskap.reports.statuses import ReportStatus


def waiting_for(user: User, applications: Iterable[Application]) -> dict[int, Words]:
    """Return what ``user`` is to do now, by application; one that does not wait is not there."""
    status = {one.pk: one.status for one in applications}
    people = SeatPerson.objects.filter(
        user_id=user.pk, left_at__isnull=True, seat__application__in=list(status)
    )
    side = dict(people.values_list("seat__application_id", "seat__side"))
    found: dict[int, Words] = {}
    for report in Report.objects.filter(
        grant__decision__case__application__in=list(side),
        grant__decision__case__held_at__isnull=True,
    ).select_related("grant__decision__case"):
        if report.status == ReportStatus.RETURNED:
            found[_of(report.grant)] = _("complete the report: something is missing.")
        elif report.status == ReportStatus.DUE and report.due_on <= clock.today():
            found[_of(report.grant)] = _("carry out the project, and report.")
    for grant in Grant.objects.filter(
        decision__case__application__in=[pk for pk, where in side.items() if where == "a"],
        status=GrantStatus.OFFERED,
        decision__case__held_at__isnull=True,
    ).select_related("decision__case"):
        found[_of(grant)] = _("read the letter, and say yes or no to the grant.")
    asked = answering(user).filter(
        answered_at__isnull=True, ended_at__isnull=True, case__held_at__isnull=True
    )
    for pk in asked.values_list("case__application_id", flat=True):
        found[pk] = _("answer a question from us.")
    sent = [pk for pk in side if status[pk] == ApplicationStatus.SUBMITTED]
    for pk in _to_confirm(sent, side):
        found[pk] = _("confirm what was sent.")
    return {pk: what for pk, what in found.items() if pk in status}


def _of(grant: Grant) -> int:
    return int(grant.decision.case.application_id)


def _to_confirm(sent: list[int], side: dict[int, str]) -> list[int]:
    """Return the applications whose newest text the person's own side has not confirmed."""
    newest = Snapshot.objects.counting().filter(application=OuterRef("snapshot__application"))
    said = Confirmation.objects.annotate(newest=Subquery(newest.values("pk")[:1])).filter(
        snapshot__application__in=sent
    )
    stands = {
        (one.seat.application_id, one.seat.side)
        for one in said.select_related("seat")
        if one.snapshot_id == one.newest
    }
    held = Case.objects.filter(held_at__isnull=False).values("application")
    seats = Seat.objects.filter(application__in=sent).exclude(application__in=held)
    return [
        seat.application_id
        for seat in seats
        if seat.side == side[seat.application_id]
        and is_taken(seat)
        and (seat.application_id, seat.side) not in stands
    ]
