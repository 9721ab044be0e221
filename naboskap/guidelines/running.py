"""What of a version can forbid what runs already, and what it cannot decide. Pure.

Most paragraphs are asked once: when an application is sent, and what was sent before is judged by
the old ones. Some say what may not go on, whoever was promised it: those can put a case on hold.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from naboskap.core.errors import applies
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.findings import Breach, Finding, known, unknown
from naboskap.guidelines.judge import PlainClause, Rules, finding_of, judge, stopping_clauses
from naboskap.guidelines.parameters import ActivityMode, PartnerKind

# Each kind, and why it forbids what runs.
FORBIDS: Mapping[str, str] = {
    "activity_mode": "a way to meet, or a journey to a country, may not go on",
    "activity_place": "what is done elsewhere may not go on",
    "partner_place": "no money goes to, and nothing is done with, a partner there",
    "partner_kind": "nothing is done with such a partner, or one under such control",
    "not_covered": "no money goes to such costs from a day on",
    "covered_sides": "no money goes across the border from a day on",
}
# Each kind, and why it is asked only of what is sent.
WHEN_SENT: Mapping[str, str] = {
    "applicant_place": "who may apply is asked of whoever applies",
    "applicant_kind": "who may apply is asked of whoever applies",
    "applicant_registered": "who may apply is asked of whoever applies",
    "partner_required": "who applies together is asked of those who apply",
    "open_reports": "what is owed bars a new application",
    "text_language": "it is how an application is written",
    "required_attachments": "it is what an application brings",
    "both_active": "it is how good a plan has to be to get money",
    "task_share": "it is how good a plan has to be to get money",
    "participant_ages": "it is whom the money is given for",
    "start_after_sending": "it is counted from the day of sending",
    "lead_time": "it is counted from the day of sending",
    "start_in_round": "it is the round's own window",
    "duration": "how long a project lasts is agreed when it gets the money",
    "years_at_a_time": "how long the money lasts is agreed when it is given",
    "share_ceiling": "the sum is agreed when the money is given",
    "amount_limits": "the sum is agreed when the money is given",
    "total_limits": "the sum is agreed when the money is given",
    "budget_balances": "it is how a budget is written",
    "cofinancing": "who pays what is agreed when the money is given",
    "own_work_rate": "what an hour counts for is agreed when the money is given",
    "own_work_active": "it is how a budget is written",
    "hourly_ceiling": "what an hour costs is agreed when the money is given",
    "daily_ceiling": "what a day costs is agreed when the money is given",
    "category_share": "the shares of a budget are agreed when the money is given",
}


def forbidding_clauses(rules: Rules) -> tuple[PlainClause, ...]:
    """Return the paragraphs that can forbid what runs. Rule GUI-60: by their kind."""
    return tuple(
        clause
        for clause in stopping_clauses(rules)
        if not applies("GUI-60", clause.kind not in FORBIDS)
    )


def of_what_runs(rules: Rules) -> Rules:
    """Return the rules with only what forbids to judge by, and all that it hangs on."""
    numbers = {clause.number for clause in forbidding_clauses(rules)}
    return replace(rules, asked=tuple(one for one in rules.asked if one.clause.number in numbers))


def forbidden(rules: Rules, facts: Facts) -> tuple[Finding, ...]:
    """Return what the rules of ``of_what_runs`` forbid of a project, and nothing unsure."""
    return known(judge(rules, facts))


def undecided(rules: Rules, facts: Facts) -> tuple[Finding, ...]:
    """Return what the rules of ``of_what_runs`` cannot say: ``fields`` of each were not told.

    Rule GUI-61: where the judge lets what nobody told pass, it is not told that nothing is
    forbidden.
    """
    found = []
    for one in rules.asked:
        breach = one.function(one.parameters, facts, rules.context)
        if breach is None:
            breach = _untold(one.parameters, facts)
        if breach is not None and breach.missing:
            found.append(finding_of(one.clause, breach))
    return tuple(found)


def _untold(parameters: Any, facts: Facts) -> Breach | None:
    asks = _UNTOLD.get(type(parameters))
    field = asks(parameters, facts) if asks is not None else ""
    return unknown(field) if applies("GUI-61", field) else None


def _place_of_a_meeting(p: ActivityMode, facts: Facts) -> str:
    """Name the place of what is held in person, where a country is barred and none was told."""
    is_untold = any(
        one.mode == "in_person" and not one.place and not one.country for one in facts.activities
    )
    return "activities.place" if p.barred_countries and is_untold else ""


def _control_of_the_partner(p: PartnerKind, facts: Facts) -> str:
    """Name who controls the partner, where that is asked of its country and nobody told."""
    partner = facts.partner
    if not p.barred_controls or partner is None or partner.control != "unknown":
        return ""
    is_asked = p.of_countries is None or not partner.country or partner.country in p.of_countries
    return "partner.control" if is_asked else ""


_UNTOLD: Mapping[type, Callable[[Any, Facts], str]] = {
    ActivityMode: _place_of_a_meeting,
    PartnerKind: _control_of_the_partner,
}
