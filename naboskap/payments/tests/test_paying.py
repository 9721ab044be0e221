import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from naboskap.applications.actions import waive_attachment
from naboskap.applications.models import Attachment
from naboskap.applications.tests.factories import promised
from naboskap.assessments.actions import begin_hold, end_hold
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.core.permissions import SYSTEM
from naboskap.grants.models import Grant
from naboskap.grants.tests.factories import AWARD, pot_of
from naboskap.ledger.models import Account, Entry
from naboskap.ledger.queries import left, of_grant, paid_to
from naboskap.notifications.models import Message
from naboskap.organisations.models import BankAccount
from naboskap.payments import tasks
from naboskap.payments.actions import (
    cancel,
    close_case,
    note_repayment,
    prepare_advance,
    prepare_final,
    release,
)
from naboskap.payments.models import Instalment, PaymentList
from naboskap.payments.queries import (
    awaiting_advance,
    money_of,
    papers_awaited,
    prepared,
    prepared_on_hold,
)
from naboskap.payments.tests.factories import account


def refused(rule, act):
    before = (Instalment.objects.count(), PaymentList.objects.count(), Entry.objects.count())
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule
    after = (Instalment.objects.count(), PaymentList.objects.count(), Entry.objects.count())
    assert after == before


def test_an_advance_is_prepared_by_one_and_released_by_another(accepted, cast):
    advance = prepare_advance(accepted, by=cast.finance_preparer)
    assert (advance.amount, advance.status) == (135_000_00, "prepared")
    assert paid_to(accepted.key) == 0

    payment_list = release([advance], by=cast.finance_releaser)

    advance.refresh_from_db()
    assert (advance.status, advance.payment_list) == ("released", payment_list)
    assert (payment_list.number, paid_to(accepted.key)) == (1, 135_000_00)
    assert sum(of_grant(accepted.key, Account.COMMITTED).values()) == AWARD - 135_000_00
    told = Message.objects.get(kind="payments.paid")
    assert told.address == cast.applicant.email
    assert "135\u00a0000" in told.body
    assert [entry.action for entry in trail_of(advance)] == [
        "payments.prepare_instalment",
        "payments.release",
    ]


def test_a_second_click_is_one_payment(accepted, cast):
    first = prepare_advance(accepted, by=cast.finance_preparer)
    assert prepare_advance(accepted, by=cast.finance_preparer) == first
    listed = release([first], by=cast.finance_releaser)
    assert release([first], by=cast.finance_releaser) == listed
    assert prepare_advance(accepted, by=cast.finance_preparer) == first

    assert (Instalment.objects.count(), PaymentList.objects.count()) == (1, 1)
    assert Entry.objects.filter(reference__startswith="payments/").count() == 1
    assert paid_to(accepted.key) == 135_000_00


def test_nothing_is_paid_before_acceptance(offered, cast):
    account(offered.recipient)
    refused("PAY-1", lambda: prepare_advance(offered, by=cast.finance_preparer))
    refused("PAY-1", lambda: prepare_final(offered, by=cast.finance_preparer))


def test_an_account_is_in_force(accepted, cast):
    BankAccount.objects.update(confirmed_at=None, confirmed_by_id=None)
    refused("PAY-2", lambda: prepare_advance(accepted, by=cast.finance_preparer))
    BankAccount.objects.update(
        confirmed_at=timezone.now(), confirmed_by_id=1_000_002, ended_at=timezone.now()
    )
    refused("PAY-2", lambda: prepare_advance(accepted, by=cast.finance_preparer))


@pytest.mark.parametrize("amount", [0, -1, 135_000_01])
def test_an_advance_has_its_limit(accepted, cast, amount):
    refused("PAY-3", lambda: prepare_advance(accepted, amount=amount, by=cast.finance_preparer))
    assert prepare_advance(accepted, amount=1_00, by=cast.finance_preparer).amount == 1_00


def test_no_more_is_prepared_than_is_left(accepted, cast):
    Grant.objects.update(amount_awarded=AWARD * 2)  # As if the books knew of less.
    accepted.refresh_from_db()
    refused("PAY-4", lambda: prepare_advance(accepted, by=cast.finance_preparer))


def test_no_advance_after_the_report(accepted, cast, report_in):
    report_in(accepted)
    refused("PAY-5", lambda: prepare_advance(accepted, by=cast.finance_preparer))


def test_the_rest_waits_for_the_report(advanced, cast):
    refused("PAY-6", lambda: prepare_final(advanced, by=cast.finance_preparer))
    refused("PAY-6", lambda: close_case(advanced, by=cast.finance_releaser))


def test_the_rest_waits_for_the_advance(advance, cast, report_in):
    report_in(advance.grant)
    refused("PAY-7", lambda: prepare_final(advance.grant, by=cast.finance_preparer))
    cancel(advance, by=cast.finance_preparer)
    assert prepare_final(advance.grant, by=cast.finance_preparer).amount == AWARD


def test_a_rest_is_something(advanced, cast, report_in):
    report_in(advanced, spent=[100_000_00, 0, 0, 0], own=30_000_00)
    refused("PAY-8", lambda: prepare_final(advanced, by=cast.finance_preparer))


def test_a_release_is_of_something(advance, cast):
    refused("PAY-9", lambda: release([], by=cast.finance_releaser))


def test_who_prepared_does_not_release(accepted, cast):
    advance = prepare_advance(accepted, by=cast.both_roles)
    refused("PAY-10", lambda: release([advance], by=cast.both_roles))
    with pytest.raises(IntegrityError), transaction.atomic():
        Instalment.objects.update(released_by_id=cast.both_roles.pk)
    assert release([advance], by=cast.finance_releaser)


def test_a_changed_account_stops_a_release(advance, cast):
    BankAccount.objects.update(ended_at=timezone.now())
    account(advance.grant.recipient, number="12345678903")
    refused("PAY-11", lambda: release([advance], by=cast.finance_releaser))
    advance.refresh_from_db()
    assert advance.status == "prepared"
    cancel(advance, by=cast.finance_releaser)
    again = prepare_advance(advance.grant, by=cast.finance_preparer)
    assert again.account.number == "12345678903"
    assert release([again], by=cast.finance_releaser)


def test_all_are_released_or_none(advance, cast):
    other = Instalment.objects.create(
        grant=advance.grant,
        kind="final",
        amount=AWARD,  # More than is left after the advance.
        account=advance.account,
        prepared_by_id=cast.finance_preparer.pk,
        prepared_at=timezone.now(),
    )
    refused("MON-5", lambda: release([advance, other], by=cast.finance_releaser))
    assert set(Instalment.objects.values_list("status", flat=True)) == {"prepared"}


def test_only_the_preparer_prepares(accepted, cast):
    for name in ("finance_releaser", "officer", "head", "applicant", "superuser"):
        for act in (prepare_advance, prepare_final):
            with pytest.raises(PermissionDenied):
                act(accepted, by=getattr(cast, name))
    assert not Instalment.objects.exists()


def test_only_finance_releases_and_takes_away(advance, cast):
    acts = (
        lambda by: release([advance], by=by),
        lambda by: cancel(advance, by=by),
        lambda by: note_repayment(advance.grant, 1, received_on=clock.today(), by=by),
        lambda by: close_case(advance.grant, by=by),
    )
    for name in ("officer", "head", "applicant", "auditor", "superuser"):
        for act in acts:
            with pytest.raises(PermissionDenied):
                act(getattr(cast, name))
    advance.refresh_from_db()
    assert advance.status == "prepared"


def test_what_is_released_is_not_taken_away(advanced, cast):
    with pytest.raises(TransitionRefused):
        cancel(Instalment.objects.get(), by=cast.finance_preparer)


def test_a_case_is_closed_when_all_is_paid(advanced, cast, report_in):
    report_in(advanced, spent=[100_000_00, 50_000_00, 50_000_00, 50_000_00], own=75_000_00)
    refused("PAY-13", lambda: close_case(advanced, by=cast.finance_releaser))
    rest = prepare_final(advanced, by=cast.finance_preparer)
    assert rest.amount == 40_000_00
    refused("PAY-13", lambda: close_case(advanced, by=cast.finance_releaser))
    assert tasks.run_due() == 0
    release([rest], by=cast.finance_releaser)

    grant = close_case(advanced, by=cast.finance_releaser)

    assert close_case(grant, by=cast.finance_releaser) == grant
    assert (grant.status, paid_to(grant.key)) == ("closed", 175_000_00)
    assert left(pot_of(grant.decision)) == 1_000_000_00 - 175_000_00
    assert of_grant(grant.key, Account.COMMITTED) == {}
    case = grant.decision.case
    case.refresh_from_db()
    case.case_file.refresh_from_db()
    assert case.status == "closed"
    assert case.case_file.closed_at is not None
    told = Message.objects.filter(kind="payments.closed").values_list("address", flat=True)
    assert set(told) == {cast.applicant.email, cast.partner.email}
    refused("PAY-1", lambda: prepare_advance(grant, by=cast.finance_preparer))


def test_the_worker_closes_what_is_finished(advanced, cast, report_in):
    report_in(advanced)
    release([prepare_final(advanced, by=cast.finance_preparer)], by=cast.finance_releaser)
    assert (tasks.run_due(), tasks.run_due()) == (1, 0)
    advanced.refresh_from_db()
    assert advanced.status == "closed"


def test_what_is_owed_comes_back(advanced, cast, report_in):
    report_in(advanced, spent=[100_000_00, 0, 0, 0], own=30_000_00)
    assert money_of(advanced).to_repay == 65_000_00
    today = clock.today()

    def repay(amount):
        return note_repayment(advanced, amount, received_on=today, by=cast.finance_preparer)

    refused("PAY-12", lambda: repay(65_000_01))
    repay(65_000_00)
    repay(65_000_00)  # A second click.
    assert paid_to(advanced.key) == 70_000_00
    assert tasks.run_due() == 1
    assert left(pot_of(advanced.decision)) == 1_000_000_00 - 70_000_00


@pytest.mark.parametrize(
    "facts",
    [{"status": "lost"}, {"amount": 0}, {"released_by_id": "prepared"}],
)
def test_the_database_refuses_an_instalment_that_cannot_be(advance, facts):
    if facts.get("released_by_id"):
        facts = {"released_by_id": advance.prepared_by_id}
    with pytest.raises(IntegrityError), transaction.atomic():
        Instalment.objects.update(**facts)


def test_the_database_refuses_a_second_of_a_kind_and_a_second_list(advanced):
    first = Instalment.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Instalment.objects.create(
            grant=advanced,
            kind="advance",
            amount=1,
            account=first.account,
            prepared_by_id=1,
            prepared_at=timezone.now(),
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentList.objects.create(number=1, released_by_id=1, released_at=timezone.now())


def test_nothing_is_paid_while_the_case_is_on_hold(accepted, cast):
    case = accepted.decision.case
    begin_hold(case, reason="Vent", by=cast.head)
    refused("GRA-41", lambda: prepare_advance(accepted, by=cast.finance_preparer))
    assert list(awaiting_advance()) == []
    end_hold(case, by=cast.head)
    assert list(awaiting_advance()) == [accepted]
    advance = prepare_advance(accepted, by=cast.finance_preparer)
    begin_hold(case, reason="Vent igjen", by=cast.head)

    refused("GRA-41", lambda: release([advance], by=cast.finance_releaser))

    assert (list(prepared()), list(prepared_on_hold())) == ([], [advance])
    assert paid_to(accepted.key) == 0
    end_hold(case, by=cast.head)
    assert (list(prepared()), list(prepared_on_hold())) == ([advance], [])
    release([advance], by=cast.finance_releaser)
    assert paid_to(accepted.key) == 135_000_00


def test_a_promised_paper_comes_before_the_money(advance, cast):
    application = advance.grant.decision.case.application
    paper = promised(application)

    refused("PAY-14", lambda: release([advance], by=cast.finance_releaser))

    advance.refresh_from_db()
    assert (advance.status, paid_to(advance.grant.key)) == ("prepared", 0)
    [owed] = papers_awaited([advance.grant])[advance.grant.pk]
    assert (owed.kind, owed.comes_by) == ("statutes", paper.due_on)
    waive_attachment(application, pk=paper.pk, is_taken_up=True, by=SYSTEM)
    assert papers_awaited([advance.grant]) == {}
    assert release([advance], by=cast.finance_releaser)


def test_the_refusal_says_which_paper_whose_turn_and_the_way_on(advance, cast):
    promised(advance.grant.decision.case.application)
    with pytest.raises(RuleNotMet) as refusal:
        release([advance], by=cast.finance_releaser)
    words = str(refusal.value.reason)
    number = advance.grant.decision.case.case_file.number
    for part in (number, "Vedtekter", "parets tur", "saksbehandleren"):
        assert part in words, part


def test_a_paper_that_nobody_requires_holds_up_no_money(advance, cast):
    promised(advance.grant.decision.case.application, severity="warns")
    assert release([advance], by=cast.finance_releaser)


def test_a_paper_that_has_come_holds_up_no_money(advance, cast):
    paper = promised(advance.grant.decision.case.application)
    Attachment.objects.filter(pk=paper.pk).update(state="known", due_on=None, note="I fjor")
    assert release([advance], by=cast.finance_releaser)
