"""Every kind of clause, met and not met; sources in domain.md as named on each clause."""

import json
from datetime import date

import pytest

from naboskap.guidelines.changes import (
    AddOwnFinancing,
    AddOwnWork,
    AskFor,
    CoverMore,
    GiveTask,
    HoldOnline,
    MoveActivity,
    MoveEnd,
    MoveStart,
    RemoveCosts,
    SetLine,
    SettleReports,
    apply_change,
)
from naboskap.guidelines.facts import (
    Activity,
    CostLine,
    Facts,
    FinancingLine,
    ParticipantGroup,
    Party,
    schema,
)
from naboskap.guidelines.findings import Finding, known, stopping
from naboskap.guidelines.judge import PlainClause, compiled, judge, table
from naboskap.guidelines.tests.factories import (
    RULEBOOKS,
    good_facts,
    money_of_ours,
    one_rule,
    starter_rules,
)
from naboskap.guidelines.wording import worded

BOTH = frozenset({"a", "b"})


def clauses(findings):
    return [finding.clause for finding in findings]


def only(findings):
    (finding,) = findings
    return finding


def test_nothing_is_said_against_a_good_project():
    assert judge(starter_rules(), good_facts()) == ()


@pytest.mark.parametrize(
    ("changes", "clause"),
    [
        ({"applicant": Party(kind="school", place="NO-03", is_registered=True)}, "2.1"),
        ({"applicant": Party(kind="private_person", place="NO-56")}, "2.2"),
        ({"applicant": Party(kind="school", place="NO-56")}, "2.3"),
        ({"partner": None}, "2.4"),
        ({"partner": Party(kind="school", country="RU", place="RU-MOW")}, "2.5"),
        ({"open_obligations": 1}, "2.6"),
        ({"start_date": date(2021, 10, 3)}, "3.3"),
        ({"amount_applied_for": 210_001_00}, "4.1"),
        ({"theme": "business"}, "4.1"),
    ],
)
def test_the_ordinary_rules_of_2021_stop(changes, clause):
    found = stopping(judge(starter_rules(), good_facts(**changes)))
    assert clause in clauses(found)


def test_the_share_of_the_whole_cost():
    """70 per cent [S2][S10]: the two smallest ways out, as in the voice table."""
    finding = only(
        judge(
            one_rule("share_ceiling", percent=70, by_theme={"business": 50}),
            good_facts(amount_applied_for=225_000_00, financing=money_of_ours(50_200)),
        )
    )
    assert finding.found == {"amount": 225_000_00, "of": 300_000_00, "percent": 75}
    assert finding.required["amount"] == 210_000_00
    assert finding.changes == (
        AskFor(210_000_00, cover_more=15_000_00),
        AddOwnFinancing("a", 21_429_00),
    )


@pytest.mark.parametrize(
    ("paid", "more"), [(50_200, 15_000), (60_000, 5_200), (65_200, 0), (0, 15_000)]
)
def test_a_lower_sum_leaves_to_the_pair_what_the_plan_then_lacks(paid, more):
    """Whoever has more than it costs is not told to bring more, and nobody the plan's own gap."""
    facts = good_facts(amount_applied_for=225_000_00, financing=money_of_ours(paid))
    finding = only(judge(one_rule("share_ceiling", percent=70), facts))
    assert finding.changes[0] == AskFor(210_000_00, cover_more=more * 100)


def test_the_share_tells_the_hours_that_help_where_the_rate_is_known():
    finding = only(
        finding
        for finding in judge(starter_rules(), good_facts(amount_applied_for=225_000_00))
        if finding.kind == "share_ceiling"
    )
    assert finding.changes[2] == AddOwnWork("a", 108_00, 21_600_00)


def test_business_gets_half():
    rules = one_rule("share_ceiling", percent=70, by_theme={"business": 50})
    finding = only(judge(rules, good_facts(theme="business")))
    assert finding.required["percent"] == 50
    assert finding.changes[0] == AskFor(150_000_00, cover_more=60_000_00)


def test_exactly_the_limit_passes_and_an_ore_more_does_not():
    rules = one_rule("share_ceiling", percent=70)
    assert judge(rules, good_facts(amount_applied_for=210_000_00)) == ()
    assert judge(rules, good_facts(amount_applied_for=210_000_01)) != ()


def test_a_small_budget_may_be_covered_whole():
    rules = one_rule("share_ceiling", percent=70, whole_below=50_000_00)
    costs = (CostLine(side="a", category="travel", amount=49_999_00),)
    assert judge(rules, good_facts(costs=costs, amount_applied_for=49_999_00)) == ()
    costs = (CostLine(side="a", category="travel", amount=50_000_00),)
    assert judge(rules, good_facts(costs=costs, amount_applied_for=50_000_00)) != ()


def test_the_journalist_gets_a_share_of_the_journey_only():
    """70 per cent of travel costs, and no partner [S17][S18]."""
    costs = (
        CostLine(side="a", category="travel", amount=10_000_00),
        CostLine(side="a", category="materials", amount=10_000_00),
    )
    facts = good_facts(
        partner=None,
        costs=costs,
        amount_applied_for=8_000_00,
        financing=money_of_ours(12_000),
    )
    finding = only(f for f in judge(starter_rules("journalist"), facts) if f.clause == "4.1")
    assert finding.changes == (AskFor(7_000_00, cover_more=1_000_00),)
    assert "partner_required" not in {f.kind for f in judge(starter_rules("journalist"), facts)}


def test_the_journalist_counts_no_own_work():
    finding = only(
        f for f in judge(starter_rules("journalist"), good_facts()) if f.clause == "4.3"
    )
    assert finding.changes == (RemoveCosts("own_work"),)


def test_travel_support_ends_at_fifty_thousand():
    """Up to NOK 50 000 [S12], and no partner yet."""
    rules = starter_rules("travel")
    costs = (CostLine(side="a", category="travel", amount=50_001_00),)
    facts = good_facts(partner=None, costs=costs, financing=(), amount_applied_for=50_001_00)
    finding = only(stopping(judge(rules, facts)))
    assert finding.clause == "4.1"
    assert finding.changes == (AskFor(50_000_00, cover_more=1_00),)


@pytest.mark.parametrize(
    ("limits", "asked", "stops"),
    [
        ({"at_least": 100_00}, 99_00, True),
        ({"at_least": 100_00}, 100_00, False),
        ({"at_most": 100_00}, 100_00, False),
        ({"at_most": 100_00}, 100_01, True),
    ],
)
def test_floors_and_ceilings_of_the_sum(limits, asked, stops):
    found = judge(one_rule("amount_limits", **limits), good_facts(amount_applied_for=asked))
    assert bool(found) == stops


@pytest.mark.parametrize(
    ("limits", "stops"),
    [
        ({"at_most": 299_999_00}, True),
        ({"at_most": 300_000_00}, False),
        ({"at_least": 300_001_00}, True),
        ({"at_least": 300_000_00}, False),
    ],
)
def test_floors_and_ceilings_of_the_whole_cost(limits, stops):
    assert bool(judge(one_rule("total_limits", **limits), good_facts())) == stops


def test_something_must_come_from_the_partner_and_little_is_enough_of_volunteers():
    """Required, with no lower limit [S10]; little is expected of voluntary ones [S2]."""
    rules = one_rule("cofinancing", side="b", little_expected_of=["voluntary"])
    lines = tuple(line for line in good_facts().costs if line.side == "a")
    nothing = {"costs": lines, "financing": ()}
    finding = only(judge(rules, good_facts(**nothing)))
    assert finding.found == {"side": "b", "amount": 0, "little_is_enough": False}
    assert finding.changes == (AddOwnFinancing("b", 1_00),)
    volunteers = Party(kind="voluntary", country="RU", place="RU-MUR")
    lenient = only(judge(rules, good_facts(partner=volunteers, **nothing)))
    assert lenient.found["little_is_enough"]
    some = (FinancingLine(side="b", source="own", amount=1),)
    assert judge(rules, good_facts(costs=lines, financing=some)) == ()


def test_a_least_share_from_the_partner():
    rules = one_rule("cofinancing", side="b", percent=10)
    finding = only(judge(rules, good_facts()))
    assert finding.changes == (AddOwnFinancing("b", 12_445_00),)


@pytest.mark.parametrize(("side", "rate"), [("a", 200_00), ("b", 100_00)])
def test_own_work_counts_at_its_sides_rate(side, rate):
    """200 and 100 kr an hour [S10]."""
    fair = CostLine(side=side, category="own_work", amount=10 * rate, hours=10_00)
    dear = fair.model_copy(update={"amount": 10 * rate + 1})
    rules = one_rule("own_work_rate", side_a=200_00, side_b=100_00)
    assert judge(rules, good_facts(costs=(fair,))) == ()
    finding = only(judge(rules, good_facts(costs=(dear,))))
    assert finding.changes == (SetLine(1, 10 * rate),)


def test_own_work_without_hours_waits_for_them():
    line = CostLine(side="a", category="own_work", amount=1_000_00)
    rules = one_rule("own_work_rate", side_a=200_00, side_b=100_00)
    assert only(judge(rules, good_facts(costs=(line,)))).missing


def test_only_active_roles_count():
    """People who attend a course may not be counted [S10]."""
    alone = Activity(place="NO-56", sides_with_task=frozenset({"a"}))
    finding = only(judge(one_rule("own_work_active"), good_facts(activities=(alone,))))
    assert finding.found["sides"] == ("b",)
    assert finding.changes == (GiveTask(1, ("b",)),)


def test_bought_services_cost_at_most_six_hundred_an_hour():
    """NOK 600/h [S10]."""
    rules = one_rule("hourly_ceiling", categories=["services"], rate=600_00)
    dear = CostLine(side="a", category="services", amount=6_001_00, hours=10_00)
    assert only(judge(rules, good_facts(costs=(dear,)))).changes == (SetLine(1, 6_000_00),)
    fair = dear.model_copy(update={"amount": 6_000_00})
    assert judge(rules, good_facts(costs=(fair,))) == ()


@pytest.mark.parametrize(
    "category",
    [
        "humanitarian",
        "research",
        "marketing",
        "running_costs",
        "business_setup",
        "publications",
        "website",
        "film_production",
        "deficit",
    ],
)
def test_what_is_not_covered(category):
    """The list of [S4][S38]."""
    extra = CostLine(side="a", category=category, amount=1_00)
    facts = good_facts(costs=(*good_facts().costs, extra))
    finding = only(f for f in judge(starter_rules(), facts) if f.kind == "not_covered")
    assert (finding.clause, finding.severity) == ("4.8", "stops")
    assert finding.changes == (RemoveCosts(category),)


def test_an_investment_is_a_warning_since_it_may_be_essential():
    extra = CostLine(side="a", category="investment", amount=1_00)
    facts = good_facts(costs=(*good_facts().costs, extra))
    finding = only(f for f in judge(starter_rules(), facts) if f.kind == "not_covered")
    assert (finding.clause, finding.severity) == ("4.9", "warns")


@pytest.mark.parametrize(
    ("asked", "change"),
    [(200_000_00, CoverMore("a", 10_000_00)), (211_000_00, AskFor(210_000_00))],
)
def test_the_budget_adds_up(asked, change):
    finding = only(judge(one_rule("budget_balances"), good_facts(amount_applied_for=asked)))
    assert finding.changes[0] == change


def test_both_have_a_task_in_at_least_one_activity():
    """[S72][S9]: a sleeping partner rarely succeeds."""
    alone = Activity(place="NO-56", sides_with_task=frozenset({"a"}))
    rules = one_rule("both_active", activities=1)
    finding = only(judge(rules, good_facts(activities=(alone, alone))))
    assert finding.changes == (GiveTask(1, ("b",)),)
    shared = Activity(mode="online", sides_with_task=BOTH)
    assert judge(rules, good_facts(activities=(alone, shared))) == ()


def test_advice_to_share_the_work():
    """Row 12 of the voice table: two of six."""
    alone = Activity(place="NO-56", sides_with_task=frozenset({"a"}))
    shared = Activity(place="NO-56", sides_with_task=BOTH)
    facts = good_facts(activities=(alone, alone, shared, alone, shared, alone))
    finding = only(judge(starter_rules(), facts))
    assert (finding.severity, finding.found) == (
        "advises",
        {"side": "b", "activities": 2, "of": 6},
    )
    assert finding.changes == (GiveTask(1, ("b",)),)


def test_no_start_before_the_application_is_sent():
    """It may start as soon as the application is in [S11]."""
    rules = one_rule("start_after_sending")
    assert judge(rules, good_facts(start_date=date(2021, 10, 4))) == ()
    finding = only(judge(rules, good_facts(start_date=date(2021, 10, 3))))
    assert finding.changes == (MoveStart(date(2021, 10, 4)),)


def test_apply_six_weeks_before():
    """At least 4-6 weeks before start [S41]."""
    rules = one_rule("lead_time", "advises", from_weeks=4, to_weeks=6)
    assert judge(rules, good_facts(start_date=date(2021, 11, 15))) == ()
    finding = only(judge(rules, good_facts(start_date=date(2021, 11, 14))))
    assert finding.found == {"days": 41}
    assert finding.changes == (MoveStart(date(2021, 11, 15)),)


def test_the_lead_time_counts_from_where_the_answer_does():
    """GUI-31."""
    rules = one_rule("lead_time", "advises", from_weeks=4, to_weeks=6)
    closes = date(2022, 2, 1)
    facts = good_facts(start_date=date(2022, 3, 14), answer_counts_from=closes)
    finding = only(judge(rules, facts))
    assert finding.required["counts_from"] == "2022-02-01"
    assert finding.changes == (MoveStart(date(2022, 3, 15)),)
    assert "1.\u00a0februar\u00a02022" in worded(finding, "nb").found
    earlier = good_facts(start_date=date(2021, 11, 15), answer_counts_from=date(2021, 9, 1))
    assert judge(rules, earlier) == ()


def test_one_first_day_is_advised_and_not_two():
    """GUI-40: the day that suits both; where none does, each says its own."""
    rules = compiled(
        (
            PlainClause("3.3", "start_after_sending", "stops", {}),
            PlainClause("3.4", "lead_time", "advises", {"from_weeks": 4, "to_weeks": 6}),
        )
    )
    early = good_facts(start_date=date(2021, 10, 3))
    finding = only(judge(rules, early))
    assert (finding.clause, finding.changes) == ("3.3", (MoveStart(date(2021, 11, 15)),))
    assert judge(rules, apply_change(early, finding.changes[0])) == ()
    assert [line.finding.clause for line in table(rules, early)] == ["3.3", "3.4"]
    soon = good_facts(start_date=date(2021, 10, 10))
    assert only(judge(rules, soon)).clause == "3.4"
    window = compiled(
        (
            PlainClause("3.3", "start_after_sending", "stops", {}),
            PlainClause("3.4", "lead_time", "advises", {"from_weeks": 4, "to_weeks": 6}),
            PlainClause("3.5", "start_in_round", "stops", {}),
        )
    )
    narrow = good_facts(
        start_date=date(2021, 9, 1),
        round_starts_from=date(2021, 10, 5),
        round_starts_to=date(2021, 10, 20),
    )
    assert [one.clause for one in judge(window, narrow)] == ["3.3", "3.5", "3.4"]


def test_a_day_that_another_paragraph_asks_for_comes_with_its_reason():
    """GUI-40: no sentence names one day and offers another without saying why."""
    rules = compiled(
        (
            PlainClause("3.3", "start_after_sending", "stops", {}),
            PlainClause("3.4", "lead_time", "advises", {"from_weeks": 4, "to_weeks": 6}),
        )
    )

    def needed(**facts):
        finding = only(judge(rules, good_facts(start_date=date(2021, 10, 3), **facts)))
        kept = Finding.from_data(json.loads(json.dumps(finding.as_data())))
        assert worded(kept, "en") == worded(finding, "en")
        return worded(finding, "en").needed.replace("\u00a0", " ")

    assert needed() == (
        "It can start when the application is sent: 4 October 2021 or later. An answer takes 4 to "
        "6 weeks. 15 November 2021 fits both this and paragraph 3.4."
    )
    assert needed(answer_counts_from=date(2022, 2, 1)) == (
        "It can start when the application is sent: 4 October 2021 or later. The answer is "
        "counted from 1 February 2022, since what you send may be changed till then. An answer "
        "takes 4 to 6 weeks. 15 March 2022 fits both this and paragraph 3.4."
    )
    soon = only(judge(rules, good_facts(start_date=date(2021, 10, 10))))
    assert worded(soon, "en").needed == "An answer takes 4 to 6 weeks."


@pytest.mark.parametrize(
    ("end", "moved"),
    [
        (None, None),
        (date(2021, 11, 15), None),
        (date(2021, 11, 14), date(2021, 12, 27)),
        (date(2021, 10, 30), date(2021, 12, 12)),
        (date(2021, 10, 3), date(2021, 11, 15)),
        (date(2021, 9, 1), date(2021, 11, 15)),
    ],
)
def test_a_start_that_would_come_after_the_end_moves_both(end, moved):
    """GUI-41: the project lasts as long as it did, and what is offered says both days."""
    rules = compiled(
        (
            PlainClause("3.3", "start_after_sending", "stops", {}),
            PlainClause("3.4", "lead_time", "advises", {"from_weeks": 4, "to_weeks": 6}),
        )
    )
    early = good_facts(start_date=date(2021, 10, 3), end_date=end)
    finding = only(judge(rules, early))
    assert finding.changes == (MoveStart(date(2021, 11, 15), moved),)
    assert judge(rules, apply_change(early, finding.changes[0])) == ()
    text = worded(finding, "en").changes[0].text.replace("\u00a0", " ")
    assert ("and end on" in text) is (moved is not None)


def test_the_start_fits_the_round():
    facts = good_facts(round_starts_from=date(2022, 1, 1), round_starts_to=date(2022, 3, 31))
    finding = only(judge(one_rule("start_in_round", "warns"), facts))
    assert finding.changes == (MoveStart(date(2022, 1, 1)),)


def test_barentskult_lasts_at_most_three_years():
    """Up to three years [S14]."""
    rules = one_rule("duration", years=3)
    assert judge(rules, good_facts(end_date=date(2024, 11, 25))) == ()
    finding = only(judge(rules, good_facts(end_date=date(2024, 11, 26))))
    assert finding.changes == (MoveEnd(date(2024, 11, 25)),)
    leap = good_facts(start_date=date(2024, 2, 29), end_date=date(2028, 1, 1))
    assert only(judge(rules, leap)).required["to"] == "2027-02-28"


def test_most_of_it_is_in_the_region():
    """Mainly the Norwegian or Russian part of the region [S10]."""
    home = Activity(place="NO-56", sides_with_task=BOTH)
    away = Activity(place="NO-03", country="NO", sides_with_task=BOTH)
    rules = one_rule("activity_place", "warns", places=["NO-56"], more_than=50)
    finding = only(judge(rules, good_facts(activities=(home, away))))
    assert finding.changes == (MoveActivity(2, "NO-56"), HoldOnline(2))
    online = Activity(mode="online", sides_with_task=BOTH)
    assert judge(rules, good_facts(activities=(home, away, online))) == ()
    unplaced = Activity(sides_with_task=BOTH)
    assert only(judge(rules, good_facts(activities=(home, unplaced)))).missing


def test_an_activity_in_a_barred_country_can_be_held_online():
    rules = one_rule("activity_mode", barred_countries=["RU"])
    finding = only(judge(rules, good_facts()))
    assert finding.changes == (HoldOnline(2),)


def test_a_partner_under_a_barred_control():
    rules = one_rule("partner_kind", barred_controls=["national_authority"])
    assert judge(rules, good_facts()) == ()
    partner = Party(kind="state", country="RU", place="RU-MUR", control="national_authority")
    assert only(judge(rules, good_facts(partner=partner))).kind == "partner_kind"


def test_one_open_report_blocks_and_says_what_to_do():
    """No new application before the last report is approved [S42]."""
    rules = one_rule("open_reports", at_most=0)
    assert only(judge(rules, good_facts(open_obligations=2))).changes == (SettleReports(2),)


def test_the_youth_programme_wants_young_people_from_both_sides():
    """Age 15-30 [S19]."""
    rules = one_rule("participant_ages", ages=["15-30"])
    groups = (
        ParticipantGroup(side="a", age="15-30", number=5),
        ParticipantGroup(side="b", age="31-", number=5),
    )
    finding = only(judge(rules, good_facts(participants=groups)))
    assert finding.found == {"sides": ("b",)}


def test_the_language_of_the_text():
    rules = one_rule("text_language", languages=["nb", "en"])
    assert judge(rules, good_facts()) == ()
    assert judge(rules, good_facts(language="ru")) != ()


def test_a_value_that_nobody_has_set_is_silent():
    asked = good_facts(amount_applied_for=300_000_00)
    assert judge(one_rule("share_ceiling", percent=None), asked) == ()
    line = next(
        line for line in table(starter_rules("youth"), asked) if line.clause.number == "4.1"
    )
    assert (line.finding, line.is_set) == (None, False)


@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_an_empty_draft_is_asked_for_facts_and_not_scolded(rulebook):
    empty = Facts(submitted_on=date(2021, 10, 4))
    said = known(judge(starter_rules(rulebook), empty))
    assert {finding.kind for finding in said} <= {"partner_required"}


def test_findings_come_back_from_their_data():
    found = judge(starter_rules(), good_facts(amount_applied_for=225_000_00, partner=None))
    assert tuple(Finding.from_data(finding.as_data()) for finding in found) == found


def test_the_schema_tells_units():
    amount = schema()["properties"]["amount_applied_for"]
    assert "øre" in amount["description"]
    facts = good_facts()
    assert type(facts).model_validate_json(facts.model_dump_json()) == facts


def test_where_nobody_has_chosen_an_organisation_it_waits_for_the_choice():
    """No other organisation is asked for before there is a first one."""
    told = Party(kind="sports_club", place="NO-56", is_chosen=False)
    registered = one_rule("applicant_registered", required=True)
    assert only(judge(registered, good_facts(applicant=told))).missing
    chosen = told.model_copy(update={"is_chosen": True})
    assert not only(judge(registered, good_facts(applicant=chosen))).missing

    private = told.model_copy(update={"kind": "private_person"})
    by_kind = one_rule("applicant_kind", kinds=None, private_person=False)
    by_place = one_rule("applicant_place", places=["NO-18"])
    for rules, party in ((by_kind, private), (by_place, told)):
        for is_chosen, words in ((False, "Velg en organisasjon"), (True, "La en annen")):
            facts = good_facts(applicant=party.model_copy(update={"is_chosen": is_chosen}))
            [offer] = worded(only(judge(rules, facts)), "nb").changes
            assert offer.text.startswith(words)
