"""What was found where a rule is met, kind by kind: short, and from the facts alone.

Nothing where the facts are silent: a rule that asks nothing of them is met by silence too.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from naboskap.guidelines.amounts import all_of, day, hours, money, share
from naboskap.guidelines.facts import Activity, Facts
from naboskap.guidelines.judge import PlainClause, read_parameters
from naboskap.guidelines.vocabulary import ATTACHMENTS, KINDS, LANGUAGES
from naboskap.guidelines.wording.reading import Names, Reading, side_in_text, side_name

MET: dict[str, Callable[[Any, Facts, Reading], str]] = {}
SIDES = ("a", "b")


def _met(function: Callable[[Any, Facts, Reading], str]) -> Callable[[Any, Facts, Reading], str]:
    MET[function.__name__] = function
    return function


def found_of(clause: PlainClause, facts: Facts, *, places: Names | None = None) -> str:
    """Say what was found of a clause that is met, in the active language."""
    parameters = read_parameters(clause.kind, clause.parameters)
    return MET[clause.kind](parameters, facts, Reading({}, {}, places or {}, ()))


def _each(words: dict[str, str]) -> str:
    """Say something of both sides, in their order."""
    return " ".join(
        _("%(side)s: %(words)s.") % {"side": side_name(side), "words": words[side]}
        for side in SIDES
    )


@_met
def applicant_place(_p: Any, facts: Facts, r: Reading) -> str:
    return r.place(facts.applicant.place)


@_met
def applicant_kind(_p: Any, facts: Facts, _r: Reading) -> str:
    return str(KINDS[facts.applicant.kind]) if facts.applicant.kind else ""


@_met
def applicant_registered(_p: Any, facts: Facts, _r: Reading) -> str:
    return _("Has a number in its register.") if facts.applicant.is_registered else ""


@_met
def partner_required(_p: Any, facts: Facts, _r: Reading) -> str:
    return _("There is a partner.") if facts.partner else _("There is no partner.")


@_met
def partner_place(_p: Any, facts: Facts, r: Reading) -> str:
    partner = facts.partner
    return r.place(partner.place or partner.country) if partner else _("There is no partner.")


@_met
def partner_kind(_p: Any, facts: Facts, _r: Reading) -> str:
    if facts.partner is None:
        return _("There is no partner.")
    return str(KINDS[facts.partner.kind]) if facts.partner.kind else ""


@_met
def open_reports(_p: Any, facts: Facts, _r: Reading) -> str:
    if not facts.open_obligations:
        return _("No earlier report is missing.")
    return ngettext(
        "%(number)s earlier report is missing.",
        "%(number)s earlier reports are missing.",
        facts.open_obligations,
    ) % {"number": facts.open_obligations}


@_met
def text_language(_p: Any, facts: Facts, _r: Reading) -> str:
    return str(LANGUAGES.get(facts.language, facts.language))


def _in(activities: int, count: int) -> str:
    return ngettext(
        "%(number)s of %(count)s activity", "%(number)s of %(count)s activities", count
    ) % {"number": activities, "count": count}


@_met
def both_active(_p: Any, facts: Facts, _r: Reading) -> str:
    if not facts.activities:
        return ""
    together = sum(len(each.sides_with_task) == len(SIDES) for each in facts.activities)
    return _("Both have a task in %(activities)s.") % {
        "activities": _in(together, len(facts.activities))
    }


@_met
def task_share(_p: Any, facts: Facts, _r: Reading) -> str:
    if not facts.activities:
        return ""
    return _each(
        {
            side: _("a task in %(activities)s")
            % {
                "activities": _in(
                    sum(side in each.sides_with_task for each in facts.activities),
                    len(facts.activities),
                )
            }
            for side in SIDES
        }
    )


def _start(_p: Any, facts: Facts, _r: Reading) -> str:
    return _("Starts %(day)s.") % {"day": day(facts.start_date)} if facts.start_date else ""


MET["start_after_sending"] = MET["start_in_round"] = _start


@_met
def lead_time(_p: Any, facts: Facts, _r: Reading) -> str:
    if facts.start_date is None:
        return ""
    days = (facts.start_date - facts.submitted_on).days
    return ngettext(
        "Starts %(number)s day after it was sent.",
        "Starts %(number)s days after it was sent.",
        days,
    ) % {"number": days}


@_met
def duration(_p: Any, facts: Facts, _r: Reading) -> str:
    if facts.start_date is None or facts.end_date is None:
        return ""
    return f"{day(facts.start_date)} – {day(facts.end_date)}"


@_met
def activity_place(p: Any, facts: Facts, _r: Reading) -> str:
    if not facts.activities:
        return ""

    def is_inside(each: Activity) -> bool:
        return each.mode == "online" or each.place in (p.places or ())

    inside = sum(is_inside(each) for each in facts.activities)
    return _("In the region or online: %(activities)s.") % {
        "activities": _in(inside, len(facts.activities))
    }


@_met
def activity_mode(_p: Any, facts: Facts, _r: Reading) -> str:
    if not facts.activities:
        return ""
    online = sum(each.mode == "online" for each in facts.activities)
    return _("Online: %(activities)s.") % {"activities": _in(online, len(facts.activities))}


@_met
def participant_ages(p: Any, facts: Facts, _r: Reading) -> str:
    ages = p.ages or ()
    there = dict.fromkeys(SIDES, 0)
    for group in facts.participants:
        if group.age in ages:
            there[group.side] += group.number
    return _each({side: str(number) for side, number in there.items()})


@_met
def share_ceiling(p: Any, facts: Facts, _r: Reading) -> str:
    asked = facts.amount_applied_for
    base = (
        facts.total_cost if p.of_categories is None else facts.cost_in(frozenset(p.of_categories))
    )
    if asked is None or not base:
        return ""
    return _("%(amount)s of %(of)s: %(percent)s.") % {
        "amount": money(asked),
        "of": money(base),
        "percent": share(asked * 1000 // base / 10),
    }


@_met
def amount_limits(_p: Any, facts: Facts, _r: Reading) -> str:
    return "" if facts.amount_applied_for is None else money(facts.amount_applied_for)


@_met
def total_limits(_p: Any, facts: Facts, _r: Reading) -> str:
    return money(facts.total_cost)


@_met
def budget_balances(_p: Any, facts: Facts, _r: Reading) -> str:
    return _("It costs %(total)s, and all of it is covered.") % {"total": money(facts.total_cost)}


@_met
def cofinancing(p: Any, facts: Facts, _r: Reading) -> str:
    return _("%(side)s brings %(amount)s.") % {
        "side": side_name(p.side),
        "amount": money(facts.contribution[p.side]),
    }


@_met
def own_work_rate(_p: Any, facts: Facts, _r: Reading) -> str:
    lines = [line for line in facts.costs if line.category == "own_work" and line.amount]
    if not lines:
        return _("No own work is counted.")
    return _("%(hours)s are counted as %(amount)s.") % {
        "hours": hours(sum(line.hours or 0 for line in lines)),
        "amount": money(sum(line.amount for line in lines)),
    }


@_met
def own_work_active(_p: Any, facts: Facts, _r: Reading) -> str:
    if not any(facts.own_work.values()):
        return _("No own work is counted.")
    return _("Whoever counts own work has a task.")


def _of_categories(p: Any, facts: Facts, _r: Reading) -> str:
    amount = facts.cost_in(frozenset(p.categories or ()))
    if not amount:
        return _("The budget has nothing of this.")
    return _("The budget has %(amount)s of this.") % {"amount": money(amount)}


@_met
def covered_sides(p: Any, facts: Facts, _r: Reading) -> str:
    paid = sum(
        line.amount
        for line in facts.costs
        if line.side in (p.sides or ()) and line.category != "own_work"
    )
    return _("All that costs money is here: %(sides)s, %(amount)s.") % {
        "sides": all_of(side_in_text(side) for side in p.sides or ()),
        "amount": money(paid),
    }


@_met
def daily_ceiling(p: Any, facts: Facts, r: Reading) -> str:
    days = facts.person_days
    told = _of_categories(p, facts, r)
    if days is None or not any(days.values()):
        return told
    number = days["a"] + days["b"]
    counted = ngettext(
        "Together %(number)s day for one person.",
        "Together %(number)s days for one person.",
        number,
    )
    return f"{told} {counted % {'number': number}}"


@_met
def required_attachments(p: Any, facts: Facts, _r: Reading) -> str:
    there = [each for each in p.attachments or () if each in facts.attachments]
    if not there:
        return _("Nothing is asked for here.")
    return _("It is there: %(attachments)s.") % {
        "attachments": all_of(ATTACHMENTS.get(each, each) for each in there)
    }


MET["category_share"] = _of_categories
MET["years_at_a_time"] = duration
MET["not_covered"] = MET["hourly_ceiling"] = _of_categories
