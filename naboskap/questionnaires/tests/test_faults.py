"""What keeps a form from being published, and what is asked of whom."""

from dataclasses import replace

import pytest

from naboskap.questionnaires.effort import minutes_for, minutes_in_all
from naboskap.questionnaires.faults import JUDGED, faults_of, left_out
from naboskap.questionnaires.tests.factories import question
from naboskap.questionnaires.text import Choice, Condition, asked_of

ALL = {"nb": "Tekst", "en": "Text", "ru": "Текст"}
RIVER, LAKE = Choice("river", ALL), Choice("lake", ALL)
WHERE = question("where", kind="choice", choices=(RIVER, LAKE))


def only_if(before, choice, **facts):
    return question(**facts, only_if=Condition(before, choice))


def test_a_whole_form_has_no_fault():
    assert faults_of([WHERE, only_if("where", "river", key="which")]) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"words": {**ALL, "ru": " "}}, "QUE-1"),
        ({"why": {"nb": "Derfor"}}, "QUE-1"),
        ({"help": {"nb": "Hjelp"}}, "QUE-1"),
        ({"good": {"en": "Good"}}, "QUE-1"),
        ({"purpose": {}}, "QUE-4"),
        ({"legal_basis": ""}, "QUE-4"),
        ({"only_if": Condition("where", "sea")}, "QUE-6"),
        ({"only_if": Condition("gone", "river")}, "QUE-6"),
        ({"only_if": Condition("later", "yes")}, "QUE-6"),
        ({"only_if": Condition("which", "yes")}, "QUE-6"),
        ({"choices": (RIVER, LAKE)}, "QUE-7"),
        ({"kind": "choice", "choices": (RIVER,)}, "QUE-7"),
        ({"kind": "choice", "choices": (RIVER, RIVER)}, "QUE-7"),
        ({"kind": "choice", "choices": (RIVER, Choice("lake", {"nb": "Sjø"}))}, "QUE-7"),
        ({"length_advised": 500, "length_limit": 400}, "QUE-8"),
        ({"kind": "yes_no", "length_limit": 400}, "QUE-8"),
    ],
)
def test_each_fault_is_found_beside_its_question(change, rule):
    which = replace(question("which"), **change)

    found = faults_of([WHERE, which, question("later", kind="yes_no")])

    assert [(one.rule, one.key) for one in found] == [(rule, "which")]


def test_a_role_is_used_once():
    found = faults_of([question("a", role="summary"), question("b", role="summary")])

    assert [(one.rule, one.key) for one in found] == [("QUE-5", "b")]


def test_a_circle_of_conditions_is_refused():
    yes = {"kind": "yes_no"}
    found = faults_of(
        [
            only_if("c", "yes", key="a", **yes),
            only_if("a", "yes", key="b", **yes),
            only_if("b", "yes", key="c", **yes),
        ]
    )

    assert {(one.rule, one.key) for one in found} == {
        ("QUE-6", "a"),
        ("QUE-6", "b"),
        ("QUE-6", "c"),
    }


def test_an_empty_form_is_not_published():
    assert [one.rule for one in faults_of([])] == ["QUE-1"]


def test_the_languages_that_lack_a_text_are_named():
    (fault,) = faults_of([replace(question("a"), why={"en": "Why"})])

    assert fault.languages == ("nb", "ru")
    assert fault.in_languages


def test_what_is_asked_follows_the_choice():
    which = only_if("where", "river", key="which", kind="yes_no")
    deep = only_if("which", "yes", key="deep")
    form = [WHERE, which, deep]

    def asked(**answers):
        return [one.key for one in asked_of(form, answers)]

    assert asked() == ["where"]
    assert asked(where="lake", which="yes") == ["where"]
    assert asked(where="river") == ["where", "which"]
    assert asked(where="river", which="yes") == ["where", "which", "deep"]


def test_a_circle_is_never_asked():
    form = [only_if("b", "", key="a"), only_if("a", "", key="b")]

    assert asked_of(form, {}) == ()


def test_a_longer_text_takes_longer():
    short, long = question("a", length_advised=300), question("b", length_advised=3_000)

    assert minutes_for(short) < minutes_for(long)
    assert minutes_in_all([]) == 0
    assert minutes_in_all([long, short]) == minutes_in_all([short, long]) == 45
    kinds = ("yes_no", "choice", "short_text", "long_text", "built_in")
    assert all(minutes_for(question("a", kind=kind)) > 0 for kind in kinds)


@pytest.mark.parametrize("role", sorted(JUDGED))
def test_what_the_guidelines_judge_by_is_not_left_out(role):
    """QUE-31."""
    judged = replace(question("sum", kind="built_in"), role=role, words=ALL)

    [fault] = left_out([WHERE, judged], [WHERE])

    assert (fault.rule, fault.key) == ("QUE-31", "")
    assert "Tekst" in fault.words
    assert left_out([WHERE, judged], [judged]) == []
    assert left_out([WHERE], [WHERE]) == []


def test_what_nothing_is_judged_by_may_be_left_out():
    places = replace(question("where", kind="built_in"), role="places")

    assert left_out([places, WHERE], [question("which")]) == []
