"""A rule that is met says what was found, in every language and for every kind."""

import pytest
from django.utils.translation import override

from naboskap.guidelines.facts import Facts, ParticipantGroup
from naboskap.guidelines.judge import table
from naboskap.guidelines.judge.registry import KINDS
from naboskap.guidelines.tests.factories import RULEBOOKS, good_facts, one_rule, starter_rules
from naboskap.guidelines.wording.met import MET, found_of

PLACES = {"NO-56": {"nb": "Finnmark"}, "RU-MUR": {"nb": "Murmansk oblast"}}


def clause_of(kind, **parameters):
    """Return a clause of a kind, with what is not given explicitly not set."""
    unset = {
        name: None
        for name, info in KINDS[kind].parameters.model_fields.items()
        if info.is_required()
    }
    if kind in {"applicant_registered", "partner_required"}:
        unset["required"] = True
    (clause,) = one_rule(kind, **unset | parameters).clauses
    return clause


def told(kind, facts=None, **parameters):
    clause = clause_of(kind, **parameters)
    with override("nb"):
        return found_of(clause, facts or good_facts(), places=PLACES).replace("\u00a0", " ")


def test_every_kind_that_judges_has_its_words():
    assert set(MET) == {name for name, kind in KINDS.items() if kind.function}


@pytest.mark.parametrize("language", ["nb", "en", "ru"])
@pytest.mark.parametrize("rulebook", RULEBOOKS)
def test_no_rule_that_is_met_is_silent(rulebook, language):
    facts = good_facts(
        participants=tuple(ParticipantGroup(side=side, age="15-30", number=22) for side in "ab")
    )
    with override(language):
        for line in table(starter_rules(rulebook), facts):
            if line.finding is None and line.is_set:
                assert found_of(line.clause, facts, places=PLACES), line.clause


@pytest.mark.parametrize("kind", sorted(MET))
def test_facts_that_are_silent_are_no_fault(kind):
    clause = clause_of(kind, **{"side": "b"} if kind == "cofinancing" else {})
    found_of(clause, Facts(submitted_on=good_facts().submitted_on))


@pytest.mark.parametrize(
    ("kind", "parameters", "words"),
    [
        ("applicant_place", {}, "Finnmark"),
        ("partner_place", {}, "Murmansk oblast"),
        ("applicant_kind", {}, "skole"),
        ("open_reports", {}, "Ingen tidligere rapport mangler."),
        ("both_active", {}, "Begge har en oppgave i 2 av 2 aktiviteter."),
        (
            "task_share",
            {},
            (
                "Norsk side: en oppgave i 2 av 2 aktiviteter."
                " Partnersiden: en oppgave i 2 av 2 aktiviteter."
            ),
        ),
        ("start_in_round", {}, "Starter 25. november 2021."),
        ("lead_time", {}, "Starter 52 dager etter at den ble sendt."),
        ("activity_place", {"places": ["NO-56"]}, "I regionen eller på nett: 1 av 2 aktiviteter."),
        ("activity_mode", {}, "På nett: 0 av 2 aktiviteter."),
        ("share_ceiling", {"percent": 70}, "210 000 kr av 300 000 kr: 70 prosent."),
        ("share_ceiling", {"of_categories": ["travel"]}, "210 000 kr av 150 000 kr: 140 prosent."),
        ("amount_limits", {}, "210 000 kr"),
        ("budget_balances", {}, "Det koster 300 000 kr, og alt er dekket."),
        ("cofinancing", {"side": "b"}, "Partnersiden bidrar med 18 800 kr."),
        ("own_work_rate", {}, "168 timer er regnet som 24 800 kr."),
        ("own_work_active", {}, "De som regner eget arbeid, har en oppgave."),
        ("not_covered", {"categories": ["film_production"]}, "Budsjettet har ikke noe av dette."),
        ("hourly_ceiling", {"categories": ["travel"]}, "Budsjettet har 150 000 kr av dette."),
    ],
)
def test_what_was_found(kind, parameters, words):
    assert told(kind, **parameters) == words


def test_what_is_not_there_is_told():
    alone = good_facts(partner=None, costs=())
    assert told("partner_kind", alone) == "Det er ingen partner."
    assert told("own_work_rate", alone) == "Eget arbeid er ikke regnet med."
    assert told("share_ceiling", alone, percent=70) == ""
    assert told("open_reports", good_facts(open_obligations=2)) == "2 tidligere rapporter mangler."
