"""Talks in the office: what is booked, and when one can be booked."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from naboskap.accounts.models import Role
from naboskap.advice.models import ClosedDay, OpenTime, WeeklyHours
from naboskap.advice.tests.factories import AdviserFactory, TalkFactory
from naboskap.office.tests.test_ideas import ADVISERS, enter

pytestmark = pytest.mark.django_db
LIST = "/saksbehandling/samtaler/"
NOW = datetime(2021, 10, 25, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("role", [None, *Role])
def test_who_opens_the_talks(client, role):
    enter(client, *([role] if role else []))
    talk = TalkFactory()
    assert client.get(LIST).status_code == (200 if role in ADVISERS else 403)
    answer = client.post(f"{LIST}{talk.pk}/avlys/")
    assert answer.status_code == (302 if role in ADVISERS else 403)
    talk.refresh_from_db()
    assert talk.status == ("cancelled" if role in ADVISERS else "booked")
    hours = WeeklyHours.objects.create(
        adviser=talk.adviser, weekday=1, begins=time(10), ends=time(11), minutes=30
    )
    taken = client.post(f"{LIST}ta-bort/uke/{hours.pk}/")
    assert taken.status_code == (404 if role in ADVISERS else 403)  # Another's hours.
    assert WeeklyHours.objects.exists()


def test_one_opens_and_takes_away_one_s_own_times(client):
    person = enter(client, Role.CASE_OFFICER)
    AdviserFactory(user=person)
    weekly = {
        "act": "weekly",
        "weekly-weekday": "1",
        "weekly-begins": "10.00",
        "weekly-ends": "12",
        "weekly-minutes": "30",
    }
    assert "weekly-begins-error" in client.post(LIST, {**weekly, "weekly-begins": "ti"}).text
    assert "weekly-begins-error" in client.post(LIST, {**weekly, "weekly-ends": "9:00"}).text
    assert client.post(LIST, weekly).url == LIST
    client.post(
        LIST,
        {
            "act": "single",
            "single-on": "27.10.2021",
            "single-begins": "9",
            "single-minutes": "30",
        },
    )
    client.post(LIST, {"act": "closed", "closed-on": "26.10.2021"})
    hours, single, closed = (
        WeeklyHours.objects.get(),
        OpenTime.objects.get(),
        ClosedDay.objects.get(),
    )
    assert (hours.begins, hours.ends) == (time(10), time(12))
    assert single.begins_at == datetime(2021, 10, 27, 7, tzinfo=UTC)
    assert closed.on_date == date(2021, 10, 26)
    text = client.get(LIST).text
    for kind, one in (("uke", hours), ("tid", single), ("dag", closed)):
        assert f"{LIST}ta-bort/{kind}/{one.pk}/" in text
        client.post(f"{LIST}ta-bort/{kind}/{one.pk}/")
    assert client.post(f"{LIST}ta-bort/annet/1/").status_code == 404
    for model in (WeeklyHours, OpenTime, ClosedDay):
        assert not model.objects.exists()


def test_who_is_no_adviser_opens_nothing(client):
    enter(client, Role.HEAD)
    client.post(LIST, {"act": "closed", "closed-on": "26.10.2021"})
    assert not ClosedDay.objects.exists()


def test_the_next_talk_stands_first_with_how_to_reach_them(client):
    person = enter(client, Role.CASE_OFFICER)
    TalkFactory(name="Senere", begins_at=NOW + timedelta(days=2))
    TalkFactory(
        name="Først",
        begins_at=NOW + timedelta(days=1),
        adviser=AdviserFactory(user=person),
        way="video",
        reached_at="https://example.org/room",
    )
    TalkFactory(name="Over", begins_at=NOW - timedelta(days=1))
    text = client.get(LIST).text
    assert text.index("Først") < text.index("Senere")
    assert 'href="https://example.org/room"' in text
    assert 'href="tel:+4700000099"' in text
    assert "Over<" not in text
    assert "Senere" not in client.get(f"{LIST}?mine").text


def test_the_list_costs_the_same_with_one_talk_and_with_three(client, django_assert_num_queries):
    person = enter(client, Role.CASE_OFFICER)
    adviser = AdviserFactory(user=person)
    TalkFactory(adviser=adviser)
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(LIST)
    TalkFactory(begins_at=NOW + timedelta(days=1))
    TalkFactory(begins_at=NOW + timedelta(days=2))
    with django_assert_num_queries(8):
        client.get(LIST)


@pytest.mark.parametrize("role", [None, *Role])
def test_who_moves_a_talk(client, role):
    enter(client, *([role] if role else []))
    talk = TalkFactory(begins_at=datetime(2021, 10, 26, 8, tzinfo=UTC))
    WeeklyHours.objects.create(
        adviser=talk.adviser, weekday=1, begins=time(10), ends=time(11), minutes=30
    )
    there, new = f"{LIST}{talk.pk}/flytt/", datetime(2021, 10, 26, 8, 30, tzinfo=UTC)
    assert client.get(there).status_code == (200 if role in ADVISERS else 403)
    sent = client.post(there, {"time": new.isoformat()})
    assert sent.status_code == (302 if role in ADVISERS else 403)
    before = talk.begins_at
    talk.refresh_from_db()
    assert talk.begins_at == (new if role in ADVISERS else before)


def test_a_talk_is_moved_to_what_is_free_now(client):
    enter(client, Role.CASE_OFFICER)
    talk = TalkFactory(begins_at=datetime(2021, 10, 26, 8, tzinfo=UTC))
    there = f"{LIST}{talk.pk}/flytt/"
    assert f'href="{there}"' in client.get(LIST).text
    assert "ingen annen ledig tid" in client.get(there).text
    for strange in ("", "nonsense", "2021-10-26T08:30:00", "2021-10-26T08:30:00+00:00"):
        assert client.post(there, {"time": strange}).status_code == 200
    talk.refresh_from_db()
    assert talk.begins_at == datetime(2021, 10, 26, 8, tzinfo=UTC)
    cancelled = TalkFactory(status="cancelled")
    assert "over, eller avlyst" in client.get(f"{LIST}{cancelled.pk}/flytt/").text


def test_the_next_times_are_shown_first_and_any_is_taken(client):
    enter(client, Role.CASE_OFFICER)
    talk = TalkFactory(begins_at=datetime(2021, 10, 26, 8, tzinfo=UTC))
    WeeklyHours.objects.create(
        adviser=talk.adviser, weekday=1, begins=time(10), ends=time(13), minutes=30
    )
    there = f"{LIST}{talk.pk}/flytt/"
    assert client.get(there).text.count('name="time"') == 8
    assert 'href="?flere"' in client.get(there).text
    every = client.get(f"{there}?flere")
    assert every.text.count('name="time"') > 8
    assert 'href="?flere"' not in every.text
    last = every.context["form"].fields["time"].choices[-1][0]
    assert client.post(there, {"time": last}).url == LIST
    talk.refresh_from_db()
    assert talk.begins_at == datetime.fromisoformat(last)
