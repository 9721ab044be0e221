"""What a line comes to: exact in øre, in whole numbers only."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from naboskap.applications.amounts import UNITS, counting_of, product, rate_within
from naboskap.applications.models import BudgetLine

HUNDREDTHS = st.integers(1, 100_000_000)
ORE = st.integers(0, 100_000_000_000_00)


@given(HUNDREDTHS, ORE)
def test_a_sum_is_the_exact_product_to_the_nearest_ore(hundredths, rate):
    exact = Fraction(hundredths * rate, 100)
    found = product(hundredths, rate)

    assert abs(found - exact) <= Fraction(1, 2)
    assert found - exact != Fraction(-1, 2)  # Half an øre goes up.
    how = counting_of({"unit": "night", "quantity_hundredths": hundredths, "rate": rate})
    assert how is not None
    assert how.is_rounded == (found != exact)


@given(HUNDREDTHS, ORE)
def test_the_highest_rate_within_a_sum(hundredths, at_most):
    rate = rate_within(hundredths, at_most)
    assert product(hundredths, rate) <= at_most < product(hundredths, rate + 1)


def test_a_line_says_how_it_is_counted():
    work = counting_of({"hours_hundredths": 750, "rate": 200_00})
    assert work is not None
    assert (work.hundredths, work.rate, work.per) == (750, 200_00, UNITS["hour"])
    assert counting_of({"hours_hundredths": 750, "rate": None}) is None
    assert counting_of({"amount": 100, "rate": None}) is None
    assert set(UNITS) == set(BudgetLine.Unit.values)
