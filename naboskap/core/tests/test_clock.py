"""When one is reminded, by the clock in Oslo."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from naboskap.core import clock


@pytest.mark.parametrize(
    ("now", "hour", "until"),
    [
        ("2021-10-04T06:59:59Z", None, None),
        ("2021-10-04T07:00:00Z", (2021, 10, 4, 7), (2021, 10, 6, 22)),
        ("2021-12-06T08:30:00Z", (2021, 12, 6, 8), (2021, 12, 8, 23)),
    ],
)
def test_one_is_reminded_from_nine_of_what_begins_within_so_many_days(now, hour, until):
    with time_machine.travel(now, tick=False):
        told = clock.reminded_now(days_before=2)
    assert told == (hour and (datetime(*hour, tzinfo=UTC), datetime(*until, tzinfo=UTC)))


def test_the_clock_is_set_back_in_the_block_alone_and_goes_on_from_there(settings):
    settings.DEMONSTRATION = True
    then = clock.now() - timedelta(days=300)
    with clock.set_back(then):
        assert then <= clock.now() < then + timedelta(minutes=1)
        with clock.set_back(then - timedelta(days=10)):
            assert clock.now() < then
        assert then <= clock.now()
    assert clock.now() > then + timedelta(days=299)


@pytest.mark.parametrize(("is_demonstration", "days"), [(False, -1), (True, 1)])
def test_the_clock_is_set_back_nowhere_else_and_never_forward(settings, is_demonstration, days):
    settings.DEMONSTRATION = is_demonstration
    with pytest.raises(RuntimeError), clock.set_back(clock.now() + timedelta(days=days)):
        pass
