"""When one is reminded, by the clock in Oslo."""

from datetime import UTC, datetime

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
