from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from naboskap.assessments.tests.conftest import CAST
from naboskap.core import clock
from naboskap.core.permissions import may
from naboskap.notifications.models import Message
from naboskap.reports import tasks
from naboskap.reports.models import Report, ReportActivity, ReportLine, ReportParticipants
from naboskap.reports.queries import report_of, visible_to, waiting_for_us

IMPARTIAL = {
    "officer",
    "second_reader",
    "impartial_officer",
    "head",
    "deputy",
    "board_member",
    "council_member",
}
WHO_MAY = {
    "reports.view_report": IMPARTIAL | {"auditor", "applicant", "partner"},
    "reports.write_report": {"applicant", "partner"},
    "reports.submit_report": {"applicant"},
    "reports.roll_reports_forward": set(),
    "reports.move_reports": {"head", "deputy", "editor"},
    "reports.judge_report": {"officer", "second_reader", "impartial_officer", "head", "deputy"},
}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(report, cast, permission):
    able = {name for name in CAST if may(getattr(cast, name), permission, report)}
    assert able == WHO_MAY[permission]


def test_whoever_of_the_pair_only_reads_writes_no_report(report, cast):
    seat = report.grant.decision.case.application.seats.get(side="b")
    seat.people.update(may_write=False, is_lead=False)

    assert may(cast.partner, "reports.view_report", report)
    assert not may(cast.partner, "reports.write_report", report)


def test_the_list_and_the_lock_agree(report, cast):
    people = {name: getattr(cast, name) for name in CAST}
    assert {name: set(visible_to(user)) for name, user in people.items()} == {
        name: {each for each in Report.objects.all() if may(user, "reports.view_report", each)}
        for name, user in people.items()
    }


def test_what_waits_for_us(sent):
    assert list(waiting_for_us()) == [sent] == [report_of(sent.grant)]


def test_the_pair_is_reminded_early_and_once_more_when_it_is_late(report, cast):
    Message.objects.all().delete()
    Report.objects.update(due_on=clock.today() + timedelta(days=22))
    assert tasks.run_due() == 0
    Report.objects.update(due_on=clock.today() + timedelta(days=21))
    assert (tasks.run_due(), tasks.run_due()) == (1, 0)
    Report.objects.update(due_on=clock.today() - timedelta(days=1))
    assert (tasks.run_due(), tasks.run_due()) == (1, 0)

    kinds = Message.objects.filter(address=cast.applicant.email).order_by("pk")
    assert [each.kind for each in kinds] == ["reports.due_soon", "reports.overdue"]


def test_a_report_that_is_sent_is_not_reminded_of(sent):
    Report.objects.update(due_on=clock.today() - timedelta(days=1))
    assert tasks.run_due() == 0


def test_a_report_found_late_is_reminded_of_once(report):
    Report.objects.update(due_on=clock.today() - timedelta(days=40))
    assert (tasks.run_due(), tasks.run_due()) == (1, 0)


@pytest.mark.parametrize(
    ("model", "facts"),
    [
        (Report, {"status": "lost"}),
        (Report, {"status": "approved", "amount_approved": None}),
        (Report, {"amount_own": -1}),
        (Report, {"amount_approved": -1}),
        (ReportLine, {"amount_spent": -1}),
        (ReportLine, {"position": 1}),
        (ReportActivity, {"happened": "maybe"}),
        (ReportActivity, {"position": 1}),
        (ReportParticipants, {"side": "a", "age": "31-"}),
    ],
)
def test_the_database_refuses_what_cannot_be(report, model, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**facts)
