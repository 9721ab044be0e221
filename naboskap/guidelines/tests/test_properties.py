"""What holds for every project, not only for the examples."""

import os
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naboskap.guidelines.changes import (
    AddOwnFinancing,
    CoverMore,
    MoveStart,
    apply_change,
    as_data,
    from_data,
)
from naboskap.guidelines.facts import (
    Activity,
    CostLine,
    Facts,
    FinancingLine,
    ParticipantGroup,
    Party,
)
from naboskap.guidelines.judge import PlainClause, compiled, judge
from naboskap.guidelines.tests.factories import RULEBOOKS, one_rule, starter_rules

DAY = date(2021, 10, 4)
PLACES = st.sampled_from(["", "NO-18", "NO-56", "NO-03", "RU-MUR", "RU-MOW", "RU-LEN", "FI-10"])
SIDE = st.sampled_from(["a", "b"])
MONEY = st.one_of(st.just(0), st.integers(1, 900_000_00))
DAYS = st.none() | st.integers(-30, 2_000).map(lambda days: DAY + timedelta(days=days))
parties = st.builds(
    Party,
    kind=st.none() | st.sampled_from(["school", "voluntary", "company", "private_person"]),
    place=PLACES,
    country=st.sampled_from(["", "NO", "RU", "FI"]),
    is_registered=st.booleans(),
    is_chosen=st.booleans(),
    control=st.sampled_from(["independent", "national_authority", "unknown"]),
)
activities = st.builds(
    Activity,
    mode=st.sampled_from(["in_person", "online"]),
    place=PLACES,
    sides_with_task=st.frozensets(SIDE),
    from_date=st.none() | st.just(DAY),
    to_date=st.none() | st.integers(0, 9).map(lambda days: DAY + timedelta(days=days)),
    people_a=st.none() | st.integers(0, 30),
    people_b=st.none() | st.integers(0, 30),
)
COSTS = {"travel", "services", "food", "own_work", "marketing", "investment"}
costs = st.builds(
    CostLine,
    side=SIDE,
    category=st.sampled_from(sorted(COSTS)),
    amount=MONEY,
    hours=st.none() | st.integers(0, 500_00),
)
facts = st.builds(
    Facts,
    submitted_on=st.just(DAY),
    theme=st.none() | st.sampled_from(["business", "culture"]),
    applicant=parties,
    partner=st.none() | parties,
    activities=st.lists(activities, max_size=4).map(tuple),
    participants=st.lists(
        st.builds(
            ParticipantGroup,
            side=SIDE,
            age=st.sampled_from(["0-14", "15-30", "31-"]),
            number=st.integers(0, 9),
        ),
        max_size=3,
    ).map(tuple),
    costs=st.lists(costs, max_size=5).map(tuple),
    financing=st.lists(
        st.builds(FinancingLine, side=SIDE, source=st.just("own"), amount=MONEY), max_size=3
    ).map(tuple),
    amount_applied_for=st.none() | MONEY,
    start_date=DAYS,
    end_date=DAYS,
    round_starts_from=st.none() | st.just(DAY + timedelta(days=60)),
    round_starts_to=st.none() | st.just(DAY + timedelta(days=150)),
    answer_counts_from=st.none() | st.just(DAY + timedelta(days=40)),
    open_obligations=st.integers(0, 2),
    attachments=st.frozensets(st.sampled_from(["accounts", "quote", "cv"])),
)


def examples(number):
    """Say how many examples to try: a fifth of them in the inner loop."""
    return number // 5 if os.environ.get("TEST_FAST") else number


ALL = {
    edition: starter_rules(edition) for edition in (*RULEBOOKS, "2022-ordinary", "2024-ordinary")
}
CAPPED = {
    "by the day": one_rule("daily_ceiling", categories=["food"], amount=500_00),
    "days of much": one_rule("daily_ceiling", categories=["food", "travel"], amount=900_00),
    "by share": one_rule("category_share", categories=["marketing"], percent=15),
    "share of much": one_rule("category_share", categories=["travel", "food"], percent=40),
    "none of it": one_rule("category_share", categories=["investment"], percent=0),
    "by side": one_rule("hourly_ceiling", categories=["services"], rate=600_00, rate_b=200_00),
    "a year": one_rule("years_at_a_time", years=1),
    "papers": one_rule("required_attachments", attachments=["accounts"]),
    "papers above": one_rule(
        "required_attachments",
        attachments=["quote", "cv"],
        above=100_000_00,
        themes=["culture"],
        applicant_kinds=["school", "company"],
    ),
}
LATER = {
    "control": one_rule(
        "partner_kind", kinds=["voluntary"], barred_controls=["national_authority"]
    ),
    "control there": one_rule(
        "partner_kind", barred_controls=["regional_authority"], of_countries=["RU"]
    ),
    "mode": one_rule("activity_mode", barred_countries=["RU"]),
    "sides": one_rule("covered_sides", sides=["a"]),
    "share": one_rule("share_ceiling", percent=70, whole_below=500_000_00),
    "part": one_rule("cofinancing", side="b", percent=12),
    "limits": one_rule("amount_limits", at_most=100_00, at_least=50_00),
    "total": one_rule("total_limits", at_most=900_000_00, at_least=700_00),
    "language": one_rule("text_language", languages=["en"]),
}

# Every kind that can ask for another first day, and the one that can ask for another last one.
MOVERS = compiled(
    (
        PlainClause("3.3", "start_after_sending", "stops", {}),
        PlainClause("3.4", "lead_time", "advises", {"from_weeks": 4, "to_weeks": 6}),
        PlainClause("3.5", "start_in_round", "warns", {}),
        PlainClause("3.6", "duration", "stops", {"years": 3}),
    )
)

# Every kind that no starter version has, in one version.
EVERY = compiled(
    replace(rules.clauses[0], number=f"9.{place}")
    for place, rules in enumerate((*CAPPED.values(), *LATER.values()), start=1)
)


@pytest.mark.parametrize("name", [*ALL, *LATER, *CAPPED])
@settings(max_examples=examples(150), deadline=None)
@given(project=facts)
def test_a_suggested_change_satisfies_the_clause(name, project):
    rules = {**ALL, **LATER, **CAPPED}[name]
    for finding in judge(rules, project):
        for change in finding.changes:
            after = judge(rules, apply_change(project, change))
            assert finding.clause not in {one.clause for one in after}, change


def is_in_order(project):
    begins, ends = project.start_date, project.end_date
    return begins is None or ends is None or begins <= ends


@pytest.mark.parametrize("name", [*ALL, "all movers"])
@settings(max_examples=examples(300), deadline=None)
@given(project=facts.filter(is_in_order))
def test_no_change_lets_a_project_end_before_it_begins(name, project):
    """GUI-41: what is offered is what the form takes (APP-11), and it helps."""
    rules = {**ALL, "all movers": MOVERS}[name]
    for finding in judge(rules, project):
        for change in finding.changes:
            after = apply_change(project, change)
            assert is_in_order(after), change
            assert from_data(as_data(change)) == change
            assert finding.clause not in {one.clause for one in judge(rules, after)}, change


@settings(max_examples=examples(300), deadline=None)
@given(project=facts.filter(is_in_order))
def test_where_one_first_day_suits_all_no_other_is_offered(project):
    """GUI-40."""
    moves = [
        change
        for finding in judge(MOVERS, project)
        for change in finding.changes
        if isinstance(change, MoveStart)
    ]
    suits = [
        day
        for day in moves
        if not any(
            isinstance(change, MoveStart)
            for finding in judge(MOVERS, apply_change(project, day))
            for change in finding.changes
        )
    ]
    assert len(set(moves)) <= 1 or not suits


@settings(max_examples=examples(300), deadline=None)
@given(project=facts, amount=st.integers(1, 900_000_00), side=SIDE)
def test_own_financing_never_turns_the_share_from_pass_to_fail(project, amount, side):
    rules = one_rule("share_ceiling", percent=70, by_theme={"business": 50})
    if judge(rules, project):
        return
    for change in (AddOwnFinancing(side, amount), CoverMore(side, amount)):
        assert judge(rules, apply_change(project, change)) == ()


@pytest.mark.parametrize("name", CAPPED)
@settings(max_examples=examples(100), deadline=None)
@given(project=facts, amount=st.integers(1, 900_000_00), side=SIDE)
def test_own_financing_never_turns_a_pass_into_a_fail(name, project, amount, side):
    rules = CAPPED[name]
    if judge(rules, project):
        return
    for change in (AddOwnFinancing(side, amount), CoverMore(side, amount)):
        assert judge(rules, apply_change(project, change)) == ()


@settings(max_examples=examples(100), deadline=None)
@given(project=facts, seed=st.integers(0, 999))
def test_the_order_of_the_clauses_does_not_matter(project, seed):
    for rules in (*ALL.values(), EVERY):
        shuffled = list(rules.clauses)
        Random(seed).shuffle(shuffled)
        assert judge(compiled(shuffled), project) == judge(rules, project)


@settings(max_examples=examples(100), deadline=None)
@given(project=facts)
def test_the_same_facts_get_the_same_answer(project):
    again = Facts.model_validate_json(project.model_dump_json())
    for rules in (*ALL.values(), EVERY):
        assert judge(rules, again) == judge(rules, project)
