"""Other currencies: exact sums, and the bank asked over the wire of a double."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
import time_machine
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from naboskap.applications.exchange import (
    BY_HAND,
    CURRENCIES,
    NORGES_BANK,
    Exchanged,
    Rate,
    exchanged_of,
    in_ore,
    most_within,
    rate_text,
)
from naboskap.applications.ports import NoRate, Unreachable
from naboskap.applications.rates import latest_rate
from naboskap.applications.tests.bank import open_bank, published

DAY = date(2021, 10, 4)
SUMS = st.integers(0, 100_000_000_000_00)
RATES = st.decimals("0.0001", "999999", places=4).map(
    lambda value: Rate(rate_text(value), 100, DAY, BY_HAND, "Et sted")
)


@given(SUMS, RATES)
def test_kroner_are_exact_to_the_nearest_ore(hundredths, rate):
    exact = Fraction(hundredths) * Fraction(rate.kroner) / rate.per
    found = in_ore(hundredths, rate)
    assert -Fraction(1, 2) < found - exact <= Fraction(1, 2)


@given(SUMS, RATES)
def test_the_largest_sum_within_so_many_kroner(ore, rate):
    most = most_within(ore, rate)
    assert in_ore(most, rate) <= ore < in_ore(most + 1, rate)


@given(st.one_of(st.text(max_size=12), st.decimals(allow_nan=True).map(str)))
def test_a_rate_is_a_plain_number_or_nothing(text):
    found = rate_text(text)
    if found is not None:
        assert 0 < Decimal(found) < 1_000_000
        assert rate_text(found) == found
        assert Decimal(found) == Decimal(text)


def test_a_rate_is_written_in_full():
    assert rate_text("11.7700") == "11.77"
    assert rate_text("1E+2") == "100"
    assert [rate_text(one) for one in ("0", "-1", "NaN", "x", "1e9", "0.000000001")] == [None] * 6


def test_what_is_frozen_is_read_back():
    rate = Rate("11.77", 100, DAY, BY_HAND, "Et sted")
    line = {"currency": "RUB", "original_amount": 12_000_00, "exchange": rate.as_data()}
    assert exchanged_of(line) == Exchanged("RUB", 12_000_00, rate)
    assert exchanged_of({"amount": 1}) is None
    assert in_ore(12_000_00, rate) == 1_412_40


@pytest.fixture
def bank(settings):
    cache.clear()
    with open_bank() as (double, address), time_machine.travel(DAY, tick=False):
        settings.EXCHANGE_RATES = address
        yield double
    cache.clear()


def test_the_last_rate_before_a_day_off_holds(bank):
    bank.answers["EUR"] = (200, published({"2021-09-30": "10.1650", "2021-10-01": "10.1408"}))

    assert latest_rate("EUR", DAY) == Rate("10.1408", 1, date(2021, 10, 1), NORGES_BANK)
    assert latest_rate("EUR", DAY).kroner == "10.1408"
    (asked,) = bank.asked  # What was answered holds for an hour.
    assert asked.startswith("/api/data/EXR/B.EUR.NOK.SP?")
    assert "endPeriod=2021-10-04" in asked


def test_swedish_kronor_are_told_by_the_hundred(bank):
    bank.answers["SEK"] = (200, published({"2021-10-01": "99.93"}, multiplier=2))
    rate = latest_rate("SEK", DAY)
    assert rate == Rate("99.93", 100, date(2021, 10, 1), NORGES_BANK)
    assert in_ore(1_000_00, rate) == 999_30


def test_for_roubles_nobody_is_asked(bank):
    assert latest_rate("RUB", DAY) == NoRate()
    assert bank.asked == []
    assert latest_rate("GBP", DAY) == NoRate()  # The bank has none.


def without(path):
    told = published({"2021-10-01": "10.1408"})
    here = told
    for name in path[:-1]:
        here = here[name]
    del here[path[-1]]
    return told


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {}),
        (429, {}),
        (302, {}),
        (200, b"<html>"),
        (200, []),
        (200, None),
        (200, {"data": {}}),
        (200, published({})),
        (200, published({"2021-10-01": "n/a"})),
        (200, published({"2021-10-01": "0"})),
        (200, published({"2021-10-01": "NaN"})),
        (200, published({"2021-10-01": ["10"]})),
        (200, published({"en dag": "10"})),
        (200, published({"2021-10-01": "10"}, multiplier=99)),
        (200, published({"2021-10-01": "10"}, multiplier="to")),
        (200, without(["data", "structure", "attributes"])),
        (200, without(["data", "dataSets", 0, "series", "0:0:0:0", "attributes"])),
    ],
)
def test_what_cannot_be_read_is_no_answer_and_never_a_guess(bank, status, body):
    bank.answers["EUR"] = (status, body)
    assert isinstance(latest_rate("EUR", DAY), Unreachable)


def test_the_bank_may_be_off_or_away(bank, settings):
    settings.EXCHANGE_RATES = "off"
    assert latest_rate("EUR", DAY) == Unreachable("off")
    settings.EXCHANGE_RATES = "http://127.0.0.1:9"
    assert isinstance(latest_rate("EUR", DAY), Unreachable)


def test_every_currency_is_named_in_words():
    assert all(len(code) == 3 and str(words) for code, words in CURRENCIES.items())
    assert "NOK" not in CURRENCIES
