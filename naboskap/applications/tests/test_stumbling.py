"""What stops those who want to send is counted, and nobody is seen behind a figure."""

from datetime import timedelta

import pytest

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import count_stumbles
from naboskap.applications.models import Stumble
from naboskap.applications.queries import FEWEST_SHOWN, stumbles
from naboskap.applications.tests.factories import draft
from naboskap.core import clock

pytestmark = pytest.mark.django_db


def test_each_thing_that_stops_is_counted_once_for_one_writer():
    application = draft(UserFactory())
    found = count_stumbles(application)
    assert found
    assert {row.count for row in Stumble.objects.all()} == {1}
    assert count_stumbles(application, counted=found) == found
    assert {row.count for row in Stumble.objects.all()} == {1}
    count_stumbles(draft(UserFactory()))
    assert {row.count for row in Stumble.objects.all()} == {2}
    assert {row.month.day for row in Stumble.objects.all()} == {1}


def test_nothing_of_the_application_is_kept():
    names = {field.name for field in Stumble._meta.get_fields()}
    assert names == {"id", "month", "what", "rulebook", "name", "lesson", "count"}


def test_what_few_have_met_is_not_told():
    month = clock.today().replace(day=1)
    for name, count in (("2.1", FEWEST_SHOWN), ("2.2", FEWEST_SHOWN - 1), ("2.3", 40)):
        Stumble.objects.create(
            month=month, what="clause", rulebook="ordinary", name=name, count=count
        )
    assert [(one.name, one.count) for one in stumbles()] == [("2.3", 40), ("2.1", FEWEST_SHOWN)]


def test_the_months_of_a_year_are_put_together_and_older_ones_left():
    for year, count in ((clock.today().year - 2, 90), (clock.today().year, 3)):
        Stumble.objects.create(
            month=clock.today().replace(year=year, day=1),
            what="question", name="7", lesson="skriv", count=count,
        )  # fmt: skip
    assert stumbles() == []
    Stumble.objects.create(
        month=(clock.today() - timedelta(days=300)).replace(day=1),
        what="question", name="7", lesson="skriv", count=4,
    )  # fmt: skip
    assert [(one.name, one.count, one.lesson) for one in stumbles()] == [("7", 7, "skriv")]
