"""What a version changes, and how much it weighs: true of every form that can be made."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naboskap.questionnaires.changes import (
    Added,
    Altered,
    ChoiceAdded,
    Moved,
    Removed,
    applied,
    difference,
    is_major,
    left_behind,
    moved,
    told,
    weighs,
)
from naboskap.questionnaires.tests.factories import question
from naboskap.questionnaires.text import Choice, Condition

KEYS = list("abcde")
WORDS = st.sampled_from([{"nb": "En"}, {"nb": "To"}])
LENGTHS = st.sampled_from([None, 100, 500, 900])
CHOICES = st.lists(
    st.builds(Choice, st.sampled_from(["x", "y", "z"]), WORDS), unique_by=lambda one: one.code
).map(tuple)


def forms():
    one = st.builds(
        question,
        st.sampled_from(KEYS),
        words=WORDS,
        help=WORDS,
        is_required=st.booleans(),
        length_advised=LENGTHS,
        length_limit=LENGTHS,
        choices=CHOICES,
        only_if=st.none() | st.builds(Condition, st.sampled_from(KEYS), st.just("x")),
    )
    return st.lists(one, unique_by=lambda each: each.key).map(tuple)


@given(forms(), forms())
def test_the_difference_makes_the_one_into_the_other(one, other):
    assert applied(one, difference(one, other)) == other


@given(forms())
def test_the_same_form_has_no_difference(form):
    assert difference(form, form) == ()


@given(forms(), forms(), forms())
def test_small_steps_never_make_a_large_one(one, two, three):
    first, second = difference(one, two), difference(two, three)
    if not weighs(first) and not weighs(second):
        assert not weighs(difference(one, three))


@given(forms(), forms())
def test_after_a_small_step_nothing_asked_is_gone_and_nothing_whole_is_lacking(one, two):
    if weighs(difference(one, two)):
        return
    had, has = ({each.key: each for each in form} for form in (one, two))
    assert had.keys() <= has.keys()
    for key, after in has.items():
        before = had.get(key)
        if after.is_required:
            assert before is not None
            assert before.is_required
        if before is not None:
            room = float("inf") if before.length_limit is None else before.length_limit
            assert after.length_limit is None or after.length_limit >= room
            assert {each.code for each in before.choices} <= {each.code for each in after.choices}
            assert before.only_if == after.only_if


@given(forms(), forms())
def test_every_change_can_be_told(one, other):
    assert all(told(change) for change in difference(one, other))


@given(st.permutations(KEYS))
def test_as_few_as_can_be_are_moved(order):
    kept = [key for key in KEYS if key not in moved(KEYS, order)]

    assert kept == [key for key in order if key in kept]
    assert (moved(KEYS, order) == []) == (list(order) == KEYS)


def test_one_that_changes_place_is_the_one_that_moved():
    assert moved(list("abcd"), list("bcda")) == ["a"]
    assert moved(list("abcd"), list("dabc")) == ["d"]


A = question("a", length_limit=500, choices=(Choice("x", {"nb": "En"}),))
B = question("b")


@pytest.mark.parametrize(
    ("after", "kind", "major"),
    [
        ((A,), Removed, True),
        ((A, B, question("c")), Added, False),
        ((A, B, question("c", is_required=True)), Added, True),
        ((B, A), Moved, False),
        ((replace(A, words={"nb": "Nytt"}), B), Altered, False),
        ((replace(A, length_limit=400), B), Altered, True),
        ((replace(A, length_limit=600), B), Altered, False),
        ((replace(A, length_limit=None), B), Altered, False),
        ((A, replace(B, length_limit=10)), Altered, True),
        ((A, replace(B, is_required=True)), Altered, True),
        ((A, replace(B, legal_basis="consent")), Altered, True),
        ((A, replace(B, only_if=Condition("a", "x"))), Altered, True),
        ((replace(A, choices=(*A.choices, Choice("y", {"nb": "To"}))), B), ChoiceAdded, False),
    ],
)
def test_what_is_major_is_not_for_anybody_to_choose(after, kind, major):
    (change,) = difference((A, B), after)

    assert isinstance(change, kind)
    assert is_major(change) is major


def test_a_choice_taken_away_is_major():
    before = replace(A, choices=(*A.choices, Choice("y", {"nb": "To"})))

    assert weighs(difference((before,), (A,)))
    assert not weighs(difference((A,), (replace(A, is_required=False),)))


def test_what_is_reworded_in_one_language_leaves_its_translations_behind():
    old = question(
        "a",
        help={"nb": "Kort", "en": "Short", "ru": "Кратко"},
        choices=(Choice("x", {"nb": "En", "en": "One"}), Choice("y", {"nb": "To", "en": "Two"})),
    )
    new = replace(
        old,
        help={"nb": "Langt", "en": "Short", "ru": "Кратко"},
        choices=(Choice("x", {"nb": "Én", "en": "One"}), Choice("y", {"nb": "To", "en": "Two"})),
    )

    found = left_behind([old], [new, question("b")])

    assert [(one.question.key, one.part, one.reworded, one.stands) for one in found] == [
        ("a", "help", ("nb",), ("en", "ru")),
        ("a", "choices", ("nb",), ("en",)),
    ]
    assert left_behind([old], [old]) == ()
