"""The pair's dates as a calendar file: in the reader's language, for any zone, without names."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from naboskap.applications.models import Application, Snapshot
from naboskap.applications.statuses import ApplicationStatus
from naboskap.core.words import in_language
from naboskap.portal.applications.page import DraftPage
from naboskap.reports.models import Report
from naboskap.reports.statuses import ReportStatus
from naboskap.ui.calendars import Entry
from naboskap.ui.wording import at_both, last_moment


def entries_of(page: DraftPage, sent: Snapshot | None) -> list[Entry]:
    """Return what the pair has to keep in mind, soonest first.

    An instant is in UTC, so that every calendar shows it by its own clock; the note says it by
    both. What a calendar shows to others tells of the programme, never of persons or the project.
    """
    found = [
        *_closing(page),
        *_confirming(page.application),
        *_activities(page, sent),
        *_report(page.application),
    ]
    return sorted(found, key=lambda one: str(one.begins))


def _closing(page: DraftPage) -> Iterator[Entry]:
    closes_at = page.closes_at if page.round else None
    if closes_at is not None and (page.is_draft or page.change):
        words = _("%(programme)s: the round closes") % {"programme": page.programme}
        yield Entry("closing", words, closes_at, note=at_both(closes_at))


def _confirming(application: Application) -> Iterator[Entry]:
    until = application.confirm_by
    if application.status == ApplicationStatus.SUBMITTED and until is not None:
        words = _("%(programme)s: the last time to confirm") % {
            "programme": in_language(application.programme.name)
        }
        yield Entry("confirm", words, last_moment(until), note=at_both(last_moment(until)))


def _activities(page: DraftPage, sent: Snapshot | None) -> Iterator[Entry]:
    if sent is None:
        days = [(one.from_date, one.to_date) for one in page.draft.activities]
    else:
        days = [
            (_day(one["from_date"]), _day(one["to_date"])) for one in sent.content["activities"]
        ]
    for number, (begins, ends) in enumerate(days, 1):
        if begins is not None:
            words = _("Activity %(number)s of your project") % {"number": number}
            yield Entry(f"activity-{number}", words, begins, ends or begins)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _report(application: Application) -> Iterator[Entry]:
    report = Report.objects.filter(grant__decision__case__application=application).first()
    if report is not None and report.status in {ReportStatus.DUE, ReportStatus.RETURNED}:
        words = _("%(programme)s: the report is due") % {
            "programme": in_language(application.programme.name)
        }
        yield Entry("report", words, report.due_on, report.due_on)
