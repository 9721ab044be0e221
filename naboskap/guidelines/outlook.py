"""What the judge can say of a project that is told in a few words, before there is a draft.

Whoever asks has told some facts and not others. The judge's word on a clause counts only where
all that the clause looks at was told (``needs_of``): then it is the word that the whole project
would get. Every other clause is left open, and said to be so; none is ever taken to be met.
"""

from collections.abc import Collection
from dataclasses import dataclass

from naboskap.guidelines.changes import FindApplicant, FindPartner
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.findings import STOPS, Finding, known, stopping
from naboskap.guidelines.judge import PlainClause, Rules, is_set, judge, read_parameters
from naboskap.guidelines.parameters import BothActive, PartnerKind, ShareCeiling

YES, NOT_YET, NO = "yes", "not_yet", "no"
VERDICTS = (YES, NOT_YET, NO)  # From the best to the worst.

# What a clause of each kind looks at. "costs" is what it all comes to; "costs.lines" each line
# of the budget; "activities.number" how many activities there are, and "activities.share" how they
# are spread over the places.
NEEDS: dict[str, frozenset[str]] = {
    "applicant_place": frozenset({"applicant.place"}),
    "applicant_kind": frozenset({"applicant.kind"}),
    "applicant_registered": frozenset({"applicant.kind", "applicant.is_registered"}),
    "partner_required": frozenset({"partner"}),
    "partner_place": frozenset({"partner.place"}),
    "partner_kind": frozenset({"partner"}),
    "open_reports": frozenset({"open_obligations"}),
    "text_language": frozenset({"language"}),
    "required_attachments": frozenset({"attachments"}),
    "both_active": frozenset({"activities"}),
    "task_share": frozenset({"activities", "activities.number"}),
    "start_after_sending": frozenset({"start_date"}),
    "lead_time": frozenset({"start_date"}),
    "start_in_round": frozenset({"start_date"}),
    "duration": frozenset({"start_date", "end_date"}),
    "years_at_a_time": frozenset({"start_date", "end_date"}),
    "activity_place": frozenset({"activities.place", "activities.share"}),
    "activity_mode": frozenset({"activities.place"}),
    "participant_ages": frozenset({"participants"}),
    "share_ceiling": frozenset({"amount_applied_for", "costs"}),
    "amount_limits": frozenset({"amount_applied_for"}),
    "total_limits": frozenset({"costs"}),
    "budget_balances": frozenset({"amount_applied_for", "costs", "financing"}),
    "cofinancing": frozenset({"costs", "financing", "costs.lines"}),
    "own_work_rate": frozenset({"costs.lines"}),
    "own_work_active": frozenset({"costs.lines", "activities"}),
    "hourly_ceiling": frozenset({"costs.lines"}),
    "daily_ceiling": frozenset({"costs.lines", "activities", "participants"}),
    "category_share": frozenset({"costs.lines"}),
    "not_covered": frozenset({"costs.lines"}),
    "covered_sides": frozenset({"costs.lines"}),
}


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a project stands by one version, as far as it was told.

    ``stops`` must be changed; ``notes`` are warnings and advice; ``open`` are the paragraphs
    that can stop a project, and that nothing was told about.
    """

    verdict: str
    stops: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    open: tuple[PlainClause, ...]


def needs_of(clause: PlainClause) -> frozenset[str]:
    """Return the facts that must be told before the judge's word on ``clause`` counts."""
    needs = NEEDS[clause.kind]
    match read_parameters(clause.kind, clause.parameters):
        case ShareCeiling() as p:
            if p.by_theme:
                needs |= {"theme"}
            if p.of_categories is not None:
                needs |= {"costs.lines"}
        case PartnerKind() as p:
            if p.kinds is not None:
                needs |= {"partner.kind"}
            if p.barred_controls:
                needs |= {"partner.control"}
            if p.of_countries is not None:
                needs |= {"partner.place"}
        case BothActive(activities=int(number)) if number > 1:
            needs |= {"activities.number"}
    return needs


def outlook(rules: Rules, facts: Facts, told: Collection[str]) -> Outlook:
    """Say how a project stands of which ``told`` names the facts that are known.

    Rules: GUI-25 (never yes where the judge finds something that stops), GUI-26 (what was not
    told is left open, and never taken to be met).
    """
    known_facts = frozenset(told)
    asked = {one.clause.number: one.clause for one in rules.asked if is_set(one.clause)}
    judged = {number for number, one in asked.items() if needs_of(one) <= known_facts}
    findings = [one for one in known(judge(rules, facts)) if one.clause in judged]
    stops = stopping(findings)
    return Outlook(
        verdict=_verdict(facts, stops),
        stops=stops,
        notes=tuple(one for one in findings if one.severity != STOPS),
        open=tuple(
            one for number, one in asked.items() if one.severity == STOPS and number not in judged
        ),
    )


def _verdict(facts: Facts, stops: tuple[Finding, ...]) -> str:
    """Yes without a stop; not yet where the two who are there can mend it; else no."""
    if not stops:
        return YES
    return NOT_YET if all(_is_mended_by_them(facts, one) for one in stops) else NO


def _is_mended_by_them(facts: Facts, finding: Finding) -> bool:
    """Whether a change helps that asks for no other applicant and no other partner."""
    return any(
        not isinstance(change, FindApplicant)
        and not (isinstance(change, FindPartner) and facts.partner is not None)
        for change in finding.changes
    )
