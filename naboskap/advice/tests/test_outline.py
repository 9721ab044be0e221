"""A project in a few answers: what the judge may know of it, and how it travels."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naboskap.advice import outline as o
from naboskap.advice.outline import Outline, sealed, unsealed
from naboskap.guidelines.findings import known, stopping
from naboskap.guidelines.judge import judge
from naboskap.guidelines.outlook import NOT_YET, YES, needs_of, outlook
from naboskap.guidelines.tests.factories import EDITIONS, starter_rules
from naboskap.guidelines.tests.test_properties import examples
from naboskap.guidelines.vocabulary import CONTROLS, KINDS, THEMES

DAY = date(2021, 10, 4)
RULES = {edition: starter_rules(edition) for edition in EDITIONS}
PLACES = st.sampled_from(["", "NO-18", "NO-56", "NO-*", "RU-MUR", "RU-*", "FI-10", "*-*"])
outlines = st.builds(
    Outline,
    kind=st.sampled_from(["", *KINDS]),
    place=PLACES,
    partner=PLACES | st.just(o.NO_PARTNER),
    control=st.sampled_from(["", *CONTROLS]),
    theme=st.sampled_from(["", *THEMES]),
    partner_kind=st.sampled_from(["", *KINDS]),
    age=st.sampled_from(["", o.EVERY_AGE, *o.AGES, "0-14,15-30", "15-30,31-"]),
    together=st.sampled_from(["", o.BOTH, o.ONE, o.TRAVELS]),
    meet=st.sampled_from(["", o.AT_HOME, o.ACROSS, o.IN_TURN, o.ONLINE]),
    amount=st.none() | st.integers(0, 900_000_00),
    total=st.none() | st.integers(0, 900_000_00),
    start=st.none() | st.dates(date(2021, 1, 1), date(2023, 1, 1)),
)
CLUB = Outline(
    kind="sports_club",
    place="NO-56",
    partner="RU-MUR",
    theme="sport",
    age="0-14",
    together=o.BOTH,
    meet=o.IN_TURN,
    amount=50_000_00,
    total=80_000_00,
    start=date(2022, 2, 1),
)


@given(outlines, st.sampled_from(sorted(RULES)))
@settings(max_examples=examples(500), deadline=None)
def test_the_answer_is_never_yes_where_the_judge_finds_a_stop(outline, edition):
    rules = RULES[edition]
    facts, told = outline.facts(DAY, home="NO")
    asked = {one.clause.number for one in rules.asked if needs_of(one.clause) <= told}
    wrong = {one.clause for one in stopping(known(judge(rules, facts)))} & asked
    assert (outlook(rules, facts, told).verdict == YES) is not bool(wrong)


@given(outlines)
@settings(max_examples=examples(200), deadline=None)
def test_answers_travel_whole(outline):
    assert unsealed(sealed(outline)) == outline


@pytest.mark.parametrize("text", ["", "x", "eyJraW5kIjoic2Nob29sIn0", f"{sealed(CLUB)}x"])
def test_what_is_not_ours_is_no_answer(text):
    """ADV-7."""
    assert unsealed(text) is None


def test_a_club_and_its_partner_fit():
    facts, told = CLUB.facts(DAY, home="NO")
    found = outlook(RULES["ordinary"], facts, told)
    assert (found.verdict, found.stops, found.notes) == (YES, (), ())
    # Not asked about, and so not said to be met.
    assert {"2.3", "2.6", "4.2", "4.3"} <= {one.number for one in found.open}


def test_without_a_partner_it_is_not_yet():
    facts, told = Outline(place="NO-56", partner=o.NO_PARTNER).facts(DAY, home="NO")
    found = outlook(RULES["ordinary"], facts, told)
    assert (found.verdict, [one.clause for one in found.stops]) == (NOT_YET, ["2.4"])


def test_where_one_side_only_looks_on_the_other_needs_a_task():
    facts, told = Outline(together=o.ONE).facts(DAY, home="NO")
    found = outlook(RULES["ordinary"], facts, told)
    assert (found.verdict, [one.clause for one in found.stops]) == (NOT_YET, ["3.1"])


def test_whoever_tells_from_across_is_the_partner():
    outline = Outline(kind="school", place="RU-MUR", partner="NO-56", control="independent")
    facts, told = outline.facts(DAY, home="NO")
    assert (facts.applicant.place, facts.applicant.kind) == ("NO-56", None)
    assert (facts.partner.place, facts.partner.kind) == ("RU-MUR", "school")
    assert "applicant.kind" not in told
    assert outlook(RULES["ordinary"], facts, told).verdict == YES


def test_a_school_run_by_an_authority_is_told_so_under_the_rules_of_2022():
    outline = Outline(place="NO-56", partner="RU-MUR", control="local_authority", meet=o.ACROSS)
    facts, told = outline.facts(DAY, home="NO")
    stops = outlook(RULES["2022-ordinary"], facts, told).stops
    assert [one.clause for one in stops] == ["2.7", "3.7"]
    assert not outlook(RULES["ordinary"], facts, told).stops
