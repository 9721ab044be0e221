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
from naboskap.applications.models import Application, BudgetLine, FinancingLine
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
    unlocked: Collection[str] = NOTHING,
) -> BudgetLine:
    """Add a budget line, or change the one with ``pk``.

    Own work is hours times the rate of the guidelines in force; where they have none, the sum is
    the writer's own. Rules APP-12 (a sum is given, not below nothing), APP-13 (own work in hours).
    """
    application = opened(application, "money", by=by, unlocked=unlocked)
    facts: dict[str, Any] = {
        "side": side,
        "category": category,
        "text": text,
        "amount": amount,
        "hours_hundredths": None,
        "rate": None,
    }
    if category == BudgetLine.Category.OWN_WORK:
        require("APP-13", hours_hundredths, _("Write how many hours of work it is."))
        rate = _hour_rate(application, side)
        facts["hours_hundredths"], facts["rate"] = hours_hundredths, rate
        if rate is not None:
            facts["amount"] = worth(hours_hundredths or 0, rate)
    row = row_as_read(BudgetLine.objects, application, "money", pk, read_revision, yours=facts)
    _check_sum(facts["amount"])
    return save_row(BudgetLine.objects, application, "cost", row, by=by, **facts)


def worth(hours_hundredths: int, rate: int) -> int:
    """Return what hours of own work count for, in whole øre, half an øre rounded up."""
    return (hours_hundredths * rate + 50) // 100


def _hour_rate(application: Application, side: str) -> int | None:
    version = version_in_force(application.programme.rulebook)
    return hour_rates(version)[side] if version else None


def _check_sum(amount: int | None) -> None:
    require("APP-12", amount is not None and amount >= 0, _("Write the sum in kroner."))


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
