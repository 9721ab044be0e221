"""The same project under the four regimes that ship, each with what its sources say."""

import json

import pytest

from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import load_guidelines
from naboskap.guidelines.changes import apply_change
from naboskap.guidelines.editions import UnknownBaseError, whole
from naboskap.guidelines.facts import Activity, CostLine, Party
from naboskap.guidelines.findings import stopping
from naboskap.guidelines.judge import judge
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import published, version_in_force
from naboskap.guidelines.tests.factories import (
    EDITIONS,
    STARTER,
    every_row,
    good_facts,
    one_rule,
    starter_row,
    starter_rules,
)

SCHOOL = Party(kind="school", country="RU", place="RU-MUR", control="local_authority")
CLUB = Party(kind="sports_club", country="RU", place="RU-MUR", control="independent")


def found(edition, facts):
    """Return what stops or warns: kind, severity and, where it tells them, the activities."""
    told = [one for one in judge(starter_rules(edition), facts) if one.severity != "advises"]
    return {(one.kind, one.severity, _which(one.found.get("activities"))) for one in told}


def _which(activities):
    return activities if isinstance(activities, tuple) else ()


@pytest.mark.parametrize(
    ("edition", "findings"),
    [
        ("ordinary", set()),
        ("2020-ordinary", {("activity_mode", "stops", (1, 2))}),
        (
            "2022-ordinary",
            {("partner_kind", "stops", ()), ("activity_mode", "stops", (2,))},
        ),
        (
            "2024-ordinary",
            {
                ("partner_kind", "stops", ()),
                ("partner_place", "warns", ()),
                ("activity_mode", "stops", (2,)),
                ("activity_place", "warns", ()),
                ("covered_sides", "stops", ()),
            },
        ),
    ],
)
def test_two_schools_under_each_regime(edition, findings):
    """domain.md 10.1, 10.2, 10.3."""
    assert found(edition, good_facts(partner=SCHOOL)) == findings


def test_an_independent_club_online_is_supported_in_2022():
    """domain.md 10.2 [S110][S70]: independent actors only, and digital is supported."""
    online = tuple(
        Activity(mode="online", sides_with_task=frozenset({"a", "b"})) for _number in range(2)
    )
    assert found("2022-ordinary", good_facts(partner=CLUB, activities=online)) == set()


def test_authorities_of_other_countries_may_be_partners():
    """domain.md 10.2: Russian authorities are on hold; 10.3: partners mainly in the Nordics."""
    swedish = Party(kind="municipality", country="SE", place="SE-BD", control="local_authority")
    kinds = {
        one.kind for one in judge(starter_rules("2024-ordinary"), good_facts(partner=swedish))
    }
    assert not kinds & {"partner_kind", "partner_place"}
    nowhere = Party(kind="municipality", control="local_authority")
    rules = one_rule("partner_kind", barred_controls=["local_authority"], of_countries=["RU"])
    [finding] = judge(rules, good_facts(partner=nowhere))
    assert (finding.missing, finding.fields) == (True, ("partner.place",))


@pytest.mark.parametrize(
    ("country", "stops"),
    [("SE", False), ("FO", False), ("GL", False), ("IS", False), ("CA", False), ("RU", False),
     ("DE", True)],
)  # fmt: skip
def test_where_partners_are_in_2024(country, stops):
    """domain.md 10.3 [S46][S113]."""
    partner = Party(kind="sports_club", country=country, control="independent")
    places = [
        one
        for one in judge(starter_rules("2024-ordinary"), good_facts(partner=partner))
        if one.kind == "partner_place" and one.severity == "stops"
    ]
    assert bool(places) == stops


@pytest.mark.parametrize(("total", "whole_is_covered"), [(49_999_00, True), (50_000_00, False)])
def test_a_small_project_may_be_covered_whole_in_2024(total, whole_is_covered):
    """domain.md 3.1, 2024 [S55]: a total cost under 50 000 may be covered 100 per cent."""
    facts = good_facts(
        costs=(CostLine(side="a", category="travel", amount=total),),
        financing=(),
        amount_applied_for=total,
    )
    shares = [one for one in judge(starter_rules("2024-ordinary"), facts) if one.clause == "4.1"]
    assert (shares == []) == whole_is_covered
    assert [one for one in judge(starter_rules(), facts) if one.clause == "4.1"]


def test_only_norwegian_costs_in_2024_and_own_work_stays():
    """domain.md 3.1, 2024 [S55]."""
    rules = one_rule("covered_sides", sides=["a"])
    facts = good_facts()
    [finding] = judge(rules, facts)
    assert dict(finding.found) == {"sides": ("b",), "amount": 125_200_00}
    after = apply_change(facts, finding.changes[0])
    assert judge(rules, after) == ()
    assert after.own_work == facts.own_work


@pytest.mark.parametrize("rate", [600_00, 600_01])
def test_pay_has_a_ceiling_in_2024(rate):
    """domain.md 3.1, 2024 [S55]: pay up to NOK 600 an hour; in 2021 only for bought services."""
    line = CostLine(side="a", category="management", amount=rate * 10, hours=10_00)
    facts = good_facts(costs=(line,), financing=(), amount_applied_for=rate)
    kinds = {one.kind for one in stopping(judge(starter_rules("2024-ordinary"), facts))}
    assert ("hourly_ceiling" in kinds) == (rate > 600_00)
    assert "hourly_ceiling" not in {one.kind for one in judge(starter_rules(), facts)}


def test_recording_is_covered_without_travel_in_2020():
    """domain.md 10.1 [S26]: camera equipment and video production were accepted costs."""
    costs = (
        CostLine(side="a", category="film_production", amount=10_000_00),
        CostLine(side="a", category="equipment", amount=10_000_00),
    )
    facts = good_facts(costs=costs)
    assert "not_covered" not in {one.kind for one in judge(starter_rules("2020-ordinary"), facts)}
    in_2021 = [one for one in judge(starter_rules(), facts) if one.kind == "not_covered"]
    assert {one.severity for one in in_2021} == {"stops", "warns"}


def test_no_rounds_from_2022():
    """domain.md 3.2, 10.2 [S39]: all deadlines were removed."""
    for edition in ("2022-ordinary", "2022-barentskult"):
        assert "start_in_round" not in {one["kind"] for one in _rules(edition)}
    assert "start_in_round" in {one["kind"] for one in _rules("ordinary")}


def _rules(edition):
    return [clause for clause in starter_row(edition)["clauses"] if clause.get("kind")]


@pytest.mark.django_db
def test_the_others_lie_ready_and_only_2021_is_in_force():
    load_guidelines([json.loads(path.read_text("utf-8")) for path in STARTER.glob("*.json")],
                    by=SYSTEM)  # fmt: skip
    assert Version.objects.count() == len(EDITIONS)
    assert {version.slug[-4:] for version in published()} == {"2021"}
    assert str(version_in_force("ordinary")) == "ordinary-2021"
    ready = Version.objects.get(slug="ordinary-2024")
    assert ready.in_force_from is None
    assert ready.clauses.count() == len(starter_row("2024-ordinary")["clauses"])


def test_a_version_is_told_by_what_it_changes():
    told = [
        {"slug": "new", "based_on": "old", "in_force_from": None, "name": {"nb": "Ny"},
         "without": ["1.1"], "clauses": [{"number": "1.10"}, {"number": "1.2", "heading": "x"}]},
        {"slug": "old", "rulebook": "book", "rulebook_name": {"nb": "Bok"}, "name": {},
         "in_force_from": "2021-01-01",
         "clauses": [{"number": "1.1"}, {"number": "1.2"}, {"number": "1.9"}]},
    ]  # fmt: skip
    new, old = whole(told)
    assert [clause["number"] for clause in new["clauses"]] == ["1.2", "1.9", "1.10"]
    assert new["clauses"][0]["heading"] == "x"
    assert (new["rulebook"], new["rulebook_name"]) == ("book", {"nb": "Bok"})
    assert old == told[1]
    with pytest.raises(UnknownBaseError, match="old"):
        whole(told[:1])
    with pytest.raises(UnknownBaseError, match=r"3\.3"):
        whole([told[0] | {"without": ["3.3"]}, told[1]])


def test_every_version_that_ships_is_named_by_the_tests():
    assert {row["slug"] for row in every_row()} == {starter_row(each)["slug"] for each in EDITIONS}
