"""Prepare, release, take back, close."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naboskap.assessments.actions import close_case as close_assessment
from naboskap.assessments.notices import people_of, tell_person, tell_the_pair
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.money import whole_kroner
from naboskap.core.permissions import SYSTEM, Actor, may
from naboskap.grants.models import Grant
from naboskap.grants.statuses import LIFE as GRANT_LIFE
from naboskap.grants.statuses import GrantStatus
from naboskap.ledger import actions as ledger
from naboskap.ledger.queries import is_booked
from naboskap.organisations.models import BankAccount
from naboskap.payments.models import Instalment, PaymentList
from naboskap.payments.notices import CLOSED, PAID
from naboskap.payments.queries import (
    account_of,
    closable,
    instalments_of,
    money_of,
    papers_awaited,
)
from naboskap.payments.statuses import LIFE
from naboskap.records.actions import close_case_file, next_number
from naboskap.reports.queries import report_of
from naboskap.reports.statuses import ReportStatus


@transaction.atomic
def prepare_advance(grant: Grant, *, amount: int | None = None, by: Actor) -> Instalment:
    """Prepare an advance, by default the most there may be. A second click is the same one.

    Rules: PAY-1 (accepted), PAY-2 (an account in force), PAY-3 (at most the programme's share of
    the award, and something), PAY-4 (not above what is committed), PAY-5 (before the report).
    """
    grant = _preparing(grant, by=by)
    if held := instalments_of(grant).filter(kind=Instalment.Kind.ADVANCE).first():
        return held
    account = _account(grant)
    report = report_of(grant)
    require(
        "PAY-5",
        report is None or report.status != ReportStatus.APPROVED,
        _("The report is approved. Prepare the rest instead."),
    )
    amount = grant.amount_advance if amount is None else amount
    require(
        "PAY-3",
        0 < amount <= grant.amount_advance,
        gettext("The advance can be at most NOK %(most)s (%(percent)s per cent of the grant).")
        % {"most": whole_kroner(grant.amount_advance), "percent": grant.advance_percent},
    )
    return _prepare(grant, Instalment.Kind.ADVANCE, amount, account, by=by)


@transaction.atomic
def prepare_final(grant: Grant, *, by: Actor) -> Instalment:
    """Prepare the rest: what is approved, less what is paid. A second click is the same one.

    Rules: PAY-1, PAY-2, PAY-4, PAY-6 (the report is approved), PAY-7 (nothing else is on its
    way), PAY-8 (there is a rest).
    """
    grant = _preparing(grant, by=by)
    if held := instalments_of(grant).filter(kind=Instalment.Kind.FINAL).first():
        return held
    report = report_of(grant)
    require(
        "PAY-6",
        report is not None and report.status == ReportStatus.APPROVED,
        _("The report is not approved yet."),
    )
    account = _account(grant)
    money = money_of(grant)
    require(
        "PAY-7",
        money.prepared == 0,
        _("The advance is prepared and not released. Release it or take it away first."),
    )
    require("PAY-8", money.rest > 0, _("Everything that is approved has been paid."))
    return _prepare(grant, Instalment.Kind.FINAL, money.rest, account, by=by)


def _preparing(grant: Grant, *, by: Actor) -> Grant:
    grant = locked(grant)
    if not may(by, "payments.prepare_instalment"):
        raise PermissionDenied
    require(
        "PAY-1",
        grant.status == GrantStatus.ACCEPTED,
        _("The grant is not accepted, or it is closed. Nothing can be paid."),
    )
    _is_not_on_hold(grant)
    return grant


def _is_not_on_hold(grant: Grant) -> None:
    """Rule GRA-41: nothing is prepared or paid while the case is on hold."""
    require(
        "GRA-41",
        grant.decision.case.held_at is None,
        gettext("Case %(number)s is on hold. Nothing is paid before it goes on.")
        % {"number": grant.decision.case.case_file.number},
    )


def _no_paper_is_missing(grant: Grant) -> None:
    """Rule PAY-14: a promised paper that the guidelines require comes before the money."""
    awaited = papers_awaited([grant]).get(grant.pk, ())
    require(
        "PAY-14",
        not awaited,
        gettext(
            "Case %(number)s waits for a paper that was promised: %(papers)s. It is the pair's"
            " turn: they add it under Papers in their application. The case officer can give them"
            " another day, or do without it, under Papers in the case."
        )
        % {
            "number": grant.decision.case.case_file.number,
            "papers": ", ".join(paper.words for paper in awaited),
        },
    )


def _account(grant: Grant) -> BankAccount:
    account = account_of(grant)
    require(
        "PAY-2",
        account,
        _("The recipient has no account to pay to yet, or a change of it waits."),
    )
    assert account is not None
    return account


def _prepare(
    grant: Grant, kind: str, amount: int, account: BankAccount, *, by: Actor
) -> Instalment:
    money = money_of(grant)
    require(
        "PAY-4",
        amount <= money.committed - money.prepared,
        _("There is less left of the grant than this."),
    )
    instalment = Instalment.objects.create(
        grant=grant,
        kind=kind,
        amount=amount,
        account=account,
        prepared_by_id=by.pk,
        prepared_at=clock.now(),
    )
    record("payments.prepare_instalment", instalment, by=by, kind=kind, amount=amount)
    return instalment


@transaction.atomic
def release(instalments: Iterable[Instalment], *, by: Actor) -> PaymentList:
    """Release what another has prepared: booked, and put on one payment list. All or none.

    A second click is the same list. Rules: PAY-9 (something is chosen), PAY-10 (another person
    prepared it), PAY-11 (the account is still in force), PAY-14 (no paper that was promised and
    is required is missing).
    """
    chosen = sorted({each.pk for each in instalments})
    require("PAY-9", chosen, _("Choose at least one payment."))
    held = list(Instalment.objects.select_for_update().filter(pk__in=chosen).order_by("pk"))
    if again := _released_together(held, by=by):
        return again
    for instalment in held:
        require(
            "PAY-10",
            instalment.prepared_by_id != by.pk,
            _("You prepared this payment yourself. Somebody else must release it."),
        )
    permits = [LIFE.permit("release", instalment, by=by) for instalment in held]
    payment_list = PaymentList.objects.create(
        number=next_number("payment list"), released_by_id=by.pk, released_at=clock.now()
    )
    for permit, instalment in zip(permits, held, strict=True):
        grant = locked(instalment.grant)
        _is_not_on_hold(grant)
        account = account_of(grant)
        require(
            "PAY-11",
            account is not None and account.pk == instalment.account_id,
            _("The account was changed after this was prepared. Take it away and prepare anew."),
        )
        _no_paper_is_missing(grant)
        ledger.pay(grant.key, instalment.amount, reference=f"payments/{instalment.pk}")
        move(
            permit,
            released_by_id=by.pk,
            released_at=payment_list.released_at,
            payment_list=payment_list,
        )
        _tell_of(instalment)
    record("payments.release", payment_list, by=by, instalments=chosen)
    return payment_list


def _released_together(held: list[Instalment], *, by: Actor) -> PaymentList | None:
    """Return the list that ``by`` released exactly these on: the second click's answer."""
    lists = {each.payment_list_id for each in held}
    if len(lists) != 1 or None in lists or {each.released_by_id for each in held} != {by.pk}:
        return None
    return held[0].payment_list


def _tell_of(instalment: Instalment) -> None:
    case = instalment.grant.decision.case
    for user in people_of(case, side="a"):
        with translation.override(user.language):
            words = gettext("NOK %(sum)s") % {"sum": whole_kroner(instalment.amount)}
        tell_person(PAID, case, user, address_of_page="/min-side/", sum=words)


@transaction.atomic
def cancel(instalment: Instalment, *, by: Actor) -> Instalment:
    """Take a prepared payment away again. Nothing was booked."""
    instalment = locked(instalment)
    move(LIFE.permit("cancel", instalment, by=by))
    return instalment


@transaction.atomic
def note_repayment(grant: Grant, amount: int, *, received_on: date, by: Actor) -> Grant:
    """Book that the recipient has paid something back. The same sum on a day is booked once.

    Rules: PAY-12 (they owe it), MON-5.
    """
    grant = locked(grant)
    if not may(by, "payments.note_repayment", grant):
        raise PermissionDenied
    reference = f"{grant.key}/repaid/{received_on.isoformat()}/{amount}"
    if not is_booked(reference):
        require(
            "PAY-12",
            0 < amount <= money_of(grant).to_repay,
            _("The recipient owes less than this, or nothing."),
        )
        ledger.take_back(grant.key, amount, reference=reference)
        record("payments.note_repayment", grant, by=by, amount=amount)
    return grant


@transaction.atomic
def close_case(grant: Grant, *, by: Actor) -> Grant:
    """Close a grant and its case: what is left goes back to the pots that it came from.

    A second click changes nothing. Rules: PAY-6 (the report is approved), PAY-13 (what is
    approved is paid, no more and no less, and nothing is on its way).
    """
    grant = locked(grant)
    if grant.status == GrantStatus.CLOSED and may(by, "grants.close_grant", grant):
        return grant
    permit = GRANT_LIFE.permit("close", grant, by=by)
    report = report_of(grant)
    require(
        "PAY-6",
        report is not None and report.status == ReportStatus.APPROVED,
        _("The report is not approved yet."),
    )
    money = money_of(grant)
    require(
        "PAY-13",
        money.paid == money.approved and money.prepared == 0,
        _("What is approved and what is paid are not the same yet."),
    )
    ledger.release(grant.key, reference=f"{grant.key}/closed")
    move(permit, closed_at=clock.now())
    case = grant.decision.case
    close_assessment(case, reason="finished", by=by)
    close_case_file(case.case_file, by=by)
    tell_the_pair(CLOSED, case)
    return grant


def close_finished() -> int:
    """Close every grant that is reported and fully paid; return how many."""
    closed = 0
    for grant in closable():
        money = money_of(grant)
        if money.paid == money.approved:
            close_case(grant, by=SYSTEM)
            closed += 1
    return closed
