"""The front page tells of the next round, and says something else in time."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import translation

from naboskap.programmes.tests.factories import RoundFactory
from naboskap.website.rounds import next_change, shown_round

pytestmark = pytest.mark.django_db
OPENS = datetime(2021, 9, 1, 10, 0, tzinfo=UTC)
CLOSES = datetime(2021, 11, 1, 22, 59, tzinfo=UTC)


@pytest.fixture
def one_round():
    return RoundFactory(
        opens_at=OPENS,
        closes_at=CLOSES,
        starts_from=date(2022, 1, 1),
        starts_to=date(2022, 3, 31),
    )


@pytest.mark.parametrize(
    ("now", "is_open", "left"),
    [
        (datetime(2021, 8, 31, 9, 0, tzinfo=UTC), False, "i morgen"),
        (datetime(2021, 10, 25, 9, 0, tzinfo=UTC), True, "om 7 dager"),
        (datetime(2021, 11, 1, 9, 0, tzinfo=UTC), True, "i dag"),
    ],
)
def test_the_nearest_deadline_is_told(one_round, now, is_open, left):
    with time_machine.travel(now, tick=False), translation.override("nb"):
        told = shown_round()
        assert told.is_open == is_open
        assert told.left.replace("\u00a0", " ") == left
        assert told.serves == "januar–mars 2022"
        assert [place.place for place in told.places] == ["Oslo", "Murmansk"]


@pytest.mark.parametrize(
    ("now", "changes"),
    [
        (datetime(2021, 8, 31, tzinfo=UTC), OPENS),
        (datetime(2021, 10, 25, tzinfo=UTC), CLOSES.replace(second=1)),
        (CLOSES, CLOSES.replace(second=1)),
        (datetime(2021, 11, 2, tzinfo=UTC), None),
    ],
)
def test_a_page_is_kept_no_longer_than_what_it_says_is_true(one_round, now, changes):
    with time_machine.travel(now, tick=False):
        assert next_change() == changes


def test_where_there_is_no_round_nothing_is_told(client, few_pages):
    assert shown_round() is None
    assert "nk-clocks" not in client.get("/").content.decode()


def test_the_front_page_shows_two_clocks(client, few_pages, one_round):
    with time_machine.travel(datetime(2021, 10, 25, 9, 0, tzinfo=UTC), tick=False):
        text = client.get("/").content.decode()
    assert "23.59" in text
    assert "01.59" in text
    assert "natt til tirsdag" in text
