"""Whose promised papers are still waited for: the pair is reminded of those, and of no others."""

import pytest

from naboskap.applications.models import Attachment
from naboskap.applications.tests.factories import promised
from naboskap.assessments.actions import begin_hold, end_hold
from naboskap.core import clock
from naboskap.grants.actions import decline
from naboskap.notifications.models import Message
from naboskap.reports import tasks
from naboskap.reports.queries import sent_and_waiting


@pytest.fixture
def paper(case):
    return promised(case.application, due_on=clock.today())


def reminded():
    Message.objects.all().delete()
    Attachment.objects.update(reminded_at=None, day_told_at=None)
    tasks.run_due()
    return Message.objects.filter(kind="applications.paper_day").exists()


def test_the_pair_is_reminded_while_it_is_assessed_and_while_the_grant_runs(
    case, paper, cast, request
):
    assert reminded()
    offered = request.getfixturevalue("offered")
    assert reminded()
    decline(offered, reason="", by=cast.applicant)
    assert not reminded()


def test_of_a_case_on_hold_nobody_is_reminded(case, paper, cast):
    begin_hold(case, reason="Vent", by=cast.head)
    assert list(sent_and_waiting()) == []
    assert not reminded()
    end_hold(case, by=cast.head)
    assert not reminded()  # The day has moved by the day that it was on hold, to tomorrow:
    assert Message.objects.filter(kind="applications.paper_due").exists()
