import pytest
from django.core.exceptions import PermissionDenied

from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.ledger.actions import pay
from naboskap.letters.queries import letters_about
from naboskap.notifications.models import Message
from naboskap.organisations.models import Obligation
from naboskap.reports.actions import approve_report, return_report, submit_report
from naboskap.reports.models import Report
from naboskap.reports.tests.factories import filled


def test_approval_fixes_the_sum_and_settles_the_obligation(sent, cast):
    pay(sent.grant.key, 135_000_00, reference="advance")
    report = approve_report(sent, by=cast.officer)

    assert (report.status, report.amount_approved) == ("approved", 180_000_00)
    assert report.approved_by_id == cast.officer.pk
    assert Obligation.objects.get().settled_on is not None
    written = letters_about(report)
    assert [(letter.reader, letter.language) for letter in written] == [("a", "nb"), ("b", "ru")]
    given = written[0].facts["given"]
    assert (given["amount_paid"], given["amount_rest"]) == (135_000_00, 45_000_00)
    told = Message.objects.filter(kind="reports.approved").values_list("address", flat=True)
    assert set(told) == {cast.applicant.email, cast.partner.email}
    with pytest.raises(TransitionRefused):
        approve_report(report, by=cast.officer)


@pytest.mark.parametrize(
    ("spent", "own", "kept"),
    [
        ([100_000_00, 100_000_00, 50_000_00, 50_000_00], 120_000_00, 180_000_00),
        ([100_000_00, 50_000_00, 50_000_00, 50_000_00], 75_000_00, 175_000_00),  # 70 per cent.
        ([100_000_00, 100_000_00, 50_000_00, 50_000_00], 150_000_00, 150_000_00),  # Others paid.
        ([0, 0, 0, 0], 0, 0),
    ],
)
def test_a_project_keeps_the_least_of_award_share_and_what_others_left(
    report, cast, spent, own, kept
):
    filled(report, cast.applicant, spent=spent, own=own)
    approved = approve_report(submit_report(report, by=cast.applicant), by=cast.officer)
    assert approved.amount_approved == kept
    given = letters_about(approved)[0].facts["given"]
    assert given["amount_released"] == 180_000_00 - kept


def test_more_paid_than_kept_is_asked_back_in_the_letter(report, cast):
    pay(report.grant.key, 135_000_00, reference="advance")
    filled(report, cast.applicant, spent=[100_000_00, 0, 0, 0], own=30_000_00)
    approved = approve_report(submit_report(report, by=cast.applicant), by=cast.officer)
    given = letters_about(approved)[0].facts["given"]
    assert (given["amount_to_repay"], given["amount_rest"]) == (65_000_00, 0)


def test_a_report_is_given_back_with_what_is_missing(sent, cast):
    with pytest.raises(RuleNotMet) as refusal:
        return_report(sent, reason="  ", by=cast.officer)
    assert refusal.value.rule == "REP-9"
    report = return_report(sent, reason="Send kvittering for bussen.", by=cast.officer)

    assert (report.status, report.returned_because) == ("returned", "Send kvittering for bussen.")
    assert Message.objects.filter(kind="reports.returned").count() == 2
    assert "bussen" not in "".join(Message.objects.values_list("body", flat=True))
    again = submit_report(report, by=cast.applicant)
    assert approve_report(again, by=cast.officer).returned_because == ""


def test_what_is_approved_is_what_was_sent(sent, cast):
    sent.lines.filter(position=0).update(amount_spent=1)
    with pytest.raises(RuleNotMet) as refusal:
        approve_report(sent, by=cast.officer)
    assert refusal.value.rule == "REP-10"
    sent.refresh_from_db()
    assert sent.status == "submitted"
    assert Obligation.objects.get().settled_on is None


def test_only_an_impartial_officer_or_head_judges(sent, cast):
    for name in (
        "applicant", "partner", "other_officer", "tied_officer", "finance_releaser", "superuser",
    ):  # fmt: skip
        by = getattr(cast, name)
        with pytest.raises(PermissionDenied):
            approve_report(sent, by=by)
        with pytest.raises(PermissionDenied):
            return_report(sent, reason="x", by=by)
    assert Report.objects.get().status == "submitted"
