"""Papers that were promised: remembered, handed in, given another day, or done without."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from naboskap.applications.actions.attaching import FAR, State, check_room, kept
from naboskap.applications.models import Application, Attachment
from naboskap.applications.notices import PAPER_DAY, PAPER_DUE, tell_pair
from naboskap.applications.papers import AWAITED
from naboskap.applications.queries import awaited_papers
from naboskap.applications.statuses import ApplicationStatus
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor, may
from naboskap.notifications.actions import Notice
from naboskap.records.actions import Taken

REMIND_BEFORE = timedelta(days=3)
# Where an application stands while what was promised in it may still come.
SENT = (ApplicationStatus.SUBMITTED, ApplicationStatus.CONFIRMED)


@transaction.atomic
def hand_in_attachment(
    application: Application, taken: Taken, *, pk: int, file_name: str, by: Actor
) -> Attachment:
    """Let a paper come that was promised when the application was sent.

    ``assessments.hand_in`` wraps this and files it in the case. What was sent stays as it was.
    Rule APP-78: only what was promised, and only while the application stands.
    """
    application = locked(application)
    if not may(by, "applications.write_application", application):
        raise PermissionDenied
    row = Attachment.objects.filter(application=application, pk=pk).first()
    require(
        "APP-78",
        row is not None and row.state in AWAITED and application.status in SENT,
        _("Only papers that you said would come can be sent in now."),
    )
    assert row is not None
    check_room(application, taken, row)
    row.document, row.file_name = kept(row.kind, State.HERE, taken, file_name, row)
    row.state, row.due_on = State.HERE, None
    row.waived_at = row.waived_by_id = None
    row.revision += 1
    row.changed_by_id, row.changed_at = by.pk, clock.now()
    row.save()
    place = _place(row)
    record("applications.hand_in", application, by=by, row=pk, kind=row.kind, place=place)
    return row


def _place(row: Attachment) -> int:
    """Return the paper's place among those of its application: as in what was sent, from 0."""
    rows = Attachment.objects.filter(application=row.application_id)
    return list(rows.values_list("pk", flat=True)).index(row.pk)


@transaction.atomic
def postpone_attachment(
    application: Application, *, pk: int, due_on: date, is_taken_up: bool, by: Actor
) -> Attachment:
    """Give the pair another day for a paper that is awaited; they are reminded of it anew.

    ``assessments.give_leave`` wraps this, and has asked who may. Rules APP-91 (the paper is
    awaited, in a case that we have taken up), APP-92 (from today, and within a year).
    """
    row = _awaited(application, pk, is_taken_up=is_taken_up)
    today = clock.today()
    require(
        "APP-92",
        today <= due_on <= today + FAR,
        _("Choose a day from today, and within a year."),
    )
    row.due_on, row.reminded_at, row.day_told_at = due_on, None, None
    row.save(update_fields=["due_on", "reminded_at", "day_told_at"])
    record(
        "applications.postpone_attachment",
        row.application,
        by=by,
        row=pk,
        place=_place(row),
        due_on=due_on.isoformat(),
    )
    return row


@transaction.atomic
def waive_attachment(
    application: Application, *, pk: int, is_taken_up: bool, by: Actor
) -> Attachment:
    """Do without a paper that is awaited. It may come all the same.

    Called as ``postpone_attachment`` is. Rule APP-91.
    """
    row = _awaited(application, pk, is_taken_up=is_taken_up)
    row.waived_at, row.waived_by_id = clock.now(), by.pk
    row.save(update_fields=["waived_at", "waived_by_id"])
    record("applications.waive_attachment", row.application, by=by, row=pk, place=_place(row))
    return row


def put_off_awaited(application: Application, *, days: int, by: Actor) -> None:
    """Move the days of all papers that are awaited by as many ``days`` as the case was on hold.

    ``assessments.end_hold`` calls it, in its own transaction, and has asked who may. The pair is
    reminded of the new days anew.
    """
    later, today = timedelta(days=days), clock.today()
    rows = list(awaited_papers().filter(application=application))
    for row in rows:
        assert row.due_on is not None
        row.due_on += later
        if row.due_on > today:
            row.reminded_at = row.day_told_at = None
        row.save(update_fields=["due_on", "reminded_at", "day_told_at"])
    if rows:
        record("applications.put_off_papers", application, by=by, days=days, papers=len(rows))


def _awaited(application: Application, pk: int, *, is_taken_up: bool) -> Attachment:
    application = locked(application)
    row = Attachment.objects.filter(application=application, pk=pk).first()
    require(
        "APP-91",
        row is not None
        and row.state in AWAITED
        and row.waived_at is None
        and application.status in SENT
        and is_taken_up,
        _("This paper is not awaited, or nobody has begun with the case yet. Look at it again."),
    )
    assert row is not None
    row.application = application
    return row


def remind_of_papers(of: QuerySet[Application], *, at_once: int = 100) -> int:
    """Remind pairs of what they said would come: once some days before, and once on the day.

    ``of``: whose papers are still waited for, as whoever asks knows it.
    """
    today = clock.today()
    awaited = awaited_papers().filter(application__in=of)
    come = awaited.filter(day_told_at__isnull=True, due_on__lte=today)
    soon = awaited.filter(
        reminded_at__isnull=True, due_on__gt=today, due_on__lte=today + REMIND_BEFORE
    )
    told = sum(_remind(row, PAPER_DAY, "day_told_at") for row in come[:at_once])
    return told + sum(_remind(row, PAPER_DUE, "reminded_at") for row in soon[:at_once])


@transaction.atomic
def _remind(row: Attachment, notice: Notice, stamp: str) -> bool:
    row = locked(row, "application")
    is_told = getattr(row, stamp) is not None
    if row.state not in AWAITED or row.waived_at is not None or is_told:
        return False  # Another worker was first, or it has come.
    setattr(row, stamp, clock.now())
    row.save(update_fields=[stamp])
    tell_pair(notice, row.application, facts={"until": row.due_on})
    record("applications.remind_of_attachment", row.application, by=SYSTEM, row=row.pk)
    return True
