"""What may be asked for, what the budget may hold, and what the pair brings itself."""

from naboskap.guidelines.changes import (
    AddCosts,
    AddOwnFinancing,
    AddOwnWork,
    AskFor,
    Change,
    CoverMore,
    GiveTask,
    LowerFinancing,
    RemoveCosts,
    RemoveSideCosts,
    SetLine,
)
from naboskap.guidelines.facts import CostLine, Facts
from naboskap.guidelines.findings import Breach, unknown
from naboskap.guidelines.judge.registry import Context, asks
from naboskap.guidelines.parameters import (
    AmountLimits,
    CategoryShare,
    Cofinancing,
    CoveredSides,
    DailyCeiling,
    HourlyCeiling,
    NotCovered,
    Nothing,
    OwnWorkRate,
    ShareCeiling,
    TotalLimits,
)

KRONE = 100


def _krone_below(ore: int) -> int:
    return ore // KRONE * KRONE


def _krone_above(ore: int) -> int:
    return -(-ore // KRONE) * KRONE


def _hours_for(amount: int, rate: int) -> int:
    """Whole hours (in hundredths) whose worth at ``rate`` is at least ``amount``."""
    return -(-amount // rate) * 100


def _ask_for(limit: int, facts: Facts) -> AskFor:
    """Offer a lower sum; what the plan then lacks, the pair covers, and not an øre more."""
    less = (facts.amount_applied_for or 0) - limit
    lacking = facts.total_cost - facts.covered + less
    return AskFor(limit, cover_more=min(less, max(lacking, 0)))


def share_of(part: int, whole: int, *, above: int) -> float:
    """Return the share in per cent with one decimal: the nearest one that is more than ``above``.

    What is a hair too much is told as 70.1 and not as 70.
    """
    nearest = (2000 * part + whole) // (2 * whole) / 10
    return nearest if nearest > above else -(-part * 1000 // whole) / 10


@asks(ShareCeiling)
def share_ceiling(p: ShareCeiling, facts: Facts, context: Context) -> Breach | None:
    """At most ``percent`` of the whole cost is asked for, or another share for the theme.

    With ``of_categories`` the share is of those costs only. A budget under ``whole_below``
    may be covered whole.
    """
    percent = p.by_theme.get(facts.theme, p.percent) if facts.theme else p.percent
    if percent is None:
        return None
    asked = facts.amount_applied_for
    if asked is None:
        return unknown("amount_applied_for", percent=percent)
    base = (
        facts.total_cost if p.of_categories is None else facts.cost_in(frozenset(p.of_categories))
    )
    if not base and asked:
        return unknown("costs", percent=percent)
    usual = percent
    if p.whole_below is not None and base < p.whole_below:
        percent = 100
    if asked * 100 <= percent * base:
        return None
    limit = _krone_below(base * percent // 100)
    changes: list[Change] = [_ask_for(limit, facts)]
    if p.of_categories is None and percent:
        lacking = _krone_above(-(-asked * 100 // percent) - base)
        if p.whole_below is not None and base < p.whole_below <= base + lacking and usual:
            lacking = _krone_above(-(-asked * 100 // usual) - base)  # No longer a small budget.
        changes.append(AddOwnFinancing("a", lacking))
        if (rate := context.rate("a")) and percent == usual:
            hours = _hours_for(lacking, rate)
            changes.append(AddOwnWork("a", hours, hours * rate // 100))
    return Breach(
        found={"amount": asked, "of": base, "percent": share_of(asked, base, above=percent)},
        required={
            "percent": percent,
            "amount": limit,
            "of": "total" if p.of_categories is None else "part",
            "categories": p.of_categories or (),
        },
        fields=("amount_applied_for", "costs", "financing"),
        changes=tuple(changes),
    )


@asks(AmountLimits)
def amount_limits(p: AmountLimits, facts: Facts, _: Context) -> Breach | None:
    """The sum applied for is at least ``at_least`` and at most ``at_most``."""
    asked = facts.amount_applied_for
    if p.at_most is None and p.at_least is None:
        return None
    required = {"at_most": p.at_most, "at_least": p.at_least}
    if asked is None:
        return unknown("amount_applied_for", **required)
    if p.at_most is not None and asked > p.at_most:
        change = _ask_for(p.at_most, facts)
    elif p.at_least is not None and asked < p.at_least:
        change = AskFor(p.at_least)
    else:
        return None
    return Breach({"amount": asked}, required, ("amount_applied_for",), (change,))


@asks(TotalLimits)
def total_limits(p: TotalLimits, facts: Facts, _: Context) -> Breach | None:
    """The whole cost is at least ``at_least`` and at most ``at_most``."""
    total = facts.total_cost
    required = {"at_most": p.at_most, "at_least": p.at_least}
    if p.at_least is not None and total < p.at_least:
        return Breach({"total": total}, required, ("costs",), (AddCosts(p.at_least - total),))
    if p.at_most is not None and total > p.at_most:
        return Breach({"total": total}, required, ("costs",))
    return None


@asks(Nothing)
def budget_balances(_p: Nothing, facts: Facts, _: Context) -> Breach | None:
    """What pays is as much as what it costs, own work and the sum applied for included."""
    asked = facts.amount_applied_for
    if not facts.costs or asked is None:
        return unknown("costs", "amount_applied_for")
    lacking = facts.total_cost - facts.covered
    if not lacking:
        return None
    over = -lacking
    changes: tuple[Change, ...]
    if lacking > 0:
        changes = (CoverMore("a", lacking),)
    elif over <= asked:
        changes = (AskFor(asked - over), AddCosts(over))
    elif over <= sum(line.amount for line in facts.financing):
        changes = (LowerFinancing(over), AddCosts(over))
    else:
        changes = (AddCosts(over),)
    return Breach(
        found={"total": facts.total_cost, "covered": facts.covered},
        required={"covered": facts.total_cost},
        fields=("costs", "financing", "amount_applied_for"),
        changes=changes,
    )


@asks(Cofinancing)
def cofinancing(p: Cofinancing, facts: Facts, context: Context) -> Breach | None:
    """The side brings something, money or own work: any sum, or at least ``percent``."""
    if p.side == "b" and facts.partner is None:
        return None  # Whether there must be one is another clause's question.
    if not facts.costs:
        return unknown("costs", side=p.side)
    brought = facts.contribution[p.side]
    total = facts.total_cost
    if brought and brought * 100 >= (p.percent or 0) * total:
        return None
    party = facts.partner if p.side == "b" else facts.applicant
    lenient = party is not None and party.kind in (p.little_expected_of or ())
    if p.percent and p.percent < 100:  # The new sum raises the total too.
        lacking = -(-(p.percent * total - 100 * brought) // (100 - p.percent))
    else:
        lacking = KRONE
    lacking = max(_krone_above(lacking), KRONE)
    changes: list[Change] = []
    if rate := context.rate(p.side):
        hours = _hours_for(lacking, rate)
        changes.append(AddOwnWork(p.side, hours, hours * rate // 100))
    changes.append(AddOwnFinancing(p.side, lacking))
    return Breach(
        found={"side": p.side, "amount": brought, "little_is_enough": lenient},
        required={"percent": p.percent},
        fields=("financing", "costs"),
        changes=tuple(changes),
    )


def _too_dear(number: int, line: CostLine, rate: int, others: int) -> Breach:
    worth = _krone_below(line.hours * rate // 100) if line.hours else 0
    return Breach(
        found={
            "line": number,
            "side": line.side,
            "amount": line.amount,
            "hours": line.hours,
            "category": line.category,
            "lines": others,
        },
        required={"rate": rate, "amount": worth},
        fields=("costs",),
        changes=(SetLine(number, worth),) if others == 1 else (),
    )


def _dear_lines(
    facts: Facts, categories: frozenset[str], rates: dict[str, int | None]
) -> Breach | None:
    dear = [
        (number, line, rate)
        for number, line in enumerate(facts.costs, start=1)
        if line.category in categories and line.hours is not None
        if (rate := rates[line.side]) is not None and line.amount * 100 > line.hours * rate
    ]
    if not dear:
        return None
    number, line, rate = dear[0]
    return _too_dear(number, line, rate, len(dear))


@asks(OwnWorkRate)
def own_work_rate(p: OwnWorkRate, facts: Facts, _: Context) -> Breach | None:
    """Own work counts by the hour, at most at its side's rate."""
    rates = {"a": p.side_a, "b": p.side_b}
    for line in facts.costs:
        if line.category == "own_work" and line.amount and line.hours is None:
            return unknown("costs.hours", rate=rates[line.side])
    return _dear_lines(facts, frozenset({"own_work"}), rates)


@asks(HourlyCeiling)
def hourly_ceiling(p: HourlyCeiling, facts: Facts, _: Context) -> Breach | None:
    """Costs in ``categories`` that are counted in hours cost at most the side's rate an hour."""
    if p.categories is None or p.rate is None:
        return None
    there = p.rate if p.rate_b is None else p.rate_b
    return _dear_lines(facts, frozenset(p.categories), {"a": p.rate, "b": there})


def _largest_line(facts: Facts, categories: frozenset[str]) -> tuple[int, CostLine]:
    """Return the number (from 1) of the dearest line in ``categories``, and the line."""
    lines = enumerate(facts.costs, start=1)
    return max(
        ((number, line) for number, line in lines if line.category in categories),
        key=lambda one: (one[1].amount, -one[0]),
    )


@asks(DailyCeiling)
def daily_ceiling(p: DailyCeiling, facts: Facts, _: Context) -> Breach | None:
    """Costs in ``categories`` are at most ``amount`` for each person and day.

    The days are those on which people meet in person. Nothing is said before somebody has told
    how many take part; an activity without a day is asked for one.
    """
    if not p.categories or p.amount is None:
        return None
    categories = frozenset(p.categories)
    spent = facts.cost_in(categories)
    if not spent:
        return None
    if not facts.activities:
        return unknown("activities", amount=p.amount)
    days = facts.person_days
    if days is None:
        is_dated = all(one.mode == "online" or one.from_date for one in facts.activities)
        return None if is_dated else unknown("activities.from_date", amount=p.amount)
    limit = (days["a"] + days["b"]) * p.amount
    if spent <= limit:
        return None
    number, line = _largest_line(facts, categories)
    most = _krone_below(limit - (spent - line.amount))
    return Breach(
        found={"amount": spent, "days": days["a"] + days["b"], "categories": p.categories},
        required={"amount": limit, "rate": p.amount},
        fields=("costs", "activities"),
        changes=(SetLine(number, most),) if most >= 0 else (),
    )


@asks(CategoryShare)
def category_share(p: CategoryShare, facts: Facts, _: Context) -> Breach | None:
    """Costs in ``categories`` are at most ``percent`` of the whole cost."""
    if not p.categories or p.percent is None:
        return None
    categories, total = frozenset(p.categories), facts.total_cost
    spent = facts.cost_in(categories)
    if spent * 100 <= p.percent * total:
        return None
    number, line = _largest_line(facts, categories)
    # The smaller line makes the whole smaller too.
    room = p.percent * (total - line.amount) - 100 * (spent - line.amount)
    most = _krone_below(room // (100 - p.percent))
    return Breach(
        found={
            "amount": spent,
            "of": total,
            "percent": share_of(spent, total, above=p.percent),
            "categories": p.categories,
        },
        required={"percent": p.percent, "amount": p.percent * total // 100},
        fields=("costs",),
        changes=(SetLine(number, most),) if most >= 0 else (),
    )


@asks(Nothing)
def own_work_active(_p: Nothing, facts: Facts, _: Context) -> Breach | None:
    """A side whose own work is counted has a task in at least one activity."""
    idle = tuple(
        side
        for side in ("a", "b")
        if facts.own_work[side]
        and not any(side in activity.sides_with_task for activity in facts.activities)
    )
    if not idle:
        return None
    if not facts.activities:
        return unknown("activities")
    return Breach(
        found={"sides": idle, "amount": facts.own_work[idle[0]]},
        required={},
        fields=("costs", "activities"),
        changes=(GiveTask(1, idle),),
    )


@asks(CoveredSides)
def covered_sides(p: CoveredSides, facts: Facts, _: Context) -> Breach | None:
    """What costs money is on one of ``sides``; own work costs nobody any."""
    if not p.sides:
        return None
    sums: dict[str, int] = {}
    for line in facts.costs:
        if line.amount and line.side not in p.sides and line.category != "own_work":
            sums[line.side] = sums.get(line.side, 0) + line.amount
    if not sums:
        return None
    return Breach(
        found={"sides": tuple(sums), "amount": sum(sums.values())},
        required={"sides": p.sides},
        fields=("costs",),
        changes=tuple(RemoveSideCosts(side) for side in sums) if len(sums) == 1 else (),
    )


@asks(NotCovered)
def not_covered(p: NotCovered, facts: Facts, _: Context) -> Breach | None:
    """Nothing in the budget is of ``categories``."""
    if not p.categories:
        return None
    sums: dict[str, int] = {}
    for line in facts.costs:
        if line.amount and line.category in p.categories:
            sums[line.category] = sums.get(line.category, 0) + line.amount
    if not sums:
        return None
    return Breach(
        found={"categories": tuple(sums), "amount": sum(sums.values())},
        required={},
        fields=("costs",),
        changes=tuple(RemoveCosts(category) for category in sums) if len(sums) == 1 else (),
    )
