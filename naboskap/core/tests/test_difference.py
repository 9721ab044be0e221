import pytest
from hypothesis import given
from hypothesis import strategies as st

from naboskap.core.difference import MOST, Piece, apart, difference, words_in

WORDS = st.lists(st.sampled_from(["elva ", "река ", "og", ", ", "\n", "vi ", " "])).map("".join)


@given(before=WORDS | st.text(), after=WORDS | st.text())
def test_the_pieces_are_both_texts_and_nothing_else(before, after):
    pieces = difference(before, after)

    assert "".join(one.text for one in pieces if one.kind != "into") == before
    assert "".join(one.text for one in pieces if one.kind != "out") == after
    assert all(one.text for one in pieces)


@given(before=WORDS | st.text(), after=WORDS | st.text())
def test_side_by_side_each_text_is_whole_and_what_is_the_same_stands_in_both(before, after):
    left, right = apart(before, after)

    assert ("".join(one.text for one in left), "".join(one.text for one in right)) == (
        before,
        after,
    )
    same = "".join(one.text for one in left if one.kind == "same")
    assert same == "".join(one.text for one in right if one.kind == "same")


@given(text=WORDS)
def test_a_text_does_not_differ_from_itself(text):
    assert difference(text, text) == ([Piece("same", text)] if text else [])


def test_it_is_told_word_by_word_and_a_phrase_at_a_time():
    pieces = difference("Vi tar buss til Kirkenes i mai.", "Vi tar tog hjem fra Kirkenes i mai.")

    assert pieces == [
        Piece("same", "Vi tar "),
        Piece("out", "buss til"),
        Piece("into", "tog hjem fra"),
        Piece("same", " Kirkenes i mai."),
    ]
    assert (words_in(pieces, "out"), words_in(pieces, "into")) == (2, 3)


@pytest.mark.parametrize("space", [" ", "\u00a0"])
def test_a_number_is_told_whole_with_its_groups(space):
    before, after = f"5{space}000", f"7{space}000"
    pieces = difference(f"Leie: {before} kr i 2027.", f"Leie: {after} kr i 2027.")

    assert pieces == [
        Piece("same", "Leie: "),
        Piece("out", before),
        Piece("into", after),
        Piece("same", " kr i 2027."),
    ]
    assert words_in(pieces, "into") == 1


def test_two_long_texts_that_have_nothing_in_common_are_told_at_once():
    before, after = "a " * (MOST + 1), "b " * (MOST + 1)

    assert [one.kind for one in difference(before, after)] == ["out", "into"]
