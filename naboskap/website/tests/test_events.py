"""Events as a visitor meets them: the list, registering, one's own page, the calendar."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from naboskap.advice.links import secret_of
from naboskap.network.models import Registration
from naboskap.network.tests.factories import EventFactory, RegistrationFactory
from naboskap.notifications.models import Message
from naboskap.website.stamped import new_stamp

pytestmark = pytest.mark.django_db


def told(**values):
    with time_machine.travel(timezone.now() - timedelta(seconds=30)):
        stamp = new_stamp()
    return {
        "name": "Хор",
        "address": "guest@example.org",
        "people": "2",
        "side": "b",
        "language": "ru",
        "needs": "Переводчик",
        "website": "",
        "stamp": stamp,
        **values,
    }


def way(registration):
    return f"/ru/arrangementer/min/{secret_of('registration', registration.key)}/"


def test_the_list_shows_what_comes_and_what_has_been(client):
    assert "Nothing is planned now" in client.get("/en/arrangementer/").text
    EventFactory()
    EventFactory(title={"nb": "Uferdig"}, status="writing")
    EventFactory(title={"nb": "Avlyst møte"}, status="cancelled")
    past = timezone.now() - timedelta(3)
    EventFactory(
        title={"nb": "I fjor"}, begins_at=past, register_by=past, ends_at=past + timedelta(1)
    )
    text = client.get("/arrangementer/").text
    for title in ("Samling i nord", "Avlyst møte", "I fjor"):
        assert title in text
    assert "Uferdig" not in text
    assert "Murmansk" in text
    assert "Samling i nord" in client.get("/sok/?sok=samlingen").text


def test_from_the_page_to_a_cancelled_place(client):
    event = EventFactory()
    page = f"/ru/arrangementer/{event.pk}/"
    assert "We sing." in client.get(page).text
    form = told()
    answer = client.post(page, form)
    assert answer.url == "/ru/arrangementer/takk/"
    assert client.post(page, form).url == answer.url
    assert "guest@example.org" in client.get(answer.url).text  # So that a slip is seen.
    assert "guest@example.org" not in Client().get(answer.url).text
    registration = Registration.objects.get()
    [mail] = Message.objects.all()
    assert way(registration) in mail.body
    for text in (client.get(page).text, client.get("/ru/arrangementer/").text):
        assert "Хор" not in text
        assert "guest@example.org" not in text
    client.get(way(registration))
    registration.refresh_from_db()
    assert registration.status == "seated"  # Opening does nothing.
    assert registration.confirmed_at is None
    assert 'value="confirm"' in client.get(way(registration)).text
    assert client.post(way(registration), {"act": "confirm"}).status_code == 302
    registration.refresh_from_db()
    assert registration.confirmed_at is not None
    assert 'value="confirm"' not in client.get(way(registration)).text
    assert client.post(way(registration)).status_code == 302
    registration.refresh_from_db()
    assert registration.status == "cancelled"
    assert client.post(way(registration)).url == way(registration)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"address": ""}, "address"),
        ({"people": "mange"}, "people"),
        ({"people": "21"}, "people"),
        ({"side": ""}, "side"),
        ({"language": ""}, "language"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_lost(client, values, field):
    event = EventFactory()
    text = client.post(f"/en/arrangementer/{event.pk}/", told(**values)).text
    assert f'id="id_{field}-error"' in text
    assert "Переводчик" in text
    assert not Registration.objects.exists()


def test_the_answer_is_the_same_whether_the_address_is_registered_or_not(client):
    event = EventFactory()
    RegistrationFactory(event=event, address="known@example.org")
    answers = [
        client.post(f"/en/arrangementer/{event.pk}/", told(address=address)).url
        for address in ("known@example.org", "new@example.org")
    ]
    assert answers[0] == answers[1]


def test_a_full_event_has_a_waiting_list_and_a_closed_one_no_form(client):
    full = EventFactory(seats=1)
    RegistrationFactory(event=full)
    text = client.get(f"/en/arrangementer/{full.pk}/").text
    assert "you are on the waiting list" in text
    assert 'name="address"' in text
    for closed in (
        EventFactory(status="cancelled"),
        EventFactory(register_by=timezone.now() - timedelta(1)),
    ):
        page = f"/en/arrangementer/{closed.pk}/"
        assert 'name="address"' not in client.get(page).text
        assert client.post(page, told()).status_code == 200
    assert Registration.objects.count() == 1
    hidden = EventFactory(status="writing")
    assert client.get(f"/arrangementer/{hidden.pk}/").status_code == 404


def test_the_video_link_is_for_those_who_have_a_place(client):
    event = EventFactory(link="https://video.example.org/x")
    seated = RegistrationFactory(event=event)
    listed = RegistrationFactory(event=event, status="listed")
    assert "video.example.org" in client.get(way(seated)).text
    assert "video.example.org" not in client.get(way(listed)).text
    assert "video.example.org" not in client.get(f"/arrangementer/{event.pk}/").text
    assert "video.example.org" not in client.get(f"/arrangementer/{event.pk}/kalender.ics").text


def test_an_event_is_put_in_a_calendar(client):
    event = EventFactory()
    answer = client.get(f"/arrangementer/{event.pk}/kalender.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert "Samling i nord" in answer.text
    assert "DTEND" in answer.text
    cancelled = EventFactory(status="cancelled")
    assert client.get(f"/arrangementer/{cancelled.pk}/kalender.ics").status_code == 404


def test_nobody_is_registered_from_another_site_and_a_strange_link_leads_nowhere():
    event = EventFactory()
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(f"/arrangementer/{event.pk}/", told()).status_code == 403
    assert not Registration.objects.exists()
    registration = RegistrationFactory()
    for secret in ("x", registration.key, secret_of("subscriber", registration.key)):
        assert Client().post(f"/arrangementer/min/{secret}/").status_code == 404
    registration.refresh_from_db()
    assert registration.status == "seated"
