"""Sentences that help: as the voice table asks, and with a sentence for every kind."""

import pytest
from django.utils.translation import override

from naboskap.guidelines import changes as c
from naboskap.guidelines.amounts import day, hours, money, share
from naboskap.guidelines.facts import Activity, CostLine, Facts, Party
from naboskap.guidelines.findings import Finding
from naboskap.guidelines.judge import judge
from naboskap.guidelines.judge.registry import KINDS
from naboskap.guidelines.tests.factories import (
    RULEBOOKS,
    good_facts,
    money_of_ours,
    one_rule,
    starter_rules,
)
from naboskap.guidelines.wording import worded
from naboskap.guidelines.wording.offers import change_words
from naboskap.guidelines.wording.reading import Reading
from naboskap.guidelines.wording.sentences import SENTENCES
from naboskap.guidelines.wording.sentences.money import equipment

HARD_WORDS = ("finding", "verdict", "clause", "funn", "klausul", "вердикт")


def shown(language, **changes):
    found = judge(one_rule("share_ceiling", percent=70), good_facts(**changes))
    return worded(found[0], language)


def plainly(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "found", "needed", "first"),
    [
        (
            "nb",
            "Dere søker om 225 000 kr av 300 000 kr. Det er 75 prosent.",
            "Grensa er 70 prosent.",
            "Søk om 210 000 kr, og dekk 15 000 kr mer selv.",
        ),
        (
            "en",
            "You ask for NOK 225 000 of NOK 300 000. That is 75 per cent.",
            "The limit is 70 per cent.",
            "Ask for NOK 210 000, and cover NOK 15 000 more yourselves.",
        ),
        (
            "ru",
            "Вы просите 225 000 крон из 300 000 крон. Это 75 процентов.",
            "Предел — 70 процентов.",
            "Запросите 210 000 крон и покройте ещё 15 000 крон сами.",
        ),
    ],
)
def test_a_share_that_is_too_high(language, found, needed, first):
    said = shown(language, amount_applied_for=225_000_00, financing=money_of_ours(50_200))
    assert plainly(said.found) == found
    assert plainly(said.needed) == needed
    assert plainly(said.changes[0].text) == first


def test_a_share_just_above_the_limit_never_reads_as_the_limit():
    said = shown("nb", amount_applied_for=210_000_01)
    assert "70,1 prosent" in plainly(said.found)


def test_advice_names_the_activity_in_the_pairs_own_words():
    alone = Activity(place="NO-56", sides_with_task=frozenset({"a"}))
    shared = alone.model_copy(update={"sides_with_task": frozenset({"a", "b"})})
    facts = good_facts(activities=(alone, alone, shared, alone, shared, alone))
    finding = judge(starter_rules(), facts)[0]
    said = worded(finding, "nb", activities=["Vannprøver ved elva"])
    assert said.found == "Partneren har en oppgave i 2 av 6 aktiviteter."
    assert said.changes[0].text == "Gi partneren en oppgave i «Vannprøver ved elva»."
    assert "aktivitet 1" in worded(finding, "nb").changes[0].text


def test_amounts_dates_and_hours_do_not_break():
    with override("nb"):
        written = [money(210_000_00), share(70), hours(7_50), day("2021-10-04")]
    assert written == [
        "210\u00a0000\u00a0kr",
        "70\u00a0prosent",
        "7,5\u00a0timer",
        "4.\u00a0oktober\u00a02021",
    ]
    with override("ru"):
        assert plainly(share(2)) == "2 процента"
        assert plainly(hours(1_00)) == "1 час"
        assert plainly(day("2021-10-04")) == "4 октября 2021"


def test_places_are_named():
    facts = good_facts(applicant=Party(kind="school", place="NO-03", is_registered=True))
    places = {"NO-03": {"nb": "Oslo"}, "NO-18": {"nb": "Nordland"}, "NO-56": {"nb": "Finnmark"}}
    said = worded(judge(starter_rules(), facts)[0], "nb", places=places)
    assert said.found == "Dere har valgt Oslo."
    assert "Nordland eller Finnmark" in said.needed


def test_every_kind_that_judges_has_its_sentences():
    assert set(SENTENCES) == {name for name, kind in KINDS.items() if kind.function}


OFFERS = [
    c.AskFor(1_00),
    c.AskFor(1_00, 2_00),
    c.AskFor(1_00, 2_00, "a"),
    c.AddOwnFinancing("a", 1_00),
    c.AddOwnWork("b", 1_00, 1_00),
    c.CoverMore("a", 1_00),
    c.LowerFinancing(1_00),
    c.AddCosts(1_00),
    c.SetLine(1, 1_00),
    c.RemoveCosts("marketing"),
    c.RemoveSideCosts("b"),
    c.GiveTask(0, ("a", "b")),
    c.GiveTask(1, ("b",)),
    c.GiveTask(1, ("a", "b")),
    c.MoveActivity(1, "NO-56"),
    c.HoldOnline(1),
    c.MoveStart(good_facts().submitted_on),
    c.MoveStart(good_facts().submitted_on, good_facts().submitted_on),
    c.MoveEnd(good_facts().submitted_on),
    c.AddParticipants("a", "15-30", 1),
    c.FindApplicant(),
    c.FindPartner(),
    c.SettleReports(1),
    c.WriteIn("en"),
    c.AddAttachment("accounts"),
]


@pytest.mark.parametrize("language", ["nb", "en", "ru"])
def test_every_change_has_its_sentence(language):
    assert {type(change) for change in OFFERS} == set(c.CHANGES.values())
    with override(language):
        for change in OFFERS:
            text = change_words(change, Reading({}, {}, {}, ()))
            assert text.endswith(".")
            assert "%(" not in text


@pytest.mark.parametrize("language", ["nb", "ru"])
def test_no_hard_word_and_no_english_is_left(language):
    line = CostLine(side="a", category="own_work", amount=900_000_00, hours=1_00)
    dear = CostLine(side="b", category="services", amount=900_000_00, hours=1_00)
    bad = good_facts(
        applicant=Party(kind="private_person", place="NO-03"),
        partner=Party(kind="school", country="FI", place="FI-18"),
        activities=(Activity(place="NO-03"),),
        costs=(line, dear, CostLine(side="a", category="marketing", amount=1)),
        amount_applied_for=2_000_000_00,
        open_obligations=2,
        start_date=good_facts().submitted_on.replace(day=1),
    )
    found: dict[str, Finding] = {}
    for rulebook in RULEBOOKS:
        for facts in (bad, Facts(submitted_on=bad.submitted_on), good_facts(partner=None)):
            for finding in judge(starter_rules(rulebook), facts):
                found[f"{finding.kind}-{finding.missing}"] = finding
    assert len(found) > 20
    for finding in found.values():
        said, english = worded(finding, language), worded(finding, "en")
        pairs = [(said.heading, english.heading), (said.needed, english.needed)]
        pairs += [(said.found, english.found)] * bool(said.found)
        pairs += [
            (one.text, other.text)
            for one, other in zip(said.changes, english.changes, strict=True)
        ]
        for ours, theirs in pairs:
            assert ours != theirs
            assert not any(word in ours.casefold() for word in HARD_WORDS)


@pytest.mark.parametrize(
    ("severity", "heading", "needed"),
    [
        ("warns", "Budsjettet har noe vi vanligvis ikke dekker", "forklar hvorfor i søknaden"),
        ("stops", "Budsjettet har noe vi ikke kan dekke", "Ta det ut"),
    ],
)
def test_equipment_is_told_as_hard_as_the_paragraph_is(severity, heading, needed):
    rules = one_rule("not_covered", severity, categories=["equipment", "investment"])
    kits = CostLine(side="a", category="equipment", amount=9_000_00)
    [finding] = judge(rules, good_facts(costs=(kits,)))
    said = worded(finding, "nb")
    assert said.heading == heading
    assert "instrumenter, kameraer og drakter" in said.found
    assert needed in said.needed

    hall = CostLine(side="a", category="investment", amount=9_000_00)
    [other] = judge(rules, good_facts(costs=(hall,)))
    assert "instrumenter" not in worded(other, "nb").found


@pytest.mark.parametrize(
    ("severity", "words"),
    [
        ("stops", "Denne ordningen betaler ingenting"),
        ("warns", "Vanligvis betaler vi ingenting"),
        ("advises", "Vanligvis betaler vi ingenting"),
    ],
)
def test_only_a_paragraph_that_stops_says_that_nothing_is_paid(severity, words):
    rules = one_rule("not_covered", severity=severity, categories=["equipment"])
    facts = good_facts(costs=(CostLine(side="a", category="equipment", amount=100_00),))
    with override("nb"):
        assert words in plainly(equipment(severity).needed)
        told = worded(judge(rules, facts)[0], "nb")
    assert ("vanligvis" in told.heading) == (severity != "stops")
