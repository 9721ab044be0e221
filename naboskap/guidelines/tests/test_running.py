"""What forbids what runs already, and what cannot be decided of it."""

import pytest

from naboskap.guidelines.facts import Activity, Party
from naboskap.guidelines.judge import PlainClause, compiled
from naboskap.guidelines.judge.registry import KINDS
from naboskap.guidelines.running import (
    FORBIDS,
    WHEN_SENT,
    forbidden,
    forbidding_clauses,
    of_what_runs,
    undecided,
)
from naboskap.guidelines.tests.factories import good_facts

NO_JOURNEYS = ("activity_mode", {"modes": None, "barred_countries": ["RU"]})


def rules(kind, parameters, severity="stops"):
    return compiled([PlainClause("3.7", kind, severity, parameters)])


def test_every_kind_that_judges_is_in_the_table_once():
    assert not set(FORBIDS) & set(WHEN_SENT)
    assert set(FORBIDS) | set(WHEN_SENT) == {name for name, kind in KINDS.items() if kind.function}


@pytest.mark.parametrize(
    ("kind", "parameters", "number"),
    [
        (*NO_JOURNEYS, 1),
        ("partner_place", {"countries": ["SE"]}, 1),
        ("share_ceiling", {"percent": 1}, 0),
        ("lead_time", {"to_weeks": 52}, 0),
        ("amount_limits", {"at_most": 100}, 0),
    ],
)
def test_only_some_kinds_forbid_what_runs(kind, parameters, number):
    asked = of_what_runs(rules(kind, parameters))

    assert len(forbidding_clauses(asked)) == number
    assert len(forbidden(asked, good_facts())) == number
    assert not forbidding_clauses(rules(kind, parameters, severity="warns"))


@pytest.mark.parametrize(
    ("activity", "is_forbidden", "is_undecided"),
    [
        (Activity(place="RU-MUR"), True, False),
        (Activity(country="RU"), True, False),
        (Activity(country="NO"), False, False),
        (Activity(), False, True),
        (Activity(mode="online"), False, False),
    ],
)
def test_a_meeting_that_nobody_placed_is_undecided_where_a_country_is_barred(
    activity, is_forbidden, is_undecided
):
    facts = good_facts(activities=(activity,))
    asked = of_what_runs(rules(*NO_JOURNEYS))

    assert bool(forbidden(asked, facts)) == is_forbidden
    assert [one.fields for one in undecided(asked, facts)] == (
        [("activities.place",)] if is_undecided else []
    )
    online = of_what_runs(rules("activity_mode", {"modes": ["online", "in_person"]}))
    assert not undecided(online, facts)


@pytest.mark.parametrize(
    ("country", "control", "is_undecided"),
    [
        ("RU", "unknown", True),
        ("RU", "independent", False),
        ("RU", "local_authority", False),
        ("SE", "unknown", False),
        ("", "unknown", True),
    ],
)
def test_a_partner_whose_control_nobody_told_is_undecided_where_that_is_asked(
    country, control, is_undecided
):
    parameters = {"barred_controls": ["local_authority"], "of_countries": ["RU"]}
    facts = good_facts(partner=Party(kind="school", country=country, control=control))
    asked = of_what_runs(rules("partner_kind", parameters))

    assert bool(undecided(asked, facts)) == is_undecided


def test_what_the_judge_waits_for_is_undecided():
    facts = good_facts(partner=Party(kind="school"))
    asked = of_what_runs(rules("partner_place", {"countries": ["SE"]}))

    assert not forbidden(asked, facts)
    assert [one.fields for one in undecided(asked, facts)] == [("partner.place",)]
