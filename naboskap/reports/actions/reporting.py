"""Accept a grant, write its report, send it, return it, approve it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.applications.models import Seat
from naboskap.assessments.notices import tell_person, tell_the_pair
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import Refusal, require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.core.secretariat import secretariat
from naboskap.grants.actions import is_somebody, pair_facts
from naboskap.grants.models import Grant
from naboskap.grants.notices import ACCEPTED
from naboskap.grants.statuses import LIFE as GRANT_LIFE
from naboskap.grants.statuses import GrantStatus
from naboskap.ledger import actions as ledger
from naboskap.ledger.queries import paid_to
from naboskap.letters import kinds
from naboskap.letters.actions import write
from naboskap.organisations.actions import open_obligation, settle_obligation
from naboskap.questionnaires import actions as questionnaires
from naboskap.questionnaires.actions import new_sheet
from naboskap.questionnaires.changes import told
from naboskap.questionnaires.models import Answer, Form, FormVersion
from naboskap.questionnaires.queries import changes_between, newest_versions, versions_behind
from naboskap.records.actions import Taken, journal, keep_file, take_in
from naboskap.records.models import JournalEntry
from naboskap.records.uploads import ENDINGS
from naboskap.reports.models import Report, ReportActivity, ReportLine, ReportParticipants
from naboskap.reports.notices import (
    APPROVED,
    DUE_SOON,
    FORM_CHANGED,
    OVERDUE,
    RETURNED,
    SUBMITTED,
)
from naboskap.reports.queries import (
    OPEN,
    REPORT_FORMS,
    content_of,
    gaps,
    reckoning,
    report_of,
    reports_on,
    to_remind,
)
from naboskap.reports.statuses import LIFE

EARLY = timedelta(days=21)
A_ROUND = 100  # Reports that go on in another version of their form at a time.


@transaction.atomic
def accept_grant(grant: Grant, *, by: Actor) -> Report:
    """Say yes to a grant: the reservation becomes a commitment, and the report is begun.

    It lives here, since the report begins from what was promised, and ``organisations`` is told
    what the applicant now owes. A second click is the same report. Rule REP-1: in time.
    """
    grant = locked(grant)
    begun = report_of(grant)
    if begun is not None and grant.status == GrantStatus.ACCEPTED:
        if not may(by, "grants.answer_grant", grant):
            raise PermissionDenied
        return begun
    permit = GRANT_LIFE.permit("accept", grant, by=by)
    require(
        "REP-1",
        clock.today() <= grant.accept_by,
        _("The last day for an answer is over. Call us, and we find a way together."),
    )
    move(permit, answered_at=clock.now(), answered_by_id=by.pk)
    ledger.commit(grant.key, reference=f"{grant.key}/accepted")
    report = _begin(grant, by=by)
    open_obligation(
        grant.recipient,
        kind="final_report",
        key=f"reports/{report.pk}",
        since=clock.today(),
        due_on=report.due_on,
        by=by,
    )
    case = grant.decision.case
    if case.officer is not None:
        tell_person(ACCEPTED, case, case.officer)
    return report


def _begin(grant: Grant, *, by: Actor) -> Report:
    """Begin a report from what was promised: budget lines, activities, participants."""
    application = grant.decision.case.application
    report = Report.objects.create(
        grant=grant,
        sheet=new_sheet(Form.objects.get(slug=REPORT_FORMS[application.size])),
        due_on=grant.report_by,
    )
    ReportLine.objects.bulk_create(
        ReportLine(
            report=report,
            position=place,
            side=line.side,
            category=line.category,
            text=line.text,
            amount_planned=line.amount,
        )
        for place, line in enumerate(application.budget_lines.all())
    )
    ReportActivity.objects.bulk_create(
        ReportActivity(report=report, position=place, promised=activity.what)
        for place, activity in enumerate(application.activities.all())
    )
    ReportParticipants.objects.bulk_create(
        ReportParticipants(report=report, side=group.side, age=group.age, planned=group.number)
        for group in application.participants.order_by("side", "age")
    )
    record("reports.begin_report", report, by=by)
    return report


class ReportChangedError(Refusal):
    """Somebody else saved figures since this page was read. What was typed is not lost."""


def _writing(report: Report, *, by: Actor, read_revision: int | None = None) -> Report:
    """Take a report to write in it: it must be open, and as the writer read it."""
    report = locked(report)
    if not may(by, "reports.write_report", report):
        raise PermissionDenied
    require(
        "REP-2",
        report.status in OPEN,
        _("The report is sent, and cannot be changed. Ask us if something is wrong."),
    )
    if read_revision is not None and report.revision != read_revision:
        raise ReportChangedError(
            _("Somebody else changed this while you were writing. Look through it and save again.")
        )
    return report


def _written(report: Report, part: str, *, by: Actor) -> Report:
    report.revision += 1
    report.save(update_fields=["revision", "amount_own", "auditor_document"])
    record("reports.save_report", report, by=by, part=part)
    return report


@transaction.atomic
def save_accounts(
    report: Report,
    *,
    spent: Mapping[int, tuple[int | None, str]],
    amount_own: int | None,
    read_revision: int,
    by: Actor,
) -> Report:
    """Save what lines came to (øre or None, and a note, by the line's id) and the own share."""
    report = _writing(report, by=by, read_revision=read_revision)
    for line in report.lines.filter(pk__in=spent):
        line.amount_spent, line.note = spent[line.pk]
        line.save(update_fields=["amount_spent", "note"])
    report.amount_own = amount_own
    return _written(report, "accounts", by=by)


@transaction.atomic
def save_activities(
    report: Report, *, told: Mapping[int, tuple[str, str]], read_revision: int, by: Actor
) -> Report:
    """Save what became of activities (whether done, and words, by the activity's id)."""
    report = _writing(report, by=by, read_revision=read_revision)
    for activity in report.activities.filter(pk__in=told):
        activity.happened, activity.told = told[activity.pk]
        activity.save(update_fields=["happened", "told"])
    return _written(report, "activities", by=by)


@transaction.atomic
def save_participants(
    report: Report, *, numbers: Mapping[int, int | None], read_revision: int, by: Actor
) -> Report:
    """Save how many took part, by the group's id."""
    report = _writing(report, by=by, read_revision=read_revision)
    for group in report.participants.filter(pk__in=numbers):
        group.number = numbers[group.pk]
        group.save(update_fields=["number"])
    return _written(report, "participants", by=by)


@transaction.atomic
def save_answer(
    report: Report, key: str, text: str, *, language: str, read_number: int, by: Actor
) -> Answer:
    """Save a free text; ``AnswerChanged`` holds both texts when somebody else saved since."""
    report = _writing(report, by=by)
    return questionnaires.save_answer(
        report.sheet, key, text, language=language, read_number=read_number, by=by
    )


def attach_auditor(report: Report, *, name: str, content: bytes, by: Actor) -> Report:
    """Keep the auditor's confirmation: rules of ``take_in``. A new one takes its place."""
    return _attach_auditor(report, take_in(name, content), by=by)


@transaction.atomic
def _attach_auditor(report: Report, taken: Taken, *, by: Actor) -> Report:
    report = _writing(report, by=by)
    number = report.grant.decision.case.case_file.number.replace("/", "-")
    report.auditor_document = keep_file(
        taken.content,
        file_name=f"revisor-{number}.{ENDINGS[taken.kind]}",
        content_type=taken.kind,
        is_foreign=True,
    )
    return _written(report, "auditor", by=by)


@transaction.atomic
def submit_report(report: Report, *, by: Actor) -> Report:
    """Send the report: it is frozen with its digest, journaled, and the case officer is told.

    Rules REP-3 to REP-8: nothing that was asked for is missing. A second click changes nothing.
    """
    report = locked(report)
    if report.submitted_by_id == by.pk and report.status not in OPEN:
        return report
    permit = LIFE.permit("submit", report, by=by)
    lacking = {gap.rule: gap.words for gap in gaps(report)}
    require("REP-3", "REP-3" not in lacking, lacking.get("REP-3", ""))
    require("REP-4", "REP-4" not in lacking, lacking.get("REP-4", ""))
    require("REP-5", "REP-5" not in lacking, lacking.get("REP-5", ""))
    require("REP-6", "REP-6" not in lacking, lacking.get("REP-6", ""))
    require("REP-7", "REP-7" not in lacking, lacking.get("REP-7", ""))
    require("REP-8", "REP-8" not in lacking, lacking.get("REP-8", ""))
    content = content_of(report)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    move(
        permit,
        sent={"content": content, "sha256": hashlib.sha256(text.encode()).hexdigest()},
        submitted_at=clock.now(),
        submitted_by_id=by.pk,
    )
    case = report.grant.decision.case
    journal(
        case.case_file,
        JournalEntry.Kind.INCOMING,
        "Sluttrapport",
        "Sluttrapport",
        by=by,
        document=report.auditor_document,
    )
    if case.officer is not None:
        tell_person(SUBMITTED, case, case.officer)
    return report


@transaction.atomic
def return_report(report: Report, *, reason: str, by: Actor) -> Report:
    """Give a report back with what is missing. Rule REP-9: it says what."""
    report = locked(report)
    permit = LIFE.permit("return", report, by=by)
    reason = reason.strip()
    require("REP-9", reason, _("Write what is missing, so that the pair knows what to do."))
    move(permit, returned_because=reason)
    tell_the_pair(RETURNED, report.grant.decision.case)
    return report


@transaction.atomic
def approve_report(report: Report, *, by: Actor) -> Report:
    """Approve a report: what may be kept is fixed, nothing more is owed, and both get a letter.

    Nothing is paid here: ``payments`` asks. Rule REP-10: the figures still are as they were sent.
    """
    report = locked(report)
    permit = LIFE.permit("approve", report, by=by)
    require(
        "REP-10",
        report.sent is not None and report.sent["content"] == content_of(report),
        _("The report is not as it was sent. Give it back to the pair."),
    )
    sums = reckoning(report)
    move(
        permit,
        amount_approved=sums.may_keep,
        approved_at=clock.now(),
        approved_by_id=by.pk,
        returned_because="",
    )
    settle_obligation(f"reports/{report.pk}", by=by)
    grant = report.grant
    case = grant.decision.case
    paid = paid_to(grant.key)
    for seat in Seat.objects.filter(application=case.application).order_by("side"):
        if seat.side == "b" and not is_somebody(seat):
            continue
        language = seat.language if seat.side == "b" else secretariat().home.language
        facts: dict[str, Any] = {
            **pair_facts(grant, language, seat.side),
            "amount_awarded": grant.amount_awarded,
            "amount_cost": sums.cost,
            "amount_approved": sums.may_keep,
            "amount_paid": paid,
            "amount_rest": max(sums.may_keep - paid, 0),
            "amount_released": sums.to_pot,
            "amount_to_repay": max(paid - sums.may_keep, 0),
            "signed": [str(by)],
        }
        write(
            kinds.APPROVAL,
            language=language,
            facts=facts,
            about=report,
            reader=seat.side,
            case_file=case.case_file,
            by=by,
        )
    tell_the_pair(APPROVED, case)
    return report


def remind() -> int:
    """Remind pairs of an open report: once three weeks before it is due, once when it is late."""
    today, told = clock.today(), 0
    for number, day, notice in (
        (2, today - timedelta(days=1), OVERDUE),
        (1, today + EARLY, DUE_SOON),
    ):
        for report in to_remind(day, reminders=number):
            with transaction.atomic():
                report = locked(report)  # noqa: PLW2901 -- as the database has it now
                if report.reminders >= number or report.status not in OPEN:
                    continue
                report.reminders = number
                report.save(update_fields=["reminders"])
                tell_the_pair(notice, report.grant.decision.case, day=report.due_on)
                told += 1
    return told


def roll_reports_forward(*, by: Actor) -> int:
    """Let open reports go on in the version in use, where that is a minor step (QUE-15)."""
    if not may(by, "reports.roll_reports_forward"):
        raise PermissionDenied
    rolled = 0
    for version in newest_versions("report"):
        behind = versions_behind(version, is_major=False)
        for report in reports_on(behind)[:A_ROUND] if behind else ():
            with transaction.atomic():
                rolled += _moved(report, version, by=by)
    return rolled


@transaction.atomic
def move_reports(version: FormVersion, *, by: User) -> int:
    """Move the open reports that a major change keeps behind, and tell each person of each pair.

    No text is lost. Returns how many were moved. Rule QUE-16: only to the version in use.
    """
    if not may(by, "reports.move_reports"):
        raise PermissionDenied
    version = locked(version, "form")
    require(
        "QUE-16",
        version in newest_versions("report"),
        _("Reports are moved only to the version that is in use."),
    )
    number = 0
    for report in reports_on(versions_behind(version, is_major=True)).order_by("pk"):
        changes = changes_between(report.sheet.version, version)
        if _moved(report, version, by=by):
            number += 1
            in_words = [lazy(told, str)(change) for change in changes]
            tell_the_pair(FORM_CHANGED, report.grant.decision.case, changes=in_words)
    record("reports.move_reports", version, by=by, reports=number)
    return number


def _moved(report: Report, version: FormVersion, *, by: Actor) -> bool:
    read = report.sheet.version_id
    report = locked(report, "sheet__version")
    if report.status not in OPEN or report.sheet.version_id != read:
        return False
    numbers = {"before": report.sheet.version.number, "after": version.number}
    questionnaires.move_to_version(report.sheet, version)
    record("reports.improve_form", report, by=by, **numbers)
    return True
