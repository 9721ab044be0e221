"""Read reports, always for somebody; and what they still lack."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import Role, User
from naboskap.applications.models import Application, SeatPerson
from naboskap.assessments.models import Case
from naboskap.assessments.queries import text_open_to
from naboskap.assessments.statuses import OPEN as OPEN_CASES
from naboskap.grants.models import Grant
from naboskap.grants.statuses import RUNNING
from naboskap.questionnaires.queries import answers_of, questions_of
from naboskap.questionnaires.text import QuestionText, asked_of
from naboskap.reports.models import Report
from naboskap.reports.reckoning import Reckoning, Spent, reckoned
from naboskap.reports.statuses import ReportStatus

# The form of a report, by the size of the form that was applied in.
REPORT_FORMS: dict[str, str] = {
    Application.Size.SHORT: "report-short",
    Application.Size.FULL: "report-full",
}
OPEN = (ReportStatus.DUE, ReportStatus.RETURNED)


def visible_to(user: User) -> QuerySet[Report]:
    """Return the reports that ``user`` may read: the same answer as ``view_report``."""
    everything = Report.objects.select_related(
        "sheet__version__form",
        "sheet__moved_from",
        "auditor_document",
        "grant__recipient",
        "grant__decision__case__case_file",
        "grant__decision__case__application__programme",
    )
    if Role.AUDITOR in user.roles:
        return everything
    mine = SeatPerson.objects.filter(
        user=user,
        left_at__isnull=True,
        seat__application=OuterRef("grant__decision__case__application"),
    )
    return everything.filter(
        Q(Exists(mine)) | Q(grant__decision__case__in=text_open_to(user).values("pk"))
    )


def report_of(grant: Grant) -> Report | None:
    """Return a grant's report, once the grant is accepted."""
    return Report.objects.filter(grant=grant).first()


def waiting_for_us() -> QuerySet[Report]:
    """Return the reports that are sent and wait for a case officer, oldest first."""
    return Report.objects.filter(status=ReportStatus.SUBMITTED).order_by("submitted_at", "pk")


def questions_asked(report: Report) -> tuple[QuestionText, ...]:
    """Return the questions that the form asks of this pair, by what they have chosen."""
    given = {key: answer.text for key, answer in answers_of(report.sheet).items()}
    return asked_of(questions_of(report.sheet.version), given)


def reports_on(versions: Iterable[int]) -> QuerySet[Report]:
    """Return the open reports whose sheet answers to one of ``versions`` of a form."""
    rows = Report.objects.filter(status__in=OPEN, sheet__version__in=list(versions))
    return rows.select_related("sheet__version", "grant__decision__case")


def to_remind(day: date, *, reminders: int) -> QuerySet[Report]:
    """Return the open reports that are due on or before ``day``, reminded fewer times.

    Of a case on hold nobody is reminded: its time stands still.
    """
    return Report.objects.filter(
        status__in=OPEN,
        due_on__lte=day,
        reminders__lt=reminders,
        grant__decision__case__held_at__isnull=True,
    ).order_by("pk")


def sent_and_waiting() -> QuerySet[Application]:
    """Return the applications that are being assessed, or have a grant that runs: what was
    promised in them is still waited for. None that is on hold: its time stands still.
    """
    running = Grant.objects.filter(decision__case=OuterRef("pk"), status__in=RUNNING)
    cases = Case.objects.filter(
        Q(status__in=OPEN_CASES) | Q(Exists(running)), held_at__isnull=True
    )
    return Application.objects.filter(pk__in=cases.values("application"))


def reckoning(report: Report) -> Reckoning:
    """Return where the accounts stand against the award."""
    grant = report.grant
    return reckoned(
        [
            Spent(line.category, line.amount_planned, line.amount_spent)
            for line in report.lines.all()
        ],
        award=grant.amount_awarded,
        own=report.amount_own,
        percent=grant.share_percent,
        categories=grant.share_categories,
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """What a report lacks before it can be sent: a part of the page, and a sentence."""

    rule: str
    part: str
    words: str | Promise


def gaps(report: Report) -> list[Gap]:
    """Return what is missing, in the order of the page. Empty: the report can be sent."""
    found: list[Gap] = []

    def lack(rule: str, part: str, words: str | Promise, *, when: bool) -> None:
        if when:
            found.append(Gap(rule, part, words))

    lack(
        "REP-3",
        "activities",
        _("Say of every activity whether it was done."),
        when=any(not activity.happened for activity in report.activities.all()),
    )
    lack(
        "REP-4",
        "participants",
        _("Say how many took part from each side. Write 0 for none."),
        when=any(group.number is None for group in report.participants.all()),
    )
    answers = answers_of(report.sheet)
    lack(
        "REP-5",
        "answers",
        _("Answer every question that is marked as needed."),
        when=any(
            question.is_required
            and not (answers.get(question.key) and answers[question.key].text.strip())
            for question in questions_asked(report)
        ),
    )
    lines = list(report.lines.all())
    lack(
        "REP-6",
        "accounts",
        _("Write what every line came to. Write 0 where nothing was spent."),
        when=any(line.amount_spent is None for line in lines),
    )
    sums = reckoning(report)
    lack(
        "REP-7",
        "accounts",
        _("Show what you and others have paid yourselves, own work counted."),
        when=report.amount_own is None or report.amount_own < sums.own_needed,
    )
    lack(
        "REP-8",
        "auditor",
        _("Add the auditor's confirmation as a file."),
        when=report.grant.needs_auditor and report.auditor_document_id is None,
    )
    return found


def content_of(report: Report) -> dict[str, Any]:
    """Return the whole report as plain data: what is frozen when it is sent.

    What the form does not ask any more is kept on the sheet, and is not part of it.
    """
    asked = {question.key for question in questions_asked(report)}
    return {
        "lines": [
            {
                "position": line.position,
                "side": line.side,
                "category": line.category,
                "text": line.text,
                "amount_planned": line.amount_planned,
                "amount_spent": line.amount_spent,
                "note": line.note,
            }
            for line in report.lines.all()
        ],
        "activities": [
            {
                "position": activity.position,
                "promised": activity.promised,
                "happened": activity.happened,
                "told": activity.told,
            }
            for activity in report.activities.all()
        ],
        "participants": [
            {
                "side": group.side,
                "age": group.age,
                "planned": group.planned,
                "number": group.number,
            }
            for group in report.participants.all()
        ],
        "answers": {
            key: {"text": answer.text, "language": answer.language}
            for key, answer in sorted(answers_of(report.sheet).items())
            if key in asked
        },
        "amount_own": report.amount_own,
        "auditor": report.auditor_document.sha256 if report.auditor_document else "",
    }
