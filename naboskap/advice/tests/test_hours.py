"""Which times can be booked, also on the days when the clocks are changed."""

import itertools
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from naboskap.advice.hours import Slot, Weekly, free, instant
from naboskap.core.clock import OSLO

NIGHT = Weekly(6, time(1, 0), time(4, 0), 30)
SPRING, AUTUMN = date(2022, 3, 27), date(2021, 10, 31)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
days = st.dates(date(2021, 1, 1), date(2023, 12, 31))
hours = st.builds(
    Weekly,
    st.integers(0, 6),
    st.times(time(0, 0), time(12, 0)).map(lambda one: one.replace(second=0, microsecond=0)),
    st.times(time(13, 0), time(23, 0)).map(lambda one: one.replace(second=0, microsecond=0)),
    st.sampled_from([15, 30, 45, 60]),
)


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), tzinfo=OSLO).astimezone(UTC)


def test_an_hour_is_the_same_on_the_wall_in_winter_and_summer():
    monday = Weekly(0, time(10), time(11), 30)
    for day, utc in ((date(2021, 10, 25), 8), (date(2021, 11, 1), 9)):
        first, second = monday.on(day, OSLO)
        assert (first.begins_at.hour, first.begins_at.minute) == (utc, 0)
        assert second.begins_at - first.begins_at == timedelta(minutes=30)
    assert list(monday.on(date(2021, 10, 26), OSLO)) == []


def test_an_hour_that_the_change_takes_is_not_offered():
    found = [one.begins_at.astimezone(OSLO).strftime("%H:%M") for one in NIGHT.on(SPRING, OSLO)]
    assert found == ["01:00", "01:30", "03:00", "03:30"]
    assert instant(datetime(2022, 3, 27, 2, 30), OSLO) is None


def test_an_hour_that_comes_twice_is_offered_once():
    found = [one.begins_at for one in NIGHT.on(AUTUMN, OSLO)]
    assert len(found) == len(set(found)) == 6
    assert found[2] == datetime(2021, 10, 31, 0, 0, tzinfo=UTC)


def test_a_taken_time_and_what_meets_it_is_not_free():
    monday = date(2021, 10, 4)
    found = free(
        [Weekly(0, time(10), time(12), 30)],
        [],
        closed=[],
        taken=[Slot(at(monday, 10, 45), 30)],
        days=[monday],
        earliest=LONG_AGO,
        zone=OSLO,
    )
    assert [one.begins_at for one in found] == [at(monday, 10), at(monday, 11, 30)]


def test_a_closed_day_has_only_what_was_opened_by_hand():
    monday = date(2021, 10, 4)
    single = Slot(at(monday, 14), 30)
    found = free(
        [Weekly(0, time(10), time(12), 30)],
        [single],
        closed=[monday],
        taken=[],
        days=[monday],
        earliest=LONG_AGO,
        zone=OSLO,
    )
    assert found == [single]


@given(
    st.lists(hours, max_size=4),
    days,
    st.integers(1, 20),
    st.lists(st.integers(0, 20 * 24 * 4), max_size=6),
)
@settings(max_examples=100, deadline=None)
def test_what_is_free_meets_nothing_and_is_in_order(weekly, first, number, taken):
    looked = [first + timedelta(days=each) for each in range(number)]
    begin = datetime.combine(first, time(0), tzinfo=UTC)
    busy = [Slot(begin + timedelta(minutes=15 * each), 30) for each in taken]
    earliest = begin + timedelta(hours=9)
    found = free(
        weekly, [], closed=looked[3:4], taken=busy, days=looked, earliest=earliest, zone=OSLO
    )
    assert found == sorted(found)
    for one, after in itertools.pairwise(found):
        assert not one.meets(after)
    for one in found:
        assert one.begins_at >= earliest
        assert one.begins_at.astimezone(OSLO).date() not in looked[3:4]
        assert not any(one.meets(other) for other in busy)
