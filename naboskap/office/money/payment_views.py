"""The payment queue: prepared by one, released by another, on a list for the bank."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.grants.models import Grant
from naboskap.grants.queries import visible_to as grants_visible_to
from naboskap.office.money.forms import AdvanceForm, RepaymentForm
from naboskap.office.money.views import as_list, user_of
from naboskap.payments import actions
from naboskap.payments.bank import as_csv, kroner_cell
from naboskap.payments.models import Instalment, PaymentList
from naboskap.payments.queries import (
    accounts_of,
    awaiting_advance,
    awaiting_rest,
    lists_for,
    moneys_of,
    papers_awaited,
    prepared,
    prepared_on_hold,
    visible_to,
)
from naboskap.ui.answers import page, refused


def _see_payments(request: HttpRequest) -> None:
    if not may(user_of(request), "payments.see_payments"):
        raise PermissionDenied


def _grant(request: HttpRequest, pk: int) -> Grant:
    _see_payments(request)
    return get_object_or_404(grants_visible_to(user_of(request)), pk=pk)


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Show what can be prepared, what waits for release, and the lists so far."""
    _see_payments(request)
    return page(request, "office/money/payments.html", _queue(request))


def _queue(request: HttpRequest, **more: Any) -> dict[str, Any]:
    user = user_of(request)
    advances, rests = list(awaiting_advance()), list(awaiting_rest())
    accounts, moneys = accounts_of(advances), moneys_of(rests)
    ready = list(prepared())
    awaited = papers_awaited(each.grant for each in ready)
    waiting = [
        (
            each,
            may(user, "payments.release_instalment", each) and each.grant_id not in awaited,
            [paper.words for paper in awaited.get(each.grant_id, ())],
        )
        for each in ready
    ]
    return {
        "advances": [
            (grant, accounts.get(grant.recipient_id), _advance_form(grant)) for grant in advances
        ],
        "rests": [(grant, moneys[grant.pk], _repayment_form(grant)) for grant in rests],
        "prepared": waiting,
        "on_hold": list(prepared_on_hold()),
        "can_release": any(may_release for _each, may_release, _papers in waiting),
        "may_prepare": may(user, "payments.prepare_instalment"),
        "may_cancel": may(user, "payments.cancel_instalment"),
        "may_repay": may(user, "payments.note_repayment"),
        "lists": lists_for(user)[:20],
        "wrong": None,  # The form that came back.
        **more,
    }


def _advance_form(grant: Grant) -> AdvanceForm:
    return AdvanceForm(initial={"amount": grant.amount_advance}, auto_id=f"advance-{grant.pk}-%s")


def _repayment_form(grant: Grant) -> RepaymentForm:
    return RepaymentForm(initial={"received_on": clock.today()}, auto_id=f"repaid-{grant.pk}-%s")


def _asked_again(
    request: HttpRequest, pk: int, wrong: AdvanceForm | RepaymentForm, rows: str
) -> HttpResponse:
    """Show the queue, with the form that was wrong where that of its grant stands."""
    context = _queue(request, wrong=wrong)
    context[rows] = [
        (grant, beside, wrong if grant.pk == pk else own) for grant, beside, own in context[rows]
    ]
    return page(request, "office/money/payments.html", context, status=422)


def _done(request: HttpRequest, act: Any) -> HttpResponse:
    """Do an act and go back to the queue; a refusal is told there."""
    back = reverse("office:payments")
    try:
        act()
    except Refusal as refusal:
        return refused(request, refusal, back_to=back)
    return redirect(back)


@require_POST
def advance(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare an advance."""
    grant = _grant(request, pk)
    form = AdvanceForm(request.POST, auto_id=f"advance-{pk}-%s")
    if not form.is_valid():
        return _asked_again(request, pk, form, "advances")
    return _done(
        request,
        lambda: actions.prepare_advance(
            grant, amount=form.cleaned_data["amount"], by=user_of(request)
        ),
    )


@require_POST
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare the rest."""
    grant = _grant(request, pk)
    return _done(request, lambda: actions.prepare_final(grant, by=user_of(request)))


@require_POST
def repayment(request: HttpRequest, pk: int) -> HttpResponse:
    """Book what the recipient has paid back."""
    grant = _grant(request, pk)
    form = RepaymentForm(request.POST, auto_id=f"repaid-{pk}-%s")
    if not form.is_valid():
        return _asked_again(request, pk, form, "rests")
    return _done(
        request,
        lambda: actions.note_repayment(
            grant,
            form.cleaned_data["amount"],
            received_on=form.cleaned_data["received_on"],
            by=user_of(request),
        ),
    )


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a case where nothing more is to be paid."""
    grant = _grant(request, pk)
    return _done(request, lambda: actions.close_case(grant, by=user_of(request)))


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a prepared payment away."""
    instalment = get_object_or_404(visible_to(user_of(request)), pk=pk)
    return _done(request, lambda: actions.cancel(instalment, by=user_of(request)))


@require_POST
def release(request: HttpRequest) -> HttpResponse:
    """Release the chosen payments, and show their list."""
    _see_payments(request)
    user = user_of(request)
    wanted = [int(pk) for pk in request.POST.getlist("payment") if pk.isdecimal()]
    chosen = list(visible_to(user).filter(pk__in=wanted))
    try:
        made = actions.release(chosen, by=user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:payments"))
    return redirect("office:payment-list", made.number)


def _list(request: HttpRequest, number: int) -> tuple[PaymentList, list[Instalment]]:
    found = get_object_or_404(lists_for(user_of(request)), number=number)
    return found, list(visible_to(user_of(request)).filter(payment_list=found).order_by("pk"))


@require_GET
def payment_list(request: HttpRequest, number: int) -> HttpResponse:
    """Show a payment list: what the bank gets."""
    found, rows = _list(request, number)
    return page(
        request,
        "office/money/payment_list.html",
        {"list": found, "rows": rows, "total": sum(row.amount for row in rows)},
    )


@require_GET
def payment_list_csv(request: HttpRequest, number: int) -> HttpResponse:
    """Give the list to the bank's spreadsheet."""
    found, rows = _list(request, number)
    heads = [_("Account"), _("Recipient"), _("Sum"), _("Message")]
    cells = [
        [
            row.account.number,
            row.grant.recipient.name,
            kroner_cell(row.amount),
            row.grant.decision.case.case_file.number,
        ]
        for row in rows
    ]
    return as_list(as_csv(heads, cells), f"utbetaling-{found.number}.csv")
