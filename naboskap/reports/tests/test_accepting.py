from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.grants.actions import decline
from naboskap.grants.models import Grant
from naboskap.grants.tests.factories import AWARD
from naboskap.ledger.models import Account, Entry
from naboskap.ledger.queries import of_grant
from naboskap.notifications.models import Message
from naboskap.organisations.models import Obligation
from naboskap.reports.actions import accept_grant
from naboskap.reports.models import Report


def test_acceptance_commits_the_money_and_begins_the_report(offered, cast):
    report = accept_grant(offered, by=cast.applicant)

    offered.refresh_from_db()
    assert (offered.status, offered.answered_by_id) == ("accepted", cast.applicant.pk)
    assert sum(of_grant(offered.key, Account.COMMITTED).values()) == AWARD
    assert of_grant(offered.key, Account.RESERVED) == {}
    assert [line.amount_planned for line in report.lines.all()] == [
        100_000_00,
        100_000_00,
        50_000_00,
        50_000_00,
    ]
    assert [activity.promised for activity in report.activities.all()] == [
        "Vannprøver ved elva",
        "Felles konsert",
    ]
    planned = report.participants.values_list("side", "age", "planned")
    assert list(planned) == [("a", "15-30", 12), ("a", "31-", 3), ("b", "15-30", 10)]
    assert report.sheet.version.form.slug == "report-short"
    owed = Obligation.objects.get()
    assert (owed.organisation, owed.key) == (offered.recipient, f"reports/{report.pk}")
    assert (owed.kind, owed.due_on, owed.settled_on) == ("final_report", offered.report_by, None)
    assert Message.objects.get(kind="grants.accepted").address == cast.officer.email
    assert [entry.action for entry in trail_of(offered)] == ["grants.award", "grants.accept"]
    assert [entry.action for entry in trail_of(report)] == ["reports.begin_report"]


def test_a_second_click_is_the_same_report(offered, cast):
    assert accept_grant(offered, by=cast.applicant) == accept_grant(offered, by=cast.applicant)
    with pytest.raises(PermissionDenied):
        accept_grant(offered, by=cast.stranger)
    assert Report.objects.count() == Obligation.objects.count() == 1
    assert Entry.objects.filter(reference__endswith="/accepted").count() == 1


def test_an_offer_is_accepted_in_time(offered, cast):
    Grant.objects.update(accept_by=clock.today() - timedelta(days=1))
    with pytest.raises(RuleNotMet) as refusal:
        accept_grant(offered, by=cast.applicant)
    assert refusal.value.rule == "REP-1"
    assert not Report.objects.exists()
    Grant.objects.update(accept_by=clock.today())
    assert accept_grant(offered, by=cast.applicant)


def test_only_the_applicants_lead_accepts(offered, cast):
    for name in ("partner", "stranger", "officer", "head", "superuser"):
        with pytest.raises(PermissionDenied):
            accept_grant(offered, by=getattr(cast, name))
    assert not Report.objects.exists()
    assert of_grant(offered.key, Account.COMMITTED) == {}


def test_what_was_declined_is_not_accepted(offered, cast):
    decline(offered, by=cast.applicant)
    with pytest.raises(TransitionRefused):
        accept_grant(offered, by=cast.applicant)


def test_what_was_accepted_is_not_declined(report, cast):
    with pytest.raises(TransitionRefused):
        decline(report.grant, by=cast.applicant)
