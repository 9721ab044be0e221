"""Every figure of domain.md 3.1 that has a value stands in a version that ships, with its source.

And those of 2.3, 3.2 and 10 that a version holds. What has no value there ("not found") is not
set here either. Sums in øre.
"""

import pytest

from naboskap.guidelines.facts import CostLine
from naboskap.guidelines.judge import judge
from naboskap.guidelines.tests.factories import good_facts, plain, starter_row, starter_rules
from naboskap.guidelines.wording.paragraphs import paragraph

NOT_SUPPORTED = [
    "humanitarian",
    "research",
    "marketing",
    "running_costs",
    "business_setup",
    "publications",
    "website",
    "film_production",
    "deficit",
]
# Version, paragraph, kind, value and what it is, source.
FIGURES = [
    ("ordinary", "4.1", "share_ceiling", "percent", 70, "[S2][S10]"),
    ("ordinary", "4.1", "share_ceiling", "by_theme", {"business": 50}, "[S2]"),
    ("ordinary", "4.3", "cofinancing", "side", "b", "[S10]"),
    ("ordinary", "4.3", "cofinancing", "percent", None, "[S10]"),
    ("ordinary", "4.7", "hourly_ceiling", "rate", 600_00, "[S10]"),
    ("ordinary", "4.7", "hourly_ceiling", "categories", ["services"], "[S10]"),
    ("ordinary", "4.5", "own_work_rate", "side_a", 200_00, "[S10]"),
    ("ordinary", "4.5", "own_work_rate", "side_b", 100_00, "[S10]"),
    ("ordinary", "4.8", "not_covered", "categories", NOT_SUPPORTED, "[S4][S38]"),
    ("ordinary", "4.9", "not_covered", "categories", ["investment", "equipment"], "[S4][S38]"),
    ("ordinary", "7.1", "advance_share", "percent", 75, "[S43]"),
    ("ordinary", "7.2", "auditor_above", "amount", 100_000_00, "[S42][S68]"),
    ("ordinary", "7.5", "report_own_share", "percent", 30, "[S42]"),
    ("ordinary", "2.6", "open_reports", "at_most", 0, "[S42]"),
    ("2024-ordinary", "4.11", "daily_ceiling", "amount", 500_00, "[S55]"),
    ("2024-ordinary", "4.11", "daily_ceiling", "categories", ["food"], "[S55]"),
    ("2024-ordinary", "4.7", "hourly_ceiling", "rate", 600_00, "[S55]"),
    (
        "2024-ordinary",
        "4.7",
        "hourly_ceiling",
        "categories",
        ["services", "management"],
        "[S55]",
    ),
    ("2024-ordinary", "4.1", "share_ceiling", "whole_below", 50_000_00, "[S55]"),
    ("2024-ordinary", "4.10", "covered_sides", "sides", ["a"], "[S55]"),
    # 2.3, 2.4, 2.5 and the other programmes.
    ("barentskult", "3.7", "duration", "years", 3, "[S14]"),
    ("barentskult", "3.9", "years_at_a_time", "years", 1, "[S14]"),
    ("travel", "4.1", "amount_limits", "at_most", 50_000_00, "[S12]"),
    ("journalist", "4.1", "share_ceiling", "percent", 70, "[S17][S18]"),
    ("youth", "3.7", "participant_ages", "ages", ["15-30"], "[S19]"),
    # 3.2: deadlines and who decides.
    ("ordinary", "6.1", "decision_level", "threshold", 400_000_00, "[S3]"),
    ("ordinary", "6.1", "decision_level", "boundary_included", True, "[S70]"),
    ("ordinary", "6.2", "answer_time", "from_weeks", 4, "[S3]"),
    ("ordinary", "6.2", "answer_time", "to_weeks", 6, "[S3]"),
    ("ordinary", "3.4", "lead_time", "from_weeks", 4, "[S41]"),
    ("ordinary", "3.4", "lead_time", "to_weeks", 6, "[S41]"),
    ("ordinary", "5.3", "intake", "continuous", False, "[S24]"),
    ("barentskult", "5.3", "intake", "continuous", False, "[S15]"),
    ("2022-ordinary", "5.3", "intake", "continuous", True, "[S39]"),
    ("2022-barentskult", "5.3", "intake", "continuous", True, "[S70]"),
]
# What has a rule and no figure: the paragraph, its kind ("" where it is told only), its source.
RULES = [
    ("ordinary", "4.6", "own_work_active", "[S10]"),
    ("ordinary", "4.4", "", "[S10][S49]"),
    ("ordinary", "7.3", "report_within", "[S42]"),
    ("ordinary", "7.6", "", "[S42][S43]"),
    ("ordinary", "6.4", "", "[S43]"),
    ("ordinary", "4.2", "budget_balances", "[S10]"),
    ("2024-ordinary", "4.4", "", "[S55]"),
]


def clause_of(edition, number):
    return next(one for one in starter_row(edition)["clauses"] if one["number"] == number)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda one: f"{one[0]} {one[1]} {one[3]}")
def test_the_figure_stands_in_a_version_with_its_source(figure):
    edition, number, kind, name, value, source = figure
    clause = clause_of(edition, number)
    assert clause["kind"] == kind
    assert clause["parameters"][name] == value
    assert _codes(source) <= _codes(clause["source"])


@pytest.mark.parametrize(("edition", "number", "kind", "source"), RULES)
def test_the_rule_stands_in_a_version_with_its_source(edition, number, kind, source):
    clause = clause_of(edition, number)
    assert clause.get("kind", "") == kind
    assert _codes(source) <= _codes(clause["source"])


def _codes(source):
    return {part.split("]")[0] for part in source.split("[")[1:]}


@pytest.mark.parametrize("language", ["nb", "nn", "en", "ru"])
def test_the_figures_are_read_as_they_are_enforced(language):
    """500 kr for each person and day [S55], in every language."""
    _heading, text = paragraph(plain(clause_of("2024-ordinary", "4.11")), language)
    assert "500" in text


@pytest.mark.parametrize(("kroner", "is_found"), [(6_000, False), (6_001, True)])
def test_food_is_judged_in_2024_and_not_before(kroner, is_found):
    """500 kr per person per day [S55]: two people from each side for three days."""
    meetings = tuple(
        each.model_copy(update={"people_a": 2, "people_b": 2, "place": "NO-56"})
        for each in good_facts().activities[:1]
    )
    line = CostLine(side="a", category="food", amount=kroner * 100)
    facts = good_facts(activities=meetings, costs=(line,), financing=(), amount_applied_for=1)
    found = [one for one in judge(starter_rules("2024-ordinary"), facts) if one.clause == "4.11"]
    assert bool(found) == is_found
    assert "daily_ceiling" not in {one.kind for one in judge(starter_rules(), facts)}
