import pytest
from hypothesis import given
from hypothesis import strategies as st

from naboskap.organisations.numbers import (
    account_written,
    clean_account,
    clean_number,
    written,
)


@pytest.mark.parametrize(
    ("country", "text", "clean"),
    [
        ("NO", "974 760 673", "974760673"),
        ("NO", " 974760673 ", "974760673"),
        ("NO", "974760674", None),
        ("NO", "97476067", None),
        ("NO", "abc", None),
        ("FI", "2077474-0", "20774740"),
        ("FI", "2077474-1", None),
        ("SE", "556703-7485", "5567037485"),
        ("SE", "556703-7486", None),
        ("RU", "7707083893", "7707083893"),
        ("RU", "1027700132195", "1027700132195"),
        ("RU", "7707083894", None),
        ("IS", "600-169", "600169"),
        ("IS", " - ", None),
    ],
)
def test_a_number_is_checked_by_the_rule_of_its_country(country, text, clean):
    assert clean_number(country, text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("8601 11 17947", "86011117947"),
        ("8601.11.17947", "86011117947"),
        ("86011117948", None),
        ("NO93 8601 1117 947", "NO9386011117947"),
        ("NO93 8601 1117 948", None),
        ("", None),
    ],
)
def test_an_account_is_norwegian_or_an_iban(text, clean):
    assert clean_account(text) == clean


@given(st.text(max_size=40))
def test_no_text_breaks_the_check(text):
    for country in ("NO", "FI", "SE", "RU", "IS"):
        clean_number(country, text)
    clean_account(text)


def test_numbers_are_written_as_people_write_them():
    assert written("NO", "974760673") == "974 760 673"
    assert written("FI", "20774740") == "20774740"
    assert account_written("86011117947") == "8601 11 17947"
    assert account_written("NO9386011117947") == "NO93 8601 1117 947"
