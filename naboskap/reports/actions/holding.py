"""Cases put on hold and let go on: one by hand, or all that a paragraph of the guidelines stops.

Both acts live here, on the highest floor that they touch: a report's day, and what the applicant
owes. Many at once is a row with its items; the worker does one item in each transaction.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.applications.models import Application, Seat
from naboskap.applications.queries import awaited_papers
from naboskap.applications.statuses import ApplicationStatus
from naboskap.assessments.actions import Ground, begin_hold, end_hold
from naboskap.assessments.models import Case, Hold, HoldBatch, HoldItem, HoldWish
from naboskap.assessments.notices import GOES_ON, ON_HOLD, tell_person, tell_the_pair
from naboskap.assessments.queries import (
    adviser_of,
    disqualified_in,
    ground_of,
    open_question,
)
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import Refusal, RuleNotMet, require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.decisions.queries import complains_until
from naboskap.grants.actions import case_facts, is_somebody, move_deadlines
from naboskap.grants.models import Grant
from naboskap.grants.queries import forbidden_by, running_grant
from naboskap.grants.statuses import GrantStatus
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import rules_of, version_in_force
from naboskap.guidelines.running import forbidding_clauses
from naboskap.letters import kinds
from naboskap.letters.actions import write
from naboskap.notifications.actions import Notice
from naboskap.organisations.actions import open_obligation
from naboskap.reports.actions.reporting import EARLY
from naboskap.reports.models import Report
from naboskap.reports.queries import report_of
from naboskap.reports.statuses import ReportStatus

# Refusals that say that somebody else was first, or that the case ended meanwhile.
NOTHING_TO_DO = frozenset({"ASS-60", "ASS-63", "ASS-64", "GRA-42"})
Item = HoldItem.Outcome


@transaction.atomic
def hold_case(
    case: Case,
    *,
    reason: str,
    reason_across: str = "",
    ground: Ground | None = None,
    batch: HoldBatch | None = None,
    by: Actor,
) -> Hold:
    """Put a case on hold: nothing moves on, no deadline passes, and both sides get a letter.

    Payments need not be told: they ask. Rules: ASS-60 (it is not closed), ASS-61 (why), ASS-63
    (not on hold already), GRA-42 (it waits for its decision, or its grant runs).
    """
    grant = _running(case)
    hold = begin_hold(
        case, reason=reason, reason_across=reason_across, ground=ground, batch=batch, by=by
    )
    case = hold.case
    require(
        "GRA-42",
        case.is_open or grant is not None,
        _("The case is decided, and no grant runs. There is nothing to put on hold."),
    )
    report = _open_report(grant)
    if report is not None:
        _owed(report, None, by=by)
    for seat in _seats(case):
        write(
            kinds.HOLD,
            language=seat.language,
            facts=letter_of_hold(hold, seat, is_grant=grant is not None),
            about=case,
            reader=seat.side,
            case_file=case.case_file,
            by=by,
        )
    _tell(ON_HOLD, case, by=by)
    return hold


@transaction.atomic
def resume_case(case: Case, *, because: str = "", because_across: str = "", by: Actor) -> Hold:
    """Let a case go on: every deadline has moved by the held days, and both sides get a letter.

    Rule: ASS-64 (it is on hold).
    """
    grant = _running(case)
    hold = end_hold(case, because=because, because_across=because_across, by=by)
    case, days = hold.case, hold.days
    case.refresh_from_db()
    assert days is not None
    if grant is not None:
        grant = move_deadlines(grant, days, by=by)
    report = _open_report(grant)
    if report is not None:
        report = locked(report)
        report.due_on += timedelta(days=days)
        if report.due_on > clock.today() + EARLY:
            report.reminders = 0  # What was said of another day is said of this one again.
        report.save(update_fields=["due_on", "reminders"])
        _owed(report, report.due_on, by=by)
    for seat in _seats(case):
        write(
            kinds.RESUME,
            language=seat.language,
            facts={
                **case_facts(case, seat.language, seat.side),
                "is_grant": grant is not None,
                "held_from": _day(hold.begun_at),
                "days": days,
                "because": hold.ending_for(seat.side),
                "deadlines": _deadlines(case, grant, report, seat.side),
                "adviser": _adviser(case),
            },
            about=case,
            reader=seat.side,
            case_file=case.case_file,
            by=by,
        )
    _tell(GOES_ON, case, by=by)
    return hold


def letter_of_hold(hold: Hold, seat: Seat, *, is_grant: bool) -> dict[str, Any]:
    """Return the facts of the letter to one side; ``hold`` may be one that is not saved yet."""
    case = hold.case
    with translation.override(seat.language):
        ground = (
            ground_of(hold.version, hold.clause, hold.finding, case.application)
            if hold.version
            else None
        )
    return {
        **case_facts(case, seat.language, seat.side),
        "is_grant": is_grant,
        "reason": hold.reason_for(seat.side),
        "paragraph": ground,
        "adviser": _adviser(case),
        "complain_by": complains_until(case, seat.side),
    }


def _running(case: Case) -> Grant | None:
    """Return the case's running grant, held: a payment of it is either before this or after."""
    grant = running_grant(case)
    return locked(grant) if grant is not None else None


def _open_report(grant: Grant | None) -> Report | None:
    report = report_of(grant) if grant is not None else None
    return report if report is not None and report.status != ReportStatus.APPROVED else None


def _owed(report: Report, due_on: date | None, *, by: Actor) -> None:
    """Tell ``organisations`` from when the report bars a new application: never, while held."""
    open_obligation(
        report.grant.recipient,
        kind="final_report",
        key=f"reports/{report.pk}",
        since=clock.today(),
        due_on=due_on,
        by=by,
    )


def _seats(case: Case) -> list[Seat]:
    seats = Seat.objects.filter(application=case.application_id).order_by("side")
    return [seat for seat in seats.select_related("organisation") if is_somebody(seat)]


def _adviser(case: Case) -> str:
    adviser = adviser_of(case)
    return f"{case.officer}, {adviser.phone}" if adviser and adviser.phone else ""


def _day(instant: Any) -> date:
    """Return the day in Oslo that an instant belongs to; midnight is the end of the day before."""
    day: date = (instant - timedelta(seconds=1)).astimezone(clock.OSLO).date()
    return day


def _deadlines(
    case: Case, grant: Grant | None, report: Report | None, side: str
) -> list[dict[str, Any]]:
    application = Application.objects.get(pk=case.application_id)
    question = open_question(case)
    asked = question is not None and (question.seat is None or question.seat.side == side)
    waits = application.status == ApplicationStatus.SUBMITTED and application.confirm_by
    told = {
        "answer": case.promised_by if case.is_open else None,
        "question": _day(question.answer_by) if question is not None and asked else None,
        "confirm": _day(application.confirm_by) if waits else None,
        "accept": grant.accept_by if grant and grant.status == GrantStatus.OFFERED else None,
        "report": report.due_on if report is not None else None,
    }
    papers = awaited_papers().filter(application=application).values_list("due_on", flat=True)
    return [{"what": what, "day": day} for what, day in told.items() if day is not None] + [
        {"what": "paper", "day": day} for day in sorted({day for day in papers if day is not None})
    ]


def _tell(notice: Notice, case: Case, *, by: Actor) -> None:
    tell_the_pair(notice, case)
    told = {case.officer} if case.officer is not None else set()
    if notice is ON_HOLD:
        wishes = HoldWish.objects.filter(case=case, answered_at=case.held_at)
        told |= {wish.asked_by for wish in wishes.select_related("asked_by")}
    for user in sorted(told, key=lambda one: one.pk):
        if user.pk != by.pk:
            tell_person(notice, case, user)


@transaction.atomic
def hold_many(
    version: Version,
    clause: str,
    *,
    chosen: Collection[int],
    left_out: Mapping[int, str],
    reason: str,
    reason_across: str = "",
    key: UUID,
    by: User,
) -> HoldBatch:
    """Put on hold what a paragraph forbids now: the ``chosen`` cases, by id. The worker does it.

    ``left_out`` are the other cases that were looked through, with why. What came after the list
    was read is in neither, and is found again. ``key`` is of the list: a second click on it is the
    same batch. Rules: ASS-61 (why), ASS-65 (the version is in force, and the paragraph
    forbids what runs),
    ASS-66 (something is chosen that it stops), ASS-67 (what is left out has its reason).
    """
    if not may(by, "assessments.hold_cases"):
        raise PermissionDenied
    again = HoldBatch.objects.filter(key=key, asked_by=by).first()
    if again is not None:
        return again
    reason = reason.strip()
    require("ASS-61", reason, _("Write why. The pair reads it."))
    require(
        "ASS-65",
        version_in_force(version.rulebook) == version
        and clause in {each.number for each in forbidding_clauses(rules_of(version))},
        _("Only a paragraph that is in force, and that forbids what runs, puts it on hold."),
    )
    stopped = forbidden_by(by, version, clause)
    found = {row.case: row for row in stopped.rows}
    wanted = [case for case in found if case in set(chosen)]
    kept = {
        case: left_out[case].strip()
        for case in found
        if case in left_out and case not in set(wanted)
    }
    require("ASS-66", wanted, _("Choose at least one case."))
    require(
        "ASS-67",
        all(kept.values()),
        _("Write for each case that you leave out why it goes on."),
    )
    batch, is_new = HoldBatch.objects.get_or_create(
        key=key,
        defaults={
            "act": HoldBatch.Act.HOLD,
            "version": version,
            "clause": clause,
            "reason": reason,
            "reason_across": reason_across.strip(),
            "unseen": stopped.unseen,
            "asked_by": by,
            "asked_at": clock.now(),
        },
    )
    if not is_new:
        return batch
    HoldItem.objects.bulk_create(
        HoldItem(
            batch=batch,
            case_id=case,
            finding=found[case].finding.as_data(),
            left_out_because=kept.get(case, "")[:300],
            outcome=Item.LEFT_OUT if case in kept else Item.WAITS,
            settled_at=clock.now() if case in kept else None,
        )
        for case in (*wanted, *kept)
    )
    record(
        "assessments.hold_cases",
        batch,
        by=by,
        version=version.slug,
        clause=clause,
        chosen=len(wanted),
        left_out=len(kept),
    )
    return batch


@transaction.atomic
def resume_many(
    batch: HoldBatch, *, because: str = "", because_across: str = "", key: UUID, by: User
) -> HoldBatch:
    """Let everything go on that a batch put on hold and that still is. The worker does it.

    A second click is the same batch. Rule: ASS-68 (something of it is on hold).
    """
    batch = locked(batch)
    if not may(by, "assessments.hold_cases"):
        raise PermissionDenied
    again = HoldBatch.objects.filter(key=key, asked_by=by).first()
    if again is not None:
        return again
    held = Case.objects.filter(holds__batch=batch, holds__ended_at__isnull=True)
    mine = held.exclude(pk__in=disqualified_in(by).values("pk")).order_by("pk")
    cases = list(mine.values_list("pk", flat=True))
    require("ASS-68", cases, _("Nothing of this is on hold any more."))
    ending = HoldBatch.objects.create(
        key=key,
        act=HoldBatch.Act.RESUME,
        version_id=batch.version_id,
        clause=batch.clause,
        reason=because.strip(),
        reason_across=because_across.strip(),
        ends=batch,
        unseen=held.count() - len(cases),
        asked_by=by,
        asked_at=clock.now(),
    )
    HoldItem.objects.bulk_create(HoldItem(batch=ending, case_id=case) for case in cases)
    record("assessments.resume_cases", ending, by=by, ends=batch.pk, chosen=len(cases))
    return ending


def carry_on_holds(*, at_once: int = 50) -> int:
    """Do the items that wait, oldest first, each in its own transaction; return how many.

    An item without outcome is the work: a worker that is killed loses nothing, and two of them
    do nothing twice.
    """
    waiting = HoldItem.objects.filter(outcome=Item.WAITS).order_by("pk")
    return sum(_do(pk) for pk in list(waiting.values_list("pk", flat=True)[:at_once]))


@transaction.atomic
def _do(pk: int) -> int:
    item = locked(HoldItem(pk=pk), "batch__version", "batch__asked_by", "case")
    if item.outcome != Item.WAITS:
        return 0
    try:
        with transaction.atomic():
            _act(item)
        item.outcome = Item.DONE
    except RuleNotMet as refusal:
        item.outcome = Item.ALREADY if refusal.rule in NOTHING_TO_DO else Item.REFUSED
    except (Refusal, PermissionDenied):
        item.outcome = Item.REFUSED
    item.settled_at = clock.now()
    item.save(update_fields=["outcome", "settled_at"])
    return 1


def _act(item: HoldItem) -> None:
    batch = item.batch
    if batch.act == HoldBatch.Act.RESUME:
        resume_case(
            item.case,
            because=batch.reason,
            because_across=batch.reason_across,
            by=batch.asked_by,
        )
        return
    hold_case(
        item.case,
        reason=batch.reason,
        reason_across=batch.reason_across,
        ground=Ground(batch.version, batch.clause, item.finding or {}),
        batch=batch,
        by=batch.asked_by,
    )
