"""Booking a talk without an account, and the talk by its mailed link."""

from datetime import UTC, datetime, time, timedelta

import icalendar
import pytest
import time_machine
from django.utils import timezone

from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.links import secret_of
from naboskap.advice.models import Talk, WeeklyHours
from naboskap.advice.tests.factories import AdviserFactory, TalkFactory
from naboskap.website.stamped import new_stamp

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 25, 8, tzinfo=UTC)
FIRST = datetime(2021, 10, 26, 8, tzinfo=UTC)  # Tuesday at ten in Oslo, eleven in Murmansk.
SECOND = FIRST + timedelta(minutes=30)


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def adviser():
    adviser = AdviserFactory()
    WeeklyHours.objects.create(
        adviser=adviser, weekday=1, begins=time(10), ends=time(13), minutes=30
    )
    return adviser


def told(**values):
    with time_machine.travel(timezone.now() - timedelta(seconds=30), tick=False):
        stamp = new_stamp()
    return {
        "time": FIRST.isoformat(),
        "way": "phone",
        "reached_at": "+47 00 00 00 99",
        "name": "Lærer",
        "address": "teacher@example.org",
        "about": "Om partneren.",
        "website": "",
        "stamp": stamp,
        **values,
    }


def way(talk):
    return f"/samtale/{secret_of('talk', talk.key)}/"


def here(adviser):
    return f"/radgivere/{adviser.pk}/samtale/"


def test_the_times_stand_by_the_clock_on_both_sides(client, adviser):
    assert f'href="{here(adviser)}"' in client.get("/radgivere/").text
    text = client.get(here(adviser)).text.replace("\xa0", " ")
    assert "tirsdag 26. oktober kl. 10.00 i Oslo, 11.00 i Murmansk" in text
    assert "tirsdag 2. november kl. 10.00 i Oslo, 12.00 i Murmansk" in text
    assert text.count('name="time"') == 8
    assert client.get(f"{here(adviser)}?flere").text.count('name="time"') == 24


def test_a_talk_is_booked_once(client, adviser):
    form = told()
    answer = client.post(here(adviser), form)
    assert client.post(here(adviser), form).url == answer.url
    talk = Talk.objects.get()
    assert (talk.begins_at, talk.adviser, answer.url) == (FIRST, adviser, way(talk))
    before = Talk.objects.values().get()
    text = client.get(way(talk)).text
    assert "+47 00 00 00 99" in text
    assert Talk.objects.values().get() == before


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"time": ""}, "time"),
        ({"time": NOW.isoformat()}, "time"),
        ({"reached_at": "12"}, "reached_at"),
        ({"address": "ring"}, "address"),
        ({"about": "a" * 1_001}, "about"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_lost(
    client, adviser, values, field
):
    form = told(**values)
    text = client.post(here(adviser), form).text
    assert f'id="id_{field}-error"' in text
    assert form["name"] in text
    assert not Talk.objects.exists()


def test_whoever_was_slower_keeps_what_they_typed_and_sees_what_is_free(client, adviser):
    TalkFactory(adviser=adviser, begins_at=FIRST)
    text = client.post(here(adviser), told()).text
    assert 'id="id_time-error"' in text
    assert "Om partneren." in text
    assert "teacher@example.org" in text
    assert FIRST.isoformat() not in text
    assert SECOND.isoformat() in text
    assert Talk.objects.count() == 1


def test_without_a_free_time_there_is_a_way_on(client):
    adviser = AdviserFactory()
    text = client.get(here(adviser)).text
    assert 'href="/spor/"' in text
    assert client.get(here(AdviserFactory(is_shown=False))).status_code == 404


def test_signed_in_one_s_name_and_address_stand_there(client, adviser):
    person = UserFactory()
    client.force_login(person)
    assert f'value="{person.email}"' in client.get(here(adviser)).text
    client.post(here(adviser), told())
    assert Talk.objects.get().user == person


def test_by_the_link_one_moves_cancels_and_takes_it_along(client, adviser):
    client.post(here(adviser), told())
    talk = Talk.objects.get()
    wrong = client.post(way(talk), {"act": "move", "time": NOW.isoformat()})
    assert 'id="id_time-error"' in wrong.text
    assert client.post(way(talk), {"act": "move", "time": SECOND.isoformat()}).url == way(talk)
    talk.refresh_from_db()
    assert talk.begins_at == SECOND
    file = client.get(f"{way(talk)}kalender.ics")
    [event] = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (SECOND, SECOND + timedelta(minutes=30))
    assert event["TRANSP"] == "OPAQUE"
    assert "partneren" not in file.text
    client.post(way(talk), {"act": "cancel"})
    talk.refresh_from_db()
    assert talk.status == "cancelled"
    assert here(adviser) in client.get(way(talk)).text
    assert client.get(f"{way(talk)}kalender.ics").status_code == 404
    assert client.post(way(talk), {"act": "cancel"}, follow=True).status_code == 200


def test_a_talk_that_is_over_says_so(client, adviser):
    talk = TalkFactory(adviser=adviser, begins_at=NOW - timedelta(hours=1))
    text = client.get(way(talk)).text
    assert 'value="cancel"' not in text
    assert 'value="move"' not in text


def test_a_strange_link_leads_nowhere(client, adviser):
    talk = TalkFactory(adviser=adviser)
    for secret in ("x", talk.key, secret_of("thread", talk.key)):
        assert client.post(f"/samtale/{secret}/", {"act": "cancel"}).status_code == 404
        assert client.get(f"/samtale/{secret}/kalender.ics").status_code == 404
    talk.refresh_from_db()
    assert talk.status == "booked"


def test_the_times_cost_the_same_with_one_talk_and_with_three(
    client, adviser, django_assert_num_queries
):
    TalkFactory(adviser=adviser)
    client.get(here(adviser))
    with django_assert_num_queries(5):
        client.get(here(adviser))
    for number in (1, 2):
        TalkFactory(adviser=adviser, begins_at=NOW + timedelta(days=number, minutes=1))
    with django_assert_num_queries(5):
        client.get(here(adviser))
