"""What it costs, who pays, and the sum applied for. All sums are øre."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.applications.actions.writing import (
    NOTHING,
    check_revision,
    opened,
    row_as_read,
    save_part,
    save_row,
    take_out_row,
)
from naboskap.applications.amounts import LARGEST, WHOLE, product
from naboskap.applications.models import Activity, Application, BudgetLine, FinancingLine
from naboskap.core.errors import require
from naboskap.core.permissions import Actor
from naboskap.guidelines.queries import hour_rates, version_in_force


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
    unlocked: Collection[str] = NOTHING,
) -> BudgetLine:
    """Add a budget line, or change the one with ``pk``.

    A counted line is ``quantity_hundredths`` of ``unit`` at ``rate`` øre each; else ``amount`` is
    the whole sum. Own work is hours times the rate of the guidelines in force; where they have
    none, the sum is the writer's own. ``activity``: the key of the activity that it is for. Rules
    APP-12 (a sum is given, not below nothing), APP-13 (own work in hours), APP-46 (how many, and
    the price), APP-47 (the pair's own activity), APP-48 (not beyond all sums).
    """
    application = opened(application, "money", by=by, unlocked=unlocked)
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
    row = row_as_read(BudgetLine.objects, application, "money", pk, read_revision, yours=facts)
    _check_sum(facts["amount"])
    return save_row(BudgetLine.objects, application, "cost", row, by=by, **facts)


def _activity(application: Application, pk: int | None) -> Activity | None:
    if pk is None:
        return None
    found = Activity.objects.filter(application=application, pk=pk).first()
    require("APP-47", found, _("This activity is no longer in the plan. Choose another, or none."))
    return found


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
    """Add money that somebody else pays, or change the line with ``pk``. Rule APP-12."""
    application = opened(application, "money", by=by, unlocked=unlocked)
    facts = {"side": side, "source": source, "text": text, "amount": amount}
    row = row_as_read(FinancingLine.objects, application, "money", pk, read_revision, yours=facts)
    _check_sum(amount)
    return save_row(FinancingLine.objects, application, "financing", row, by=by, **facts)


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
