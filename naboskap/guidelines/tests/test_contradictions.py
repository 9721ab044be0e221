"""Which paragraphs of a version cannot all be meant; and that the judge agrees."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naboskap.guidelines.contradictions import SAID_ONCE, about, contradictions
from naboskap.guidelines.facts import CostLine, FinancingLine
from naboskap.guidelines.judge import PlainClause, compiled, judge
from naboskap.guidelines.judge.registry import KINDS
from naboskap.guidelines.tests.factories import every_row, good_facts, plain

TOTAL = 1_000_000_00  # øre; every per cent of it is a whole krone.


def clause(number, kind, severity="stops", **parameters):
    return PlainClause(number, kind, severity, parameters)


def codes(*clauses):
    return [one.code for one in contradictions(clauses)]


@pytest.mark.parametrize("row", every_row(), ids=lambda row: row["slug"])
def test_what_ships_does_not_contradict_itself(row):
    assert contradictions(plain(each) for each in row["clauses"]) == ()


SHARE = clause("4.1", "share_ceiling", percent=70)
REPORT = clause("7.5", "report_own_share", "", percent=30)
BARRED = clause("4.8", "not_covered", categories=["services", "own_work"])
CASES = {
    "floor_above_ceiling": (
        clause("4.1", "amount_limits", at_least=50_000_00),
        clause("4.2", "amount_limits", at_most=40_000_00),
    ),
    "floor_above_whole": (
        clause("4.1", "amount_limits", at_least=50_000_00),
        clause("4.2", "total_limits", at_most=40_000_00),
    ),
    "floor_above_share": (
        SHARE,
        clause("4.2", "amount_limits", at_least=35_000_01),
        clause("4.3", "total_limits", at_most=50_000_00),
    ),
    "brought_above_whole": (
        clause("4.2", "cofinancing", side="a", percent=60),
        clause("4.3", "cofinancing", side="b", percent=41),
    ),
    "share_and_own": (SHARE, clause("4.3", "cofinancing", side="b", percent=31)),
    "whole_and_own": (
        clause("4.1", "share_ceiling", percent=70, whole_below=50_000_00),
        clause("4.3", "cofinancing", side="b"),
    ),
    "share_and_report": (clause("4.1", "share_ceiling", percent=60), REPORT),
    "round_all_year": (
        clause("3.5", "start_in_round"),
        clause("5.3", "intake", "", continuous=True),
    ),
    "price_of_what_is_barred": (
        BARRED,
        clause("4.10", "hourly_ceiling", categories=["services"], rate=600_00),
    ),
    "granted_for_longer": (
        clause("3.7", "duration", years=2),
        clause("3.9", "years_at_a_time", years=3),
    ),
    "advance_and_instalments": (
        clause("7.1", "advance_share", "", percent=75),
        clause("7.2", "instalment_shares", "", shares=[50, 50]),
    ),
    "weeks_backwards": (clause("3.4", "lead_time", from_weeks=6, to_weeks=4),),
    "partner_nowhere": (
        clause("2.5", "partner_place", countries=["RU"]),
        clause("2.8", "partner_place", places=["SE-BD", "FI-10"]),
    ),
    "activity_nowhere": (
        clause("3.6", "activity_place", "warns", places=["RU-MUR"], more_than=50),
        clause("3.7", "activity_mode", barred_countries=["RU"]),
    ),
    "said_twice": (
        clause("2.4", "partner_required", required=True),
        clause("2.9", "partner_required", "warns", required=False),
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_each_is_found_and_names_its_paragraphs(code):
    [found] = contradictions(CASES[code])
    assert found.code == code
    assert found.numbers == tuple(one.number for one in CASES[code])


@pytest.mark.parametrize(
    "clauses",
    [
        (SHARE, REPORT),
        (SHARE, clause("4.3", "cofinancing", side="b")),
        (SHARE, clause("4.3", "cofinancing", side="b", percent=30)),
        (clause("4.1", "share_ceiling", percent=None), REPORT),
        (clause("4.1", "share_ceiling", percent=50, of_categories=["travel"]), REPORT),
        (clause("3.5", "start_in_round"), clause("5.3", "intake", "", continuous=None)),
        (
            clause("4.9", "not_covered", "warns", categories=["services"]),
            clause("4.7", "hourly_ceiling", categories=["services"], rate=600_00),
        ),
        (
            clause("3.6", "activity_place", places=["RU-MUR", "NO-56"], more_than=50),
            clause("3.7", "activity_mode", barred_countries=["RU"]),
        ),
        (
            clause("7.3", "report_within", "", days=None),
            clause("7.4", "report_within", "", days=30),
        ),
        (clause("4.1", "amount_limits", at_least=5, at_most=5),),
        (clause("4.1", "no_such_kind"), clause("4.2", "duration", years="long")),
    ],
)
def test_what_goes_together_is_let_be(clauses):
    assert contradictions(clauses) == ()


def test_only_kinds_that_are_there_are_said_once():
    assert set(KINDS) >= SAID_ONCE


def test_a_paragraph_is_told_of_its_own():
    found = contradictions([*CASES["share_and_own"], *CASES["round_all_year"]])
    assert [one.code for one in found] == ["round_all_year", "share_and_own"]
    assert [one.code for one in about("4.3", found)] == ["share_and_own"]
    assert about("1.1", found) == ()


# As in a version, each with a number of its own.
EVERY = [
    replace(one, number=f"{at}.1")
    for at, one in enumerate((one for case in CASES.values() for one in case), start=1)
]


@given(st.lists(st.sampled_from(EVERY), unique_by=id), st.randoms(use_true_random=False))
def test_the_order_of_the_paragraphs_says_nothing(some, random: Random):
    mixed = random.sample(some, len(some))
    assert contradictions(mixed) == contradictions(some)


@given(st.lists(st.sampled_from(EVERY), unique_by=id), st.sampled_from(EVERY))
def test_a_paragraph_more_never_mends_a_contradiction_of_two(some, more):
    """But what a side must bring is reckoned together: one more clause may say it otherwise."""
    reckoned = {"share_and_own", "whole_and_own", "brought_above_whole"}
    before = {(one.code, one.numbers) for one in contradictions(some)}
    after = {(one.code, one.numbers) for one in contradictions([*some, more])}
    assert {one for one in before if one[0] not in reckoned} <= after


PERCENT = st.none() | st.integers(0, 100)


@given(st.integers(0, 100), PERCENT, st.none() | PERCENT)
def test_a_share_and_what_is_brought_go_together_where_a_project_can_meet_both(
    percent, side_b, side_a
):
    """The whole share is asked for, and each side brings the least that it must."""
    clauses = [
        clause("4.1", "share_ceiling", percent=percent),
        clause("4.2", "budget_balances"),
        clause("4.3", "cofinancing", side="b", percent=side_b),
    ]
    if side_a is not None:
        clauses.append(clause("4.4", "cofinancing", side="a", percent=side_a))
    asked = percent * TOTAL // 100
    by_b = max((side_b or 0) * TOTAL // 100, 100)
    by_a = TOTAL - asked - by_b
    if by_a < 0:
        by_a, by_b = 0, max(TOTAL - asked, 0)
    facts = good_facts(
        costs=(CostLine(side="a", category="travel", amount=TOTAL),),
        financing=(
            FinancingLine(side="a", source="own", amount=by_a),
            FinancingLine(side="b", source="own", amount=by_b),
        ),
        amount_applied_for=asked,
    )

    can_be_met = not judge(compiled(clauses), facts)

    assert can_be_met == (not codes(*clauses))


AMOUNT = st.none() | st.integers(0, 10)


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT)
def test_floors_and_ceilings_go_together_where_a_sum_meets_them(low, high, lower, higher):
    clauses = [
        clause("4.1", "amount_limits", at_least=low, at_most=high),
        clause("4.2", "amount_limits", at_least=lower, at_most=higher),
    ]
    rules = compiled(clauses)

    met = any(not judge(rules, good_facts(amount_applied_for=sum_)) for sum_ in range(11))

    assert met == (not codes(*clauses))
