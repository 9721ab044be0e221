"""What it costs, who pays, and the sum applied for. All sums are øre."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.applications.actions.writing import (
    NOTHING,
    check_revision,
    opened,
    put_back_row,
    row_as_read,
    save_part,
    save_row,
    take_out_row,
)
from naboskap.applications.amounts import LARGEST, WHOLE, product
from naboskap.applications.exchange import BY_HAND, CURRENCIES, Rate, in_ore, rate_text
from naboskap.applications.models import Activity, Application, BudgetLine, FinancingLine
from naboskap.core.errors import require
from naboskap.core.permissions import Actor
from naboskap.guidelines.queries import hour_rates, version_in_force

MOST_PASTED = 200
IN_KRONER: dict[str, Any] = {
    "currency": "",
    "original_amount": None,
    "exchange_rate": "",
    "exchange_per": 1,
    "exchange_on": None,
    "exchange_source": "",
    "exchange_note": "",
}


@transaction.atomic
def save_cost(
    application: Application,
    *,
    side: str,
    category: str,
    by: Actor,
    pk: int | None = None,
    read_revision: int = 0,
    text: str = "",
    amount: int | None = None,
    hours_hundredths: int | None = None,
    unit: str = WHOLE,
    quantity_hundredths: int | None = None,
    rate: int | None = None,
    activity: int | None = None,
    currency: str = "",
    original_amount: int | None = None,
    exchange: Rate | None = None,
    unlocked: Collection[str] = NOTHING,
) -> BudgetLine:
    """Add a budget line, or change the one with ``pk``. An empty ``category`` is not said yet.

    Added from a page, ``read_revision`` is what ``next_row`` said there: a second press adds none.

    A counted line is ``quantity_hundredths`` of ``unit`` at ``rate`` øre each; else ``amount`` is
    the whole sum. Own work is hours times the rate of the guidelines in force; where they have
    none, the sum is the writer's own. ``activity``: the key of the activity that it is for.

    In another ``currency``, ``original_amount`` and ``rate`` are hundredths of it, and the øre
    are reckoned by ``exchange`` and frozen. Without one, a line keeps the rate that it has. Rules
    APP-12 (a sum is given, not below nothing), APP-13 (own work in hours), APP-46 (how many, and
    the price), APP-47 (the pair's own activity), APP-48 (not beyond all sums),
    APP-49 (a rate with its day and source) and APP-50 (a rate by hand says where it was found).
    """
    application = opened(application, "money", by=by, unlocked=unlocked)
    facts = _facts(
        application,
        side=side,
        category=category,
        text=text,
        amount=amount,
        hours_hundredths=hours_hundredths,
        unit=unit,
        quantity_hundredths=quantity_hundredths,
        rate=rate,
        activity=activity,
    )
    row = row_as_read(BudgetLine.objects, application, "money", pk, read_revision, yours=facts)
    if currency and category != BudgetLine.Category.OWN_WORK:
        if exchange is None and row is not None and row.currency == currency:
            exchange = _rate_of(row)
        original = original_amount if unit == WHOLE else facts["amount"]
        facts |= _exchanged(currency, original, exchange)
    _check_sum(facts["amount"])
    return save_row(
        BudgetLine.objects, application, "cost", row, by=by, since=read_revision, **facts
    )


@transaction.atomic
def add_costs(
    application: Application,
    lines: Sequence[Mapping[str, Any]],
    *,
    mark: str,
    by: Actor,
    unlocked: Collection[str] = NOTHING,
) -> list[BudgetLine]:
    """Add lines that were pasted together: all of them or none, and only once for a ``mark``.

    Each line holds what ``save_cost`` takes of a line in kroner. Rules APP-12, APP-13, APP-46 to
    APP-48, and APP-52 (at most 200 at once). A second time nothing is added.
    """
    application = opened(application, "money", by=by, unlocked=unlocked)
    require("APP-52", len(lines) <= MOST_PASTED, _("We take 200 rows at once. Paste a part."))
    if BudgetLine.objects.filter(application=application, pasted=mark).exists():
        return []
    added: list[BudgetLine] = []
    for line in lines:
        facts = {**_facts(application, **line), "pasted": mark}
        _check_sum(facts["amount"])
        added.append(save_row(BudgetLine.objects, application, "cost", None, by=by, **facts))
    return added


def _facts(
    application: Application,
    *,
    side: str,
    category: str,
    text: str = "",
    amount: int | None = None,
    hours_hundredths: int | None = None,
    unit: str = WHOLE,
    quantity_hundredths: int | None = None,
    rate: int | None = None,
    activity: int | None = None,
) -> dict[str, Any]:
    """Return what a line in kroner holds."""
    facts: dict[str, Any] = {
        "side": side,
        "category": category,
        "text": text,
        "amount": amount,
        "hours_hundredths": None,
        "unit": WHOLE,
        "quantity_hundredths": None,
        "rate": None,
        "activity": _activity(application, activity),
        **IN_KRONER,
    }
    if category == BudgetLine.Category.OWN_WORK:
        require("APP-13", hours_hundredths, _("Write how many hours of work it is."))
        facts["hours_hundredths"], facts["rate"] = hours_hundredths, _hour_rate(application, side)
        if facts["rate"] is not None:
            facts["amount"] = product(hours_hundredths or 0, facts["rate"])
    elif unit != WHOLE:
        require("APP-46", quantity_hundredths, _("Write how many it is."))
        require("APP-46", rate is not None and rate >= 0, _("Write the price for one."))
        facts |= {"unit": unit, "quantity_hundredths": quantity_hundredths, "rate": rate}
        facts["amount"] = product(quantity_hundredths or 0, rate or 0)
    return facts


def _activity(application: Application, pk: int | None) -> Activity | None:
    if pk is None:
        return None
    found = Activity.objects.filter(application=application, pk=pk).first()
    require("APP-47", found, _("This activity is no longer in the plan. Choose another, or none."))
    return found


def _exchanged(currency: str, original: int | None, rate: Rate | None) -> dict[str, Any]:
    """Return what a line in another currency holds, and its sum in øre."""
    require("APP-49", currency in CURRENCIES, _("Choose a currency in the list."))
    require(
        "APP-49",
        rate and rate_text(rate.kroner) == rate.kroner and rate.per > 0,
        _("Write the exchange rate, with where you found it."),
    )
    assert rate is not None
    require(
        "APP-50",
        rate.source != BY_HAND or rate.note.strip(),
        _("Write where you found the exchange rate, and why you use it."),
    )
    _check_sum(original)
    assert original is not None
    return {
        "currency": currency,
        "original_amount": original,
        "amount": in_ore(original, rate),
        "exchange_rate": rate.kroner,
        "exchange_per": rate.per,
        "exchange_on": rate.on,
        "exchange_source": rate.source,
        "exchange_note": rate.note,
    }


def _rate_of(row: BudgetLine) -> Rate:
    assert row.exchange_on is not None
    facts = (row.exchange_rate, row.exchange_per, row.exchange_on)
    return Rate(*facts, row.exchange_source, row.exchange_note)


@transaction.atomic
def change_exchange(
    application: Application,
    pk: int,
    *,
    rate: Rate,
    read_revision: int,
    by: Actor,
    unlocked: Collection[str] = NOTHING,
) -> BudgetLine:
    """Reckon a line in another currency by another rate; what it was stays in the trail.

    Rules APP-48 to APP-50, and APP-51 (only a line in another currency has a rate).
    """
    application = opened(application, "money", by=by, unlocked=unlocked)
    yours = {"exchange_rate": rate.kroner}
    row = row_as_read(BudgetLine.objects, application, "money", pk, read_revision, yours=yours)
    assert row is not None
    require("APP-51", row.currency, _("This line is in kroner, and has no exchange rate."))
    facts = _exchanged(row.currency, row.original_amount, rate)
    _check_sum(facts["amount"])
    return save_row(BudgetLine.objects, application, "exchange", row, by=by, **facts)


def _hour_rate(application: Application, side: str) -> int | None:
    version = version_in_force(application.programme.rulebook)
    return hour_rates(version)[side] if version else None


def _check_sum(amount: int | None) -> None:
    require("APP-12", amount is not None and amount >= 0, _("Write the sum in kroner."))
    require(
        "APP-48",
        (amount or 0) <= LARGEST,
        _("This sum is larger than we can take. Check the number of zeros."),
    )


def remove_cost(
    application: Application,
    pk: int,
    *,
    read_revision: int,
    by: Actor,
    unlocked: Collection[str] = NOTHING,
) -> None:
    """Take a line out of the budget; what it said stays in the trail."""
    take_out_row(
        BudgetLine.objects,
        application,
        "money",
        "cost",
        pk=pk,
        read_revision=read_revision,
        by=by,
        unlocked=unlocked,
    )


def put_back_cost(
    application: Application, pk: int, *, by: Actor, unlocked: Collection[str] = NOTHING
) -> BudgetLine:
    """Put a line back that was taken out of the budget. Rule APP-96.

    Where its activity has been taken out since, it is for none.
    """
    return put_back_row(
        BudgetLine.objects, application, "money", "cost", pk=pk, by=by, unlocked=unlocked
    )


@transaction.atomic
def save_financing(
    application: Application,
    *,
    side: str,
    source: str,
    amount: int,
    by: Actor,
    pk: int | None = None,
    read_revision: int = 0,
    text: str = "",
    unlocked: Collection[str] = NOTHING,
) -> FinancingLine:
    """Add money that somebody else pays, or change the line with ``pk``. Rule APP-12.

    Added from a page, ``read_revision`` is what ``next_row`` said there: a second press adds none.
    """
    application = opened(application, "money", by=by, unlocked=unlocked)
    facts = {"side": side, "source": source, "text": text, "amount": amount}
    row = row_as_read(FinancingLine.objects, application, "money", pk, read_revision, yours=facts)
    _check_sum(amount)
    return save_row(
        FinancingLine.objects, application, "financing", row, by=by, since=read_revision, **facts
    )


def remove_financing(
    application: Application,
    pk: int,
    *,
    read_revision: int,
    by: Actor,
    unlocked: Collection[str] = NOTHING,
) -> None:
    """Take a line out of the financing plan; what it said stays in the trail."""
    take_out_row(
        FinancingLine.objects,
        application,
        "money",
        "financing",
        pk=pk,
        read_revision=read_revision,
        by=by,
        unlocked=unlocked,
    )


def put_back_financing(
    application: Application, pk: int, *, by: Actor, unlocked: Collection[str] = NOTHING
) -> FinancingLine:
    """Put a line back that was taken out of the financing plan. Rule APP-96."""
    return put_back_row(
        FinancingLine.objects,
        application,
        "money",
        "financing",
        pk=pk,
        by=by,
        unlocked=unlocked,
    )


@transaction.atomic
def save_amount(
    application: Application,
    amount: int | None,
    *,
    read_revision: int,
    by: Actor,
    unlocked: Collection[str] = NOTHING,
) -> Application:
    """Save the sum applied for; None takes it away again. Rule APP-12."""
    application = opened(application, "money", by=by, unlocked=unlocked)
    check_revision(application, "amount", read_revision, yours={"amount_applied_for": amount})
    if amount is not None:
        _check_sum(amount)
    return save_part(application, "amount", by=by, amount_applied_for=amount)
