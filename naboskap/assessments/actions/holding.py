"""A case put on hold, and let go on. ``reports`` does both, with its letters: its acts call these.

While a case is on hold it is not assessed, proposed or decided, and no deadline of it passes.
When it goes on, every deadline has moved by as many days as the hold touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.applications.actions import let_run, let_wait, put_off_awaited
from naboskap.assessments.actions.taking import taken
from naboskap.assessments.models import Case, Hold, HoldBatch, HoldWish
from naboskap.assessments.queries import open_hold, open_question
from naboskap.assessments.statuses import CaseStatus
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.permissions import Actor, may
from naboskap.guidelines.models import Version


@dataclass(frozen=True, slots=True)
class Ground:
    """The paragraph that stops a case now, and what it found of it, as plain data."""

    version: Version
    clause: str
    finding: Mapping[str, Any]


def days_of(begun_at: datetime, ended_at: datetime) -> int:
    """Return how many days in Oslo a hold touched, its first and its last counted.

    So nobody has less time left than they had when it began.
    """
    first, last = (at.astimezone(clock.OSLO).date() for at in (begun_at, ended_at))
    return (last - first).days + 1


@transaction.atomic
def begin_hold(
    case: Case,
    *,
    reason: str,
    reason_across: str = "",
    ground: Ground | None = None,
    batch: HoldBatch | None = None,
    by: Actor,
) -> Hold:
    """Let a case stand still from now on. Nobody is told here.

    Rules: ASS-60 (it is not closed), ASS-61 (why, in words), ASS-63 (it is not on hold).
    """
    case = taken(case)
    if not may(by, "assessments.hold_case", case):
        raise PermissionDenied
    reason = reason.strip()
    require("ASS-60", case.status != CaseStatus.CLOSED, _("The case is closed."))
    require("ASS-61", reason, _("Write why. The pair reads it."))
    require("ASS-63", case.held_at is None, _("The case is on hold already."))
    case.held_at = clock.now()
    case.save(update_fields=["held_at"])
    wishes = HoldWish.objects.filter(case=case, answered_at__isnull=True)
    wishes.update(answered_at=case.held_at, answered_by_id=by.pk)
    hold = Hold.objects.create(
        case=case,
        reason=reason,
        reason_across=reason_across.strip(),
        version=ground.version if ground else None,
        clause=ground.clause if ground else "",
        finding=dict(ground.finding) if ground else None,
        batch=batch,
        begun_at=case.held_at,
        begun_by_id=by.pk,
        confirm_by=let_wait(case.application, by=by),
    )
    record(
        "assessments.hold",
        case,
        by=by,
        version=ground.version.slug if ground else "",
        clause=ground.clause if ground else "",
    )
    return hold


@transaction.atomic
def end_hold(case: Case, *, because: str = "", because_across: str = "", by: Actor) -> Hold:
    """Let a case go on: its promise, its question and its time to confirm have moved.

    Nobody is told here. Rule: ASS-64 (it is on hold).
    """
    case = taken(case)
    if not may(by, "assessments.resume_case", case):
        raise PermissionDenied
    hold = open_hold(case)
    require("ASS-64", hold is not None, _("The case is not on hold."))
    assert hold is not None
    days = days_of(hold.begun_at, clock.now())
    later = timedelta(days=days)
    case.held_at = None
    case.promised_by = case.promised_by and case.promised_by + later
    case.due_on = case.due_on and case.due_on + later
    case.save(update_fields=["held_at", "promised_by", "due_on"])
    question = open_question(case)
    if question is not None:
        question.answer_by = clock.days_later(question.answer_by, days)
        question.save(update_fields=["answer_by"])
    if hold.confirm_by is not None:
        until = clock.days_later(hold.confirm_by, days)
        let_run(case.application, until=until, by=by)
    put_off_awaited(case.application, days=days, by=by)
    hold.ended_because, hold.ended_because_across = because.strip(), because_across.strip()
    _end(hold, days=days, by=by)
    record("assessments.go_on", case, by=by, days=days)
    return hold


def end_with_the_case(case: Case, *, by: Actor) -> None:
    """End the hold of a case that is laid aside for good: it holds nothing any more."""
    hold = open_hold(case)
    if hold is not None:
        case.held_at = None
        case.save(update_fields=["held_at"])
        _end(hold, days=0, by=by)


def _end(hold: Hold, *, days: int, by: Actor) -> None:
    hold.ended_at, hold.ended_by_id, hold.days = clock.now(), by.pk, days
    hold.save()
