"""What is capped by the day, the share, the side and the year; papers that are asked for."""

from datetime import date

import pytest

from naboskap.guidelines.changes import AddAttachment, SetLine
from naboskap.guidelines.facts import Activity, CostLine, Facts, ParticipantGroup, Party
from naboskap.guidelines.judge import judge, read_parameters
from naboskap.guidelines.judge.money import share_of
from naboskap.guidelines.tests.factories import good_facts, one_rule


def only(findings):
    (finding,) = findings
    return finding


def meeting(**values):
    return Activity(
        **{
            "place": "NO-56",
            "from_date": date(2021, 12, 1),
            "to_date": date(2021, 12, 3),
            "people_a": 4,
            "people_b": 6,
            **values,
        }
    )


def food(kroner, side="a"):
    return CostLine(side=side, category="food", amount=kroner * 100)


FOOD = one_rule("daily_ceiling", categories=["food"], amount=500_00)


def test_food_costs_at_most_five_hundred_for_each_person_and_day():
    """NOK 500 per person per day [S55]: ten people for three days are 15 000 kr."""
    project = {"activities": (meeting(),), "costs": (food(15_000),)}
    assert good_facts(**project).person_days == {"a": 12, "b": 18}
    assert judge(FOOD, good_facts(**project)) == ()
    dear = good_facts(**project | {"costs": (food(5_000), food(10_001, "b"))})
    finding = only(judge(FOOD, dear))
    assert finding.found == {"amount": 15_001_00, "days": 30, "categories": ("food",)}
    assert finding.required == {"amount": 15_000_00, "rate": 500_00}
    assert finding.changes == (SetLine(2, 10_000_00),)


def test_who_does_not_eat_together_counts_not_and_nobody_is_barred_by_a_gap():
    online = meeting(mode="online")
    assert only(judge(FOOD, good_facts(activities=(online,), costs=(food(1),)))).changes == (
        SetLine(1, 0),
    )
    untold = meeting(people_a=None, people_b=None)
    assert judge(FOOD, good_facts(activities=(untold,), costs=(food(90_000),))) == ()
    groups = (ParticipantGroup(side="b", age="15-30", number=2),)
    counted = good_facts(activities=(untold,), participants=groups, costs=(food(3_000),))
    assert counted.person_days == {"a": 0, "b": 6}
    assert judge(FOOD, counted) == ()
    undated = meeting(from_date=None, to_date=None)
    finding = only(judge(FOOD, good_facts(activities=(undated,), costs=(food(1),))))
    assert (finding.missing, finding.fields) == (True, ("activities.from_date",))
    nothing = only(judge(FOOD, good_facts(activities=(), costs=(food(1),))))
    assert (nothing.missing, nothing.fields) == (True, ("activities",))


def test_a_day_is_a_day_whatever_its_end():
    assert Activity().days is None
    assert meeting(to_date=None).days == 1
    assert meeting(to_date=date(2021, 11, 1)).days == 1
    assert meeting().days == 3


def test_a_kind_of_cost_is_capped_as_a_share_of_the_whole():
    rules = one_rule("category_share", categories=["administration", "management"], percent=10)
    whole = good_facts().costs
    fair = CostLine(side="a", category="management", amount=33_333_33)
    assert judge(rules, good_facts(costs=(*whole, fair))) == ()
    dear = fair.model_copy(update={"amount": 60_000_00})
    finding = only(judge(rules, good_facts(costs=(*whole, dear))))
    assert finding.found["percent"] == 16.7
    assert finding.changes == (SetLine(5, 33_333_00),)
    many = tuple(CostLine(side="b", category="administration", amount=25_000_00) for _ in range(3))
    assert only(judge(rules, good_facts(costs=(*whole, *many)))).changes == ()


@pytest.mark.parametrize(("side", "rate"), [("a", 600_00), ("b", 300_00)])
def test_an_hour_may_cost_other_on_the_other_side(side, rate):
    rules = one_rule("hourly_ceiling", categories=["management"], rate=600_00, rate_b=300_00)
    fair = CostLine(side=side, category="management", amount=10 * rate, hours=10_00)
    assert judge(rules, good_facts(costs=(fair,))) == ()
    dear = fair.model_copy(update={"amount": 10 * rate + 1})
    assert only(judge(rules, good_facts(costs=(dear,)))).changes == (SetLine(1, 10 * rate),)


def test_money_is_granted_for_some_years_at_a_time():
    """Up to three years, granted one year at a time [S14]."""
    rules = one_rule("years_at_a_time", "advises", years=1)
    assert judge(rules, good_facts(end_date=date(2022, 11, 25))) == ()
    finding = only(judge(rules, good_facts(end_date=date(2022, 11, 26))))
    assert finding.required == {"years": 1, "to": "2022-11-25"}
    assert finding.changes == ()


def test_an_attachment_is_asked_for_where_the_conditions_hold():
    rules = one_rule(
        "required_attachments",
        attachments=["accounts", "quote"],
        above=200_000_00,
        themes=["education"],
        applicant_kinds=["school"],
    )
    finding = only(judge(rules, good_facts(attachments=frozenset({"quote"}))))
    assert finding.found == {"lacking": ("accounts",)}
    assert finding.fields == ("attachments",)
    assert finding.changes == (AddAttachment("accounts"),)
    assert only(judge(rules, good_facts())).changes == ()
    assert judge(rules, good_facts(attachments=frozenset({"quote", "accounts"}))) == ()
    for other in (
        {"amount_applied_for": 200_000_00},
        {"amount_applied_for": None},
        {"theme": "sport"},
        {"theme": None},
        {"applicant": Party(kind="voluntary", place="NO-56", is_registered=True)},
    ):
        assert judge(rules, good_facts(**other)) == ()


@pytest.mark.parametrize(
    "control", ["local_authority", "regional_authority", "national_authority"]
)
@pytest.mark.parametrize(("country", "is_barred"), [("RU", True), ("NO", False)])
def test_each_level_of_public_authority_can_be_barred_alone(control, country, is_barred):
    """Partner's type and place, usable as a block or a warning: domain.md 10.4."""
    rules = one_rule("partner_kind", barred_controls=[control], of_countries=["RU"])
    partner = Party(kind="other", country=country, place="", control=control)
    assert bool(judge(rules, good_facts(partner=partner))) == is_barred
    other = partner.model_copy(update={"control": "independent"})
    assert judge(rules, good_facts(partner=other)) == ()


def test_facts_that_were_frozen_before_a_fact_was_thought_of_are_read():
    """What a snapshot holds since before: no people, no attachments."""
    data = good_facts().model_dump(mode="json")
    del data["attachments"]
    for activity in data["activities"]:
        del activity["people_a"], activity["people_b"]
    assert Facts.model_validate(data) == good_facts()


@pytest.mark.parametrize("shares", [[75, 20], [100, 0], [110, -10]])
def test_instalments_make_the_whole(shares):
    assert read_parameters("instalment_shares", {"shares": [75, 25]}).shares == (75, 25)
    with pytest.raises(ValueError, match="100"):
        read_parameters("instalment_shares", {"shares": shares})


@pytest.mark.parametrize(
    ("part", "whole", "above", "told"),
    [(47, 70, 55, 67.1), (40, 70, 55, 57.1), (70_01, 100_00, 70, 70.1), (1, 6, 15, 16.7)],
)
def test_a_share_is_told_as_the_nearest_and_never_as_the_limit_itself(part, whole, above, told):
    assert share_of(part, whole, above=above) == told
