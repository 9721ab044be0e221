"""Two texts that grew from one are put together, and no word of either goes away."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naboskap.questionnaires.merge import merged

BASE = "Vi går på tur i skogen. Alle er med. Vi spiser ute."
WORDS = st.sampled_from(["elva", "Река", "fisk", "og", "vi", "ute", "12", "tur"])
MARKS = st.sampled_from([" ", " ", " ", ". ", ", ", "\n", "\n\n", "! ", "-", ""])
TEXTS = st.lists(st.tuples(WORDS, MARKS), max_size=14).map(
    lambda parts: "".join(word + mark for word, mark in parts)
)
ANY = st.one_of(TEXTS, st.text(max_size=40))


def words(text):
    return Counter(re.findall(r"\w+", text))


@given(base=ANY, other=ANY)
def test_a_side_that_changed_nothing_gives_the_others_text(base, other):
    assert merged(base, base, other) == other
    assert merged(base, other, base) == other
    assert merged(base, other, other) == other


@given(base=ANY, mine=ANY, theirs=ANY)
def test_no_word_that_a_side_wrote_goes_away(base, mine, theirs):
    found = words(merged(base, mine, theirs))

    for side in (mine, theirs):
        written = words(side) - words(base)
        assert not written - found


@given(mine=ANY, theirs=ANY)
def test_without_what_both_grew_from_all_words_of_both_are_there(mine, theirs):
    found = words(merged("", mine, theirs))

    assert not words(mine) - found
    assert not words(theirs) - found


@given(base=TEXTS, mine=TEXTS, theirs=TEXTS)
def test_whoever_saves_first_the_same_is_taken(base, mine, theirs):
    assert words(merged(base, mine, theirs)) == words(merged(base, theirs, mine))


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        # Each in a sentence of its own.
        (
            "Vi går på tur i fjellet. Alle er med. Vi spiser ute.",
            "Vi går på tur i skogen. Alle er med. Vi spiser inne.",
            "Vi går på tur i fjellet. Alle er med. Vi spiser inne.",
        ),
        # Each at another word of one sentence.
        (
            "Vi går på tur i fjellet. Alle er med. Vi spiser ute.",
            "Vi sykler på tur i skogen. Alle er med. Vi spiser ute.",
            "Vi sykler på tur i fjellet. Alle er med. Vi spiser ute.",
        ),
        # Both at one word: the two sentences stand after each other, the rest once.
        (
            "Vi går på tur i fjellet. Alle er med. Vi spiser ute.",
            "Vi går på tur i byen. Alle er med. Vi spiser ute.",
            "Vi går på tur i byen. Vi går på tur i fjellet. Alle er med. Vi spiser ute.",
        ),
        # Both add at the end.
        (f"{BASE} Vi synger.", f"{BASE} Vi danser.", f"{BASE} Vi danser. Vi synger."),
        # One takes a sentence out, the other changes another.
        (
            "Vi går på tur i skogen. Vi spiser ute.",
            "Vi går på tur i skogen. Alle er med. Vi spiser inne.",
            "Vi går på tur i skogen. Vi spiser inne.",
        ),
        # One takes out what the other changes: what was written stays.
        (
            "Vi går på tur i skogen. Vi spiser ute.",
            "Vi går på tur i skogen. Nesten alle er med. Vi spiser ute.",
            "Vi går på tur i skogen. Nesten alle er med. Vi spiser ute.",
        ),
        # Two texts that have nothing in common stand whole, one under the other.
        (
            "Мы идём в лес! Все идут!",
            "The class goes hiking! Everyone comes along!",
            "The class goes hiking! Everyone comes along!\n\nМы идём в лес! Все идут!",
        ),
    ],
)
def test_what_each_changed_is_taken_and_only_what_both_did_stands_twice(mine, theirs, expected):
    assert merged(BASE, mine, theirs) == expected


def test_two_first_texts_stand_one_under_the_other():
    assert merged("", "Vi går. ", "Мы идём.\n") == "Мы идём.\n\nVi går. "


def test_a_long_text_is_put_together_in_time():
    base = " ".join(f"Setning nummer {n} om elva." for n in range(6_000))
    mine = base.replace("nummer 7 ", "nummer sju ", 1)

    assert merged(base, mine, f"{base} Slutt.").count("\n\n") == 1
