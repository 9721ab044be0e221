"""The money and the reports, as the office meets them."""

import pytest
from django.urls import reverse
from django.utils import translation

from naboskap.accounts.middleware import SEEN
from naboskap.applications.tests.factories import promised
from naboskap.assessments.tests.conftest import CAST, people
from naboskap.core import clock
from naboskap.grants.actions import award
from naboskap.grants.models import Grant
from naboskap.grants.tests.factories import pot_of, proposed_award
from naboskap.ledger.queries import paid_to
from naboskap.payments.actions import prepare_advance, prepare_final, release
from naboskap.payments.models import Instalment, PaymentList
from naboskap.payments.tests.factories import account
from naboskap.reports.actions import accept_grant, approve_report, submit_report
from naboskap.reports.queries import report_of
from naboskap.reports.tests.factories import filled, ready

OFFICERS = {
    "officer",
    "second_reader",
    "other_officer",
    "impartial_officer",
    "disqualified_officer",
    "tied_officer",
}
PAYMENTS = OFFICERS | {"head", "deputy", "finance_preparer", "finance_releaser", "auditor"}
MONEY = PAYMENTS | {"board_member", "silent_board_member"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with translation.override("nb"):
        yield


def accepted_grant():
    """Walk a case to an accepted grant; return it with its cast."""
    case = ready()
    cast = people(case)
    grant = award(proposed_award(case, cast.officer), by=cast.head)
    account(grant.recipient)
    accept_grant(grant, by=cast.applicant)
    grant.refresh_from_db()
    return grant, cast


@pytest.fixture
def walked(db):
    return accepted_grant()


@pytest.fixture
def grant(walked):
    return walked[0]


@pytest.fixture
def cast(walked):
    return walked[1]


@pytest.fixture
def sent(grant, cast):
    return submit_report(filled(report_of(grant), cast.partner), by=cast.applicant)


def signed_in(client, user):
    client.force_login(user)
    session = client.session
    session[SEEN] = True  # The second factor has been shown.
    session.save()
    return client


def get(client, user, name, *args):
    return signed_in(client, user).get(reverse(f"office:{name}", args=args))


def post(client, user, name, *args, **data):
    return signed_in(client, user).post(reverse(f"office:{name}", args=args), data)


def test_who_sees_the_money(client, grant, cast):
    giver = [pot_of(grant.decision).giver.slug]
    pages = {"money": [], "giver": giver, "giver-csv": giver, "payments": []}
    seen = {name: set() for name in pages}
    for who in CAST:
        signed_in(client, getattr(cast, who))
        for name, args in pages.items():
            if client.get(reverse(f"office:{name}", args=args)).status_code == 200:
                seen[name].add(who)
    assert seen == {"money": MONEY, "giver": MONEY, "giver-csv": MONEY, "payments": PAYMENTS}


def test_a_giver_sees_what_came_of_the_money(client, grant, cast):
    giver = pot_of(grant.decision).giver
    text = get(client, cast.head, "giver", giver.slug).content.decode()
    number = grant.decision.case.case_file.number
    assert number in text
    assert "1\u00a0000\u00a0000" in text
    assert "820\u00a0000" in text
    listed = get(client, cast.head, "giver-csv", giver.slug)
    lines = listed.content.decode("utf-8-sig").splitlines()
    assert lines[1].split(";")[4:] == ["1000000,00", "180000,00", "0,00", "0,00", "820000,00"]
    assert lines[2].split(";")[2] == number
    # No name of a party leaves with the list.
    names = [seat.organisation.name for seat in grant.decision.case.application.seats.all()]
    for name in (*names, grant.decision.case.application.title):
        assert name not in listed.content.decode()


def test_an_advance_goes_from_preparer_to_releaser_to_the_bank(client, grant, cast):
    page = get(client, cast.finance_preparer, "payments").content.decode()
    assert reverse("office:advance", args=[grant.pk]) in page
    post(client, cast.finance_preparer, "advance", grant.pk, amount="120 000")
    instalment = Instalment.objects.get()
    assert instalment.amount == 120_000_00
    own = get(client, cast.finance_preparer, "payments").content.decode()
    assert 'name="payment"' not in own  # Not the preparer's to release.
    theirs = get(client, cast.finance_releaser, "payments").content.decode()
    assert f'name="payment" value="{instalment.pk}"' in theirs
    for _click in range(2):
        answer = post(client, cast.finance_releaser, "release", payment=[instalment.pk])
        assert answer["Location"] == reverse("office:payment-list", args=[1])
    assert paid_to(grant.key) == 120_000_00
    assert PaymentList.objects.count() == 1
    assert get(client, cast.auditor, "payment-list", 1).status_code == 200
    listed = get(client, cast.auditor, "payment-list-csv", 1).content.decode("utf-8-sig")
    assert listed.splitlines()[1].startswith(f"86011117947;{grant.recipient.name};120000,00;")
    assert get(client, cast.auditor, "payment-list", 2).status_code == 404
    assert get(client, cast.applicant, "payment-list", 1).status_code == 404


def test_a_name_that_is_a_formula_is_no_formula_in_the_list(client, grant, cast):
    grant.recipient.name = "=HYPERLINK(1)"
    grant.recipient.save()
    advance = prepare_advance(grant, by=cast.finance_preparer)
    release([advance], by=cast.finance_releaser)
    listed = get(client, cast.finance_releaser, "payment-list-csv", 1).content.decode()
    assert ";'=HYPERLINK(1);" in listed


def test_a_sum_that_cannot_be_read_stays_in_its_field(client, grant, cast):
    for amount in ("", "mye", "0", "1e9"):
        answer = post(client, cast.finance_preparer, "advance", grant.pk, amount=amount)
        assert answer.status_code == 422
        assert f'value="{amount}"' in answer.content.decode() or not amount
    assert not Instalment.objects.exists()


def test_refusals_are_told_on_the_queue(client, grant, cast):
    back = reverse("office:payments")
    too_much = post(client, cast.finance_preparer, "advance", grant.pk, amount="150000")
    assert too_much["Location"] == back
    assert post(client, cast.finance_preparer, "rest", grant.pk)["Location"] == back
    assert post(client, cast.finance_releaser, "release")["Location"] == back
    assert post(client, cast.finance_releaser, "close-grant", grant.pk)["Location"] == back
    assert not Instalment.objects.exists()


def test_what_was_prepared_is_taken_away(client, grant, cast):
    advance = prepare_advance(grant, by=cast.finance_preparer)
    post(client, cast.finance_releaser, "cancel-payment", advance.pk)
    advance.refresh_from_db()
    assert advance.status == "cancelled"


def test_outsiders_pay_nothing(client, grant, cast):
    advance = prepare_advance(grant, by=cast.finance_preparer)
    acts = (
        ("advance", [grant.pk], {"amount": "1"}),
        ("rest", [grant.pk], {}),
        ("repayment", [grant.pk], {"amount": "1", "received_on": "1.1.2021"}),
        ("close-grant", [grant.pk], {}),
        ("cancel-payment", [advance.pk], {}),
        ("release", [], {"payment": [advance.pk]}),
    )
    for who in ("applicant", "stranger", "superuser", "editor"):
        for name, args, data in acts:
            answer = post(client, getattr(cast, who), name, *args, **data)
            assert answer.status_code in {403, 404}, (who, name)
    advance.refresh_from_db()
    assert advance.status == "prepared"


def test_the_rest_is_paid_and_the_case_closed(client, grant, cast, sent):
    approve_report(sent, by=cast.officer)
    post(client, cast.finance_preparer, "rest", grant.pk)
    rest = Instalment.objects.get()
    assert rest.amount == 180_000_00
    post(client, cast.finance_releaser, "release", payment=[rest.pk])
    post(client, cast.finance_releaser, "close-grant", grant.pk)
    grant.refresh_from_db()
    assert grant.status == "closed"


def test_what_is_owed_is_booked(client, grant, cast):
    release([prepare_advance(grant, by=cast.finance_preparer)], by=cast.finance_releaser)
    report = filled(report_of(grant), cast.partner, spent=[0, 0, 0, 0], own=0)
    approve_report(submit_report(report, by=cast.applicant), by=cast.officer)
    page = get(client, cast.finance_preparer, "payments").content.decode()
    assert "135\u00a0000" in page
    wrong = post(client, cast.finance_preparer, "repayment", grant.pk, amount="1",
                 received_on="31.2.2021")  # fmt: skip
    assert wrong.status_code == 422
    assert 'value="31.2.2021"' in wrong.content.decode()
    today = clock.today().isoformat()
    post(client, cast.finance_preparer, "repayment", grant.pk, amount="135000", received_on=today)
    assert paid_to(grant.key) == 0
    assert (
        reverse("office:close-grant", args=[grant.pk])
        in get(client, cast.finance_preparer, "payments").content.decode()
    )


READERS = {"officer", "second_reader", "impartial_officer", "head", "deputy", "board_member",
           "council_member", "auditor"}  # fmt: skip


def test_who_reads_a_report(client, cast, sent):
    for name in ("report", "auditor-file"):
        read = {
            who
            for who in CAST
            if get(client, getattr(cast, who), name, sent.pk).status_code == 200
        }
        assert read == READERS, name


def test_the_reports_one_may_not_read_are_counted(client, cast, sent):
    number = sent.grant.decision.case.case_file.number
    assert number in get(client, cast.officer, "reports").content.decode()
    text = get(client, cast.other_officer, "reports").content.decode()
    assert number not in text
    assert "En rapport til venter" in text
    assert get(client, cast.applicant, "reports").status_code == 404


def test_a_report_is_given_back_and_approved(client, cast, sent):
    empty = post(client, cast.officer, "return-report", sent.pk, reason=" ")
    assert empty.status_code == 422
    post(client, cast.officer, "return-report", sent.pk, reason="Send kvittering.")
    sent.refresh_from_db()
    assert sent.status == "returned"
    again = post(client, cast.officer, "return-report", sent.pk, reason="Og en til.")
    assert again.status_code == 422
    submit_report(sent, by=cast.applicant)
    post(client, cast.officer, "approve-report", sent.pk)
    sent.refresh_from_db()
    assert sent.status == "approved"
    twice = post(client, cast.officer, "approve-report", sent.pk)
    assert twice["Location"] == reverse("office:report", args=[sent.pk])


def test_others_judge_nothing(client, cast, sent):
    for who in ("other_officer", "finance_releaser", "applicant", "superuser"):
        user = getattr(cast, who)
        assert post(client, user, "approve-report", sent.pk).status_code == 404
        assert post(client, user, "return-report", sent.pk, reason="x").status_code == 404
    sent.refresh_from_db()
    assert sent.status == "submitted"


@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_the_same_for_one_as_for_three(
    client, db, number, django_assert_max_num_queries
):
    for _ in range(number):
        grant, cast = accepted_grant()
        release([prepare_advance(grant, by=cast.finance_preparer)], by=cast.finance_releaser)
        report = submit_report(filled(report_of(grant), cast.partner), by=cast.applicant)
        approve_report(report, by=cast.officer)
        grant, cast = accepted_grant()
        grant, cast = accepted_grant()
        submit_report(filled(report_of(grant), cast.partner), by=cast.applicant)
        grant, cast = accepted_grant()
        prepare_advance(grant, by=cast.finance_preparer)
    assert prepare_final(Grant.objects.first(), by=cast.finance_preparer)
    # Session, user, roles; then the page's own.
    for name, most in (("money", 9), ("payments", 13), ("reports", 7)):
        signed_in(client, cast.head)
        with django_assert_max_num_queries(most):
            assert client.get(reverse(f"office:{name}")).status_code == 200


def test_a_payment_that_waits_for_a_paper_is_not_offered_for_release(grant, cast, client):
    instalment = prepare_advance(grant, by=cast.finance_preparer)
    promised(grant.decision.case.application)

    shown = get(client, cast.finance_releaser, "payments").content.decode()

    assert "Venter på paret: Vedtekter." in shown
    assert f'value="{instalment.pk}"' not in shown
