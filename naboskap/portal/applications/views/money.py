"""Budget, who pays, and the sum applied for, with the guidelines' answer beside them."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naboskap.applications import actions
from naboskap.applications.amounts import rate_within
from naboskap.applications.content import cost_as_data
from naboskap.applications.draft import Cost
from naboskap.applications.exchange import WITHOUT_RATE, Rate, most_within
from naboskap.applications.models import BudgetLine, FinancingLine
from naboskap.applications.profile import NO_SPECIAL_KIND
from naboskap.applications.rates import latest_rate
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.core.locking import locked
from naboskap.guidelines import changes as c
from naboskap.guidelines.queries import hour_rates
from naboskap.portal.applications import page
from naboskap.portal.applications.forms.money import (
    NO_ANSWER,
    AmountForm,
    CostForm,
    ExchangeForm,
    FinancingForm,
)
from naboskap.portal.applications.forms.plan import basics_of
from naboskap.portal.applications.sums import counted, exchanged, lines_of, sums_of, with_line
from naboskap.portal.applications.taken_out import taken_out_in, to_taken_out
from naboskap.portal.applications.tasks import outside
from naboskap.portal.applications.views.answers import saved, show
from naboskap.ui.answers import refused
from naboskap.ui.revisions import revision_read
from naboskap.ui.wording import money as in_money

COST = (
    "side",
    "category",
    "text",
    "amount",
    "hours_hundredths",
    "unit",
    "quantity_hundredths",
    "rate",
    "currency",
    "revision",
)
MONEY = ("side", "source", "text", "amount", "revision")


def _sides(mine: page.DraftPage) -> dict[str, str]:
    return {side: mine.side_name(side) for side in ("a" if mine.is_alone else "ab")}


def _work_rates(mine: page.DraftPage) -> str:
    """Say what an hour of own work counts for on each side; empty where nothing is said."""
    rates = hour_rates(mine.version) if mine.version else {}
    told = [
        _("%(side)s: %(sum)s an hour") % {"side": mine.side_name(side), "sum": in_money(rate)}
        for side, rate in rates.items()
        if rate is not None
    ]
    return f"{'. '.join(told)}." if len(told) == len(rates) and told else ""


def money(request: HttpRequest, key: str) -> HttpResponse:
    """Show the whole budget; take a new line, money from others, or the sum applied for."""
    mine = page.of(request, key)
    act, sides = request.POST.get("act"), _sides(mine)
    if act == "put_back":
        return _put_back(request, mine)
    cost = CostForm(
        request.POST if act == "cost" else None,
        sides=sides,
        activities=mine.draft.activities,
        prefix="cost",
        initial={"revision": actions.next_row(mine.draft.costs)},
    )
    paid = FinancingForm(
        request.POST if act == "money" else None,
        sides=sides,
        prefix="money",
        initial={"revision": actions.next_row(mine.draft.financing)},
    )
    amount = AmountForm(
        request.POST if act == "amount" else None,
        prefix="ask",
        initial={
            "amount": mine.draft.amount_applied_for,
            "revision": mine.draft.revisions.get("amount", 0),
        },
    )
    form: Any = {"cost": cost, "money": paid, "amount": amount}.get(act or "")
    clash: dict[str, Any] = {}

    def save() -> None:
        if act == "cost":
            actions.save_cost(mine.application, by=mine.user, **cost.facts())
        elif act == "money":
            actions.save_financing(mine.application, by=mine.user, **paid.facts())
        else:
            actions.save_amount(
                mine.application,
                amount.cleaned_data["amount"],
                read_revision=amount.cleaned_data["revision"],
                by=mine.user,
            )

    if act == "cost":
        cost.settle_rate()
    if form is not None and saved(request, form, save, clash):
        messages.success(request, _("Saved."))
        return redirect("portal:money", key=key)
    return show(
        request,
        mine,
        "money",
        clash=clash,
        cost=cost,
        paid=paid,
        ask=amount,
        lines=lines_of(mine),
        sums=sums_of(mine),
        work_rates=_work_rates(mine),
        out=taken_out_in(request, mine, ["cost", "financing"]),
    )


def _put_back(request: HttpRequest, mine: page.DraftPage) -> HttpResponse:
    """Put a line back that was taken out."""
    name, _dash, pk = request.POST.get("row", "").partition("-")
    put_back: dict[str, Callable[..., object]] = {
        "cost": actions.put_back_cost,
        "financing": actions.put_back_financing,
    }
    if name not in put_back or not pk.isdecimal():
        raise Http404
    try:
        put_back[name](mine.application, int(pk), by=mine.user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=request.path)
    messages.success(request, _("It is put back, as it was."))
    return redirect(request.path)


@require_POST
def reckon(request: HttpRequest, key: str) -> HttpResponse:
    """Show the sums as they would be with the line that is being written. Nothing is saved."""
    mine = page.of(request, key)
    pk = request.POST.get("line", "")
    form = CostForm(
        request.POST,
        sides=_sides(mine),
        activities=mine.draft.activities,
        prefix="cost" if not pk else None,
    )
    there = next((one for one in mine.draft.costs if str(one.pk) == pk), None)
    kept = there.exchange if there and there.currency == form["currency"].value() else None
    line = form.line(hour_rates(mine.version) if mine.version else {}, kept)
    seen = with_line(mine, line, instead_of=int(pk) if pk.isdigit() else None) if line else mine
    told = cost_as_data(line) if line else {}
    return show(
        request,
        seen,
        "_reckoned",
        line=line,
        sums=sums_of(seen),
        how=counted(told),
        abroad=exchanged(told),
    )


def cost(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Change or take out one budget line."""
    mine = page.of(request, key)
    row = get_object_or_404(BudgetLine, application=mine.application, pk=pk)
    act = request.POST.get("act")
    initial = {name: getattr(row, name) for name in COST}
    if row.original_amount is not None:
        initial["amount"] = row.original_amount
    form = CostForm(
        request.POST if request.method == "POST" and act not in {"rate", "bank"} else None,
        sides=_sides(mine),
        activities=mine.draft.activities,
        initial={**initial, "activity": str(row.activity_id or "")},
    )
    rate = None
    if row.currency:
        posted = request.POST if act == "rate" else None
        rate = ExchangeForm(posted, initial={"revision": row.revision})
        if act == "bank":
            return _by_the_bank(request, mine, row)
        if _has_other_rate(request, mine, rate, row):
            return redirect("portal:cost", key=key, pk=pk)
    if form.is_bound and act != "remove":
        form.settle_rate(row)
    acts = (actions.save_cost, actions.remove_cost)
    return _line(request, mine, form, row, acts=acts, **_around(mine, row, rate))


def _around(mine: page.DraftPage, row: BudgetLine, rate: ExchangeForm | None) -> dict[str, Any]:
    """Return what stands around the form of one budget line."""
    here = next(one for one in mine.draft.costs if one.pk == row.pk)
    return {
        "sums": sums_of(mine),
        "work_rates": _work_rates(mine),
        "exchange": rate,
        "abroad": exchanged(cost_as_data(here)),
        "has_bank": row.currency not in WITHOUT_RATE,
    }


def _has_other_rate(
    request: HttpRequest, mine: page.DraftPage, form: ExchangeForm, row: BudgetLine
) -> bool:
    """Reckon a line by the rate that was written; whether that is done."""

    def act() -> None:
        read_revision = form.cleaned_data["revision"]
        facts = {"rate": form.rate(), "read_revision": read_revision, "by": mine.user}
        actions.change_exchange(mine.application, row.pk, **facts)

    return saved(request, form, act, {})


def _by_the_bank(request: HttpRequest, mine: page.DraftPage, row: BudgetLine) -> HttpResponse:
    """Reckon a line by the bank's last rate, where it can be had."""
    here = reverse("portal:cost", kwargs={"key": mine.application.key, "pk": row.pk})
    answer = latest_rate(row.currency, clock.today())
    if not isinstance(answer, Rate):
        return refused(request, Refusal(NO_ANSWER[type(answer)]), back_to=here)
    try:
        actions.change_exchange(
            mine.application,
            row.pk,
            rate=answer,
            read_revision=revision_read(request),
            by=mine.user,
        )
    except Refusal as refusal:
        return refused(request, refusal, back_to=here)
    return redirect(here)


def financing(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Change or take out one line of who pays."""
    mine = page.of(request, key)
    row = get_object_or_404(FinancingLine, application=mine.application, pk=pk)
    initial = {name: getattr(row, name) for name in MONEY}
    form = FinancingForm(request.POST or None, sides=_sides(mine), initial=initial)
    acts = (actions.save_financing, actions.remove_financing)
    return _line(request, mine, form, row, acts=acts)


def _line(
    request: HttpRequest,
    mine: page.DraftPage,
    form: Any,
    row: Any,
    *,
    acts: tuple[Any, Any],
    **more: Any,
) -> HttpResponse:
    clash: dict[str, Any] = {}
    save, remove = acts
    back = redirect("portal:money", key=mine.application.key)
    if request.POST.get("act") == "remove":
        try:
            remove(mine.application, row.pk, read_revision=row.revision, by=mine.user)
        except Refusal as refusal:
            return refused(request, refusal, back_to=request.path)
        name = "cost" if isinstance(row, BudgetLine) else "financing"
        return to_taken_out("portal:money", mine.application.key, name, row.pk)
    if request.method == "POST" and saved(
        request,
        form,
        lambda: save(mine.application, pk=row.pk, by=mine.user, **form.facts()),
        clash,
    ):
        messages.success(request, _("Saved."))
        return back
    return show(request, mine, "line", form=form, row=row, clash=clash, **more)


@require_POST
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Do the nearest change that helps, at the press of its button."""
    mine = page.of(request, key)
    try:
        wanted = c.from_data(json.loads(request.POST.get("change", "")))
    except (ValueError, KeyError, TypeError) as fault:
        raise Http404 from fault
    back = request.POST.get("back", "")
    where = back if back in {"money", "basics", "activities", "send", "short"} else "money"
    before = frozenset(mine.outside)
    try:
        with transaction.atomic():
            locked(mine.application)
            mine = page.of(request, key)
            is_offered = _still_helps(mine, wanted)
            if is_offered:
                _carry_out(mine, wanted)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse(f"portal:{where}", kwargs={"key": key}))
    if not is_offered:
        messages.info(
            request,
            _("The draft has been changed since this was offered. See what is offered now."),
        )
        return redirect(f"portal:{where}", key=key)
    messages.success(request, _("Done. See what it changed below."))
    _tell_of_days(request, page.of(request, key), before=before)
    return redirect(f"portal:{where}", key=key)


def _tell_of_days(request: HttpRequest, mine: page.DraftPage, *, before: frozenset[int]) -> None:
    """Say which activities a change has left outside the project's days; none is moved."""
    for pk, one in zip(mine.outside, outside(mine), strict=True):
        if pk not in before:
            link = format_html('<a class="ds-link" href="{}">{}</a>', one.href, one.words)
            messages.warning(request, link)


def _days_of(wanted: c.MoveStart | c.MoveEnd) -> dict[str, date]:
    """Return the days that a change sets: a start that would come after the end moves both."""
    match wanted:
        case c.MoveStart(to, date() as end):
            return {"start_date": to, "end_date": end}
        case c.MoveStart(to):
            return {"start_date": to}
    return {"end_date": wanted.to}


def _still_helps(mine: page.DraftPage, wanted: c.Change) -> bool:
    """Whether a change that adds to what stands is offered still: a second press adds nothing."""
    adds = isinstance(wanted, c.CoverMore | c.AddOwnWork) or (
        isinstance(wanted, c.AskFor) and wanted.cover_more > 0
    )
    offers = (*mine.advice, *(mine.coming.worse if mine.coming else ()))
    return not adds or any(wanted in one.mends for one in offers)


def _cover(mine: page.DraftPage, side: str, amount: int) -> None:
    """Let a side pay ``amount`` øre more itself: in the line of its own money, if it has one."""
    there = next(
        (one for one in mine.draft.financing if (one.side, one.source) == (side, "own")), None
    )
    actions.save_financing(
        mine.application,
        pk=there.pk if there else None,
        read_revision=there.revision if there else 0,
        side=side,
        source="own",
        text=there.text if there else "",
        amount=amount + (there.amount if there else 0),
        by=mine.user,
    )


def _carry_out(mine: page.DraftPage, wanted: c.Change) -> None:  # noqa: C901 -- a table
    """Let a change be done by the acts that anybody of the pair may do."""
    application, draft, by = mine.application, mine.draft, mine.user
    match wanted:
        case c.AskFor(amount, more, side):
            actions.save_amount(
                application, amount, read_revision=draft.revisions.get("amount", 0), by=by
            )
            if more:
                _cover(mine, side or "a", more)
        case c.CoverMore(side, amount):
            _cover(mine, side, amount)
        case c.AddOwnWork(side, hours, _amount):
            facts = {"side": side, "category": "own_work", "hours_hundredths": hours}
            actions.save_cost(application, by=by, **facts)  # type: ignore[arg-type]
        case c.RemoveCosts(category):
            for line in draft.costs:
                if (line.category or NO_SPECIAL_KIND) == category:
                    actions.remove_cost(application, line.pk, read_revision=line.revision, by=by)
        case c.SetLine(number, amount) if number <= len(draft.costs):
            line = draft.costs[number - 1]
            actions.save_cost(
                application,
                pk=line.pk,
                read_revision=line.revision,
                side=line.side,
                category=line.category,
                text=line.text,
                hours_hundredths=line.hours_hundredths,
                unit=line.unit,
                quantity_hundredths=line.quantity_hundredths,
                activity=line.activity_id,
                currency=line.currency,
                by=by,
                **_within(line, amount),
            )
        case c.MoveStart() | c.MoveEnd():
            basics: dict[str, Any] = basics_of(draft)
            basics["read_revision"] = basics.pop("revision")
            actions.save_basics(application, by=by, **{**basics, **_days_of(wanted)})
        case c.HoldOnline(number) if number <= len(draft.activities):
            one = draft.activities[number - 1]
            actions.save_activity(
                application,
                pk=one.pk,
                read_revision=one.revision,
                what=one.what,
                language=one.language,
                mode="online",
                from_date=one.from_date,
                to_date=one.to_date,
                people_a=one.people_a,
                people_b=one.people_b,
                task_a=one.task_a,
                task_b=one.task_b,
                led_by=one.led_by,
                by=by,
            )
        case _:
            raise Http404


def _within(line: Cost, amount: int) -> dict[str, Any]:
    """Return the sum and the price that bring a line to no more than ``amount`` øre."""
    most = most_within(amount, line.exchange) if line.exchange else amount
    return {
        "amount": amount,
        "original_amount": most,
        "rate": rate_within(line.quantity_hundredths or 0, most),
    }
