from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naboskap.core.holidays import easter, norwegian_holidays
from naboskap.decisions.deadlines import last_day
from naboskap.decisions.route import Level, carries, level_for

AMOUNT = st.integers(min_value=0, max_value=10**12)


@given(AMOUNT, AMOUNT, st.booleans())
def test_below_the_threshold_is_the_heads_and_above_it_the_boards(amount, threshold, included):
    level = level_for(amount, threshold, boundary_included=included)

    if amount != threshold:
        assert (level == Level.BOARD) == (amount > threshold)


@given(AMOUNT)
def test_the_boundary_itself_follows_the_parameter(threshold):
    assert level_for(threshold, threshold, boundary_included=True) == Level.BOARD
    assert level_for(threshold, threshold, boundary_included=False) == Level.HEAD


@given(AMOUNT, AMOUNT, AMOUNT, st.booleans())
def test_a_larger_sum_is_never_decided_lower(amount, more, threshold, included):
    lower = level_for(amount, threshold, boundary_included=included)
    upper = level_for(amount + more, threshold, boundary_included=included)

    assert not (lower == Level.BOARD and upper == Level.HEAD)


@pytest.mark.parametrize(
    ("amount", "included", "level"),
    [
        (399_999_99, True, Level.HEAD),
        (400_000_00, True, Level.BOARD),
        (400_000_00, False, Level.HEAD),
        (400_000_01, False, Level.BOARD),
    ],
)
def test_at_four_hundred_thousand(amount, included, level):
    assert level_for(amount, 400_000_00, boundary_included=included) == level


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 10))
def test_a_vote_carries_with_a_quorum_and_more_than_half(votes_for, against, quorum):
    counted = votes_for + against

    assert carries(votes_for, counted, quorum=quorum) == (
        counted >= quorum and votes_for > against
    )


@given(st.dates(date(1990, 1, 1), date(2099, 1, 1)), st.integers(0, 60))
def test_the_last_day_is_a_working_day_and_never_too_early(start, days):
    last = last_day(start, days)

    assert last >= start + timedelta(days=days)
    assert last <= start + timedelta(days=days + 6)
    assert last.weekday() < 5
    assert last not in norwegian_holidays(last.year)


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2021, 11, 1), date(2021, 11, 22)),
        (date(2021, 11, 6), date(2021, 11, 29)),  # A Saturday moves to Monday.
        (date(2021, 12, 4), date(2021, 12, 27)),  # Christmas Day, a Saturday.
        (date(2021, 3, 11), date(2021, 4, 6)),  # Maundy Thursday, past Easter Monday.
        (date(2021, 4, 26), date(2021, 5, 18)),  # 17 May.
    ],
)
def test_three_weeks_past_a_weekend_or_a_holiday(start, last):
    assert last_day(start, 21) == last


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2019, 4, 21), (2021, 4, 4), (2024, 3, 31), (2038, 4, 25)]
)
def test_easter(year, month, day):
    assert easter(year) == date(year, month, day)
