"""What is said of a project told in a few words is what would be said of the whole."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naboskap.guidelines.facts import Activity, CostLine, Facts, Party
from naboskap.guidelines.findings import known, stopping
from naboskap.guidelines.fitness import judges
from naboskap.guidelines.judge import judge
from naboskap.guidelines.judge.registry import KINDS
from naboskap.guidelines.outlook import NEEDS, NO, NOT_YET, YES, needs_of, outlook
from naboskap.guidelines.tests.factories import EDITIONS, good_facts, one_rule, starter_rules
from naboskap.guidelines.tests.test_properties import examples, facts

RULES = {edition: starter_rules(edition) for edition in EDITIONS}
# All that six questions can tell.
NAMES = sorted(
    {
        "applicant.place",
        "applicant.kind",
        "applicant.is_registered",
        "partner",
        "partner.place",
        "partner.kind",
        "partner.control",
        "theme",
        "participants",
        "activities",
        "activities.place",
        "activities.share",
        "amount_applied_for",
        "costs",
        "start_date",
    }
)
BOTH = frozenset({"a", "b"})
TOO_MUCH = {"amount_applied_for": 290_000_00}


def party(whole: Party, side: str, told) -> Party:
    """Return of an organisation what is told of it."""
    given = {
        name: getattr(whole, name)
        for name in ("place", "kind", "is_registered", "control")
        if f"{side}.{name}" in told
    }
    if "place" in given:
        given["country"] = whole.country
    given["is_chosen"] = whole.is_chosen
    return Party(**given)


def told_of(whole: Facts, told) -> Facts:
    """Return the facts of the project as far as they are told: the rest as if never given."""
    given = {"submitted_on": whole.submitted_on, "programme": whole.programme}
    for name in ("theme", "participants", "amount_applied_for", "start_date"):
        if name in told:
            given[name] = getattr(whole, name)
    given["applicant"] = party(whole.applicant, "applicant", told)
    if "partner" in told and whole.partner is not None:
        given["partner"] = party(whole.partner, "partner", told)
    if "costs" in told and whole.costs:
        given["costs"] = (CostLine(side="a", category="other", amount=whole.total_cost),)
    if "activities.place" in told:
        given["activities"] = tuple(
            each if "activities" in told else each.model_copy(update={"sides_with_task": BOTH})
            for each in whole.activities
        )
    elif "activities" in told and whole.activities:
        sides = max((each.sides_with_task for each in whole.activities), key=len)
        given["activities"] = (Activity(sides_with_task=sides),)
    given["round_starts_from"] = whole.round_starts_from
    given["round_starts_to"] = whole.round_starts_to
    given["answer_counts_from"] = whole.answer_counts_from
    return Facts(**given)


def test_every_kind_that_judges_says_what_it_looks_at():
    assert set(NEEDS) == {kind for kind in KINDS if judges(kind)}


@given(facts, st.frozensets(st.sampled_from(NAMES)), st.sampled_from(sorted(RULES)))
@settings(max_examples=examples(400), deadline=None)
def test_what_is_said_of_what_was_told_is_said_of_the_whole(whole, told, edition):
    """GUI-26: no clause is met, or broken, that the whole project would have otherwise."""
    rules = RULES[edition]
    # Told of a partner, told of its home: the form asks for both in one.
    told = (
        told - {"partner.place", "partner.kind", "partner.control"}
        if ("partner" not in told)
        else told
    )
    found = outlook(rules, told_of(whole, told), told)
    of_the_whole = {one.clause for one in stopping(known(judge(rules, whole)))}
    left = {one.number for one in found.open}
    judged = {
        one.clause.number
        for one in rules.asked
        if one.clause.severity == "stops" and one.clause.number not in left
    }
    assert {one.clause for one in found.stops} == of_the_whole & judged


@given(facts, st.frozensets(st.sampled_from(NAMES)), st.sampled_from(sorted(RULES)))
@settings(max_examples=examples(400), deadline=None)
def test_it_is_never_yes_where_the_judge_finds_something_that_stops(whole, told, edition):
    """GUI-25, on the very facts that were told."""
    rules = RULES[edition]
    some = told_of(whole, told)
    found = outlook(rules, some, told)
    wrong = {one.clause for one in stopping(known(judge(rules, some)))}
    asked = {one.clause.number for one in rules.asked if needs_of(one.clause) <= told}
    assert (found.verdict == YES) is not bool(wrong & asked)
    everything = frozenset().union(*NEEDS.values()) | {"activities.number", "activities.share"}
    everything |= {"partner.kind", "partner.control", "theme", "costs.lines"}
    if outlook(rules, whole, everything).verdict == YES:
        assert not stopping(known(judge(rules, whole)))


def test_with_nothing_told_nothing_is_said_and_everything_is_left_open():
    rules = RULES["ordinary"]
    found = outlook(rules, Facts(submitted_on=date(2021, 10, 4)), frozenset())
    assert (found.verdict, found.stops, found.notes) == (YES, (), ())
    assert [one.number for one in found.open][:3] == ["2.1", "2.2", "2.3"]


@pytest.mark.parametrize(
    ("changes", "told", "verdict", "clauses"),
    [
        ({}, {"applicant.place", "partner", "partner.place"}, YES, []),
        ({"partner": None}, {"partner"}, NOT_YET, ["2.4"]),
        (TOO_MUCH, {"amount_applied_for", "costs"}, YES, []),
        (
            TOO_MUCH,
            {"amount_applied_for", "costs", "theme"},
            NOT_YET,
            ["4.1"],
        ),
        ({"applicant": Party(kind="private_person")}, {"applicant.kind"}, NO, ["2.2"]),
        ({"applicant": Party(place="NO-03")}, {"applicant.place"}, NO, ["2.1"]),
        # Another partner is another project; somebody to find is not.
        ({"partner": Party(place="RU-MOW")}, {"partner", "partner.place"}, NO, ["2.5"]),
    ],
)
def test_not_yet_is_what_the_two_can_mend_themselves(changes, told, verdict, clauses):
    found = outlook(RULES["ordinary"], good_facts(**changes), told)
    assert found.verdict == verdict
    assert [one.clause for one in found.stops] == clauses


def test_what_is_warned_of_stands_beside_and_stops_nothing():
    rules = one_rule("lead_time", severity="advises", from_weeks=4, to_weeks=6)
    late = good_facts(start_date=date(2021, 10, 5))
    found = outlook(rules, late, {"start_date"})
    assert found.verdict == YES
    assert [one.clause for one in found.notes] == ["1.1"]
