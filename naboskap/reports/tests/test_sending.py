import pytest
from django.core.exceptions import PermissionDenied

from naboskap.core.errors import RuleNotMet
from naboskap.grants.models import Grant
from naboskap.notifications.models import Message
from naboskap.questionnaires.models import Answer
from naboskap.records.queries import papers_of
from naboskap.reports.actions import submit_report
from naboskap.reports.models import Report
from naboskap.reports.queries import gaps


def lose_activity(report):
    report.activities.filter(position=0).update(happened="")


def lose_number(report):
    report.participants.filter(side="b").update(number=None)


def lose_answer(report):
    Answer.objects.filter(sheet=report.sheet).update(text="  ")


def lose_figure(report):
    report.lines.filter(position=2).update(amount_spent=None)


def lose_own(report):
    Report.objects.update(amount_own=None)


def too_little_own(report):
    Report.objects.update(amount_own=90_000_00 - 1)  # 30 per cent of 300 000 kroner is needed.


def lose_auditor(report):
    Report.objects.update(auditor_document=None)


LOSSES = [
    ("REP-3", lose_activity),
    ("REP-4", lose_number),
    ("REP-5", lose_answer),
    ("REP-6", lose_figure),
    ("REP-7", lose_own),
    ("REP-7", too_little_own),
    ("REP-8", lose_auditor),
]


@pytest.mark.parametrize(("rule", "lose"), LOSSES, ids=[each.__name__ for _rule, each in LOSSES])
def test_a_report_is_sent_when_nothing_is_missing(whole, cast, rule, lose):
    assert gaps(whole) == []
    lose(whole)
    whole.refresh_from_db()
    assert [gap.rule for gap in gaps(whole)] == [rule]
    with pytest.raises(RuleNotMet) as refusal:
        submit_report(whole, by=cast.applicant)
    assert refusal.value.rule == rule
    whole.refresh_from_db()
    assert (whole.status, whole.sent) == ("due", None)
    assert not Message.objects.filter(kind="reports.submitted").exists()


def test_a_report_that_is_sent_is_frozen_and_journaled(whole, cast):
    report = submit_report(whole, by=cast.applicant)

    assert (report.status, report.submitted_by_id) == ("submitted", cast.applicant.pk)
    assert len(report.sent["sha256"]) == 64
    assert report.sent["content"]["answers"]["story"]["text"] == "Det gikk fint."
    assert report.sent["content"]["auditor"] == report.auditor_document.sha256
    paper = papers_of(report.grant.decision.case.case_file).get()
    assert (paper.kind, paper.document) == ("incoming", report.auditor_document)
    assert Message.objects.get(kind="reports.submitted").address == cast.officer.email


def test_a_second_click_sends_once(whole, cast):
    first = submit_report(whole, by=cast.applicant)
    assert submit_report(whole, by=cast.applicant).submitted_at == first.submitted_at
    assert papers_of(first.grant.decision.case.case_file).count() == 1


def test_below_the_limit_no_auditor_is_asked_for(whole, cast):
    Grant.objects.update(needs_auditor=False)
    Report.objects.update(auditor_document=None)
    whole = Report.objects.get()
    assert submit_report(whole, by=cast.applicant).sent["content"]["auditor"] == ""


def test_only_the_applicants_lead_sends(whole, cast):
    for name in ("partner", "left_the_pair", "stranger", "officer", "superuser"):
        with pytest.raises(PermissionDenied):
            submit_report(whole, by=getattr(cast, name))
    whole.refresh_from_db()
    assert whole.status == "due"
