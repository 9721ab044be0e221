"""Events in the office: written, shown, changed, cancelled, and counted by side."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from naboskap.accounts.models import Role
from naboskap.network.models import Event, Registration
from naboskap.network.tests.factories import EventFactory, RegistrationFactory
from naboskap.notifications.models import Message
from naboskap.office.tests.test_ideas import enter

pytestmark = pytest.mark.django_db
LIST = "/saksbehandling/arrangementer/"
READERS = {Role.EDITOR, Role.HEAD, Role.DEPUTY, Role.CASE_OFFICER}


def written(**values):
    day = timezone.now() + timedelta(20)
    on = f"{day.day}.{day.month}.{day.year}"
    return {
        "begins_on": on,
        "begins_clock": "10.00",
        "ends_on": on,
        "ends_clock": "14.30",
        "register_on": on,
        "register_clock": "9.00",
        "seats": "30",
        "link": "",
        "revision": "0",
        "title_nb": "Samling",
        "place_nb": "Kirkenes",
        "text_nb": "Vi synger.",
        **values,
    }


@pytest.mark.parametrize("role", [None, *Role])
def test_who_opens_the_events(client, role):
    enter(client, *([role] if role else []))
    registration = RegistrationFactory()
    page = f"{LIST}{registration.event_id}/"
    may = role in READERS
    assert client.get(LIST).status_code == (200 if may else 403)
    assert client.get(f"{LIST}nytt/").status_code == (200 if may else 403)
    assert client.get(page).status_code == (200 if may else 404)
    assert client.get(f"{page}endre/").status_code == (200 if may else 403)
    wanted = {200, 302} if may else {404}
    assert client.post(f"{page}kom/", {"came_a": "1", "came_b": "1"}).status_code in wanted
    assert client.post(f"{page}pameldt/{registration.pk}/avlys/").status_code in wanted
    assert client.post(f"{page}avlys/").status_code in wanted
    registration.refresh_from_db()
    assert registration.status == ("cancelled" if may else "seated")


def test_from_written_to_counted(client):
    enter(client, Role.CASE_OFFICER)
    wrong = client.post(f"{LIST}nytt/", written(begins_clock="25.00", title_nb=""))
    assert 'id="id_begins_clock-error"' in wrong.text
    assert not Event.objects.exists()
    page = client.post(f"{LIST}nytt/", written()).url
    assert f"{page}vis/" in client.get(page).text
    client.post(f"{page}vis/")
    event = Event.objects.get()
    assert event.status == "shown"
    RegistrationFactory(event=event, side="b", people=3, name="Koret", needs="Tolk")
    text = client.get(page).text
    assert "Koret" in text
    assert "Tolk" in text
    assert f"{page}kom/" not in text
    with time_machine.travel(event.begins_at + timedelta(minutes=1)):
        enter(client, Role.CASE_OFFICER)
        assert 'id="id_came_a-error"' in client.post(f"{page}kom/", {"came_b": "2"}).text
        client.post(f"{page}kom/", {"came_a": "12", "came_b": "2"})
    event.refresh_from_db()
    assert (event.came_a, event.came_b) == (12, 2)


def test_it_is_changed_and_whoever_registered_is_told(client):
    enter(client, Role.EDITOR)
    page = client.post(f"{LIST}nytt/", written()).url
    client.post(f"{page}vis/")
    RegistrationFactory(event=Event.objects.get())
    form = written(revision="1", begins_clock="11.00")
    assert client.post(f"{page}endre/", form).url == page
    assert Message.objects.get().kind == "network.event_changed"
    assert client.post(f"{page}endre/", form).status_code == 200  # Saved meanwhile.
    seats = client.post(f"{page}endre/", written(revision="2", seats="0")).text
    assert 'id="id_seats-error"' in seats


def test_two_clicks_make_one_event(client):
    enter(client, Role.EDITOR)
    form = written(key="the-form-itself")
    assert client.post(f"{LIST}nytt/", form).url == client.post(f"{LIST}nytt/", form).url
    assert Event.objects.count() == 1
    assert 'name="key"' in client.get(f"{LIST}nytt/").text


def test_what_another_saved_meanwhile_is_read_before_ones_own_stands(client):
    enter(client, Role.EDITOR)
    page = client.post(f"{LIST}nytt/", written()).url
    client.post(f"{page}endre/", written(revision="1", text_nb="De andres ord."))
    mine = written(revision="1", text_nb="Mine ord.")
    met = client.post(f"{page}endre/", mine).text
    assert "De andres ord." in met
    assert "Mine ord." in met
    assert '<input type="hidden" name="revision" value="2" id="id_revision">' in met
    assert client.post(f"{page}endre/", {**mine, "revision": "2"}).url == page
    assert Event.objects.get().text == {"nb": "Mine ord."}


def test_what_names_somebody_is_not_shown(client):
    enter(client, Role.EDITOR)
    page = client.post(f"{LIST}nytt/", written(text_nb="Skriv til olga@example.ru.")).url
    assert "olga@example.ru" in client.get(page).text
    client.post(f"{page}vis/")
    assert Event.objects.get().status == "writing"
    assert client.post(f"{page}strange/").status_code == 404


def test_a_place_is_cancelled_for_who_rings_and_an_event_for_all(client):
    enter(client, Role.HEAD)
    event = EventFactory(seats=1)
    first, waits = (
        RegistrationFactory(event=event),
        RegistrationFactory(event=event, status="listed"),
    )
    page = f"{LIST}{event.pk}/"
    client.post(f"{page}pameldt/{first.pk}/avlys/")
    waits.refresh_from_db()
    assert waits.status == "seated"
    other = RegistrationFactory()
    assert client.post(f"{page}pameldt/{other.pk}/avlys/").status_code == 404
    client.post(f"{page}avlys/")
    assert Event.objects.get(pk=event.pk).status == "cancelled"
    assert Registration.objects.get(pk=waits.pk).status == "seated"
    assert client.get(page).status_code == 200


def test_the_page_costs_the_same_with_one_registration_and_with_three(
    client, django_assert_num_queries
):
    enter(client, Role.HEAD)
    event = EventFactory(seats=None)
    RegistrationFactory(event=event)
    page = f"{LIST}{event.pk}/"
    client.get(page)
    with django_assert_num_queries(9):
        client.get(page)
    RegistrationFactory.create_batch(2, event=event)
    with django_assert_num_queries(9):
        client.get(page)


def test_a_draft_is_thrown_away_and_what_is_shown_is_not(client):
    enter(client, Role.CASE_OFFICER)
    draft, shown = EventFactory(status="writing", revision=2), EventFactory()
    assert f"{LIST}{draft.pk}/slett/" in client.get(f"{LIST}{draft.pk}/").text
    assert f"{LIST}{shown.pk}/slett/" not in client.get(f"{LIST}{shown.pk}/").text
    for event, read in ((shown, "0"), (draft, "1"), (draft, ""), (draft, "²")):
        client.post(f"{LIST}{event.pk}/slett/", {"revision": read})
    assert Event.objects.count() == 2
    answer = client.post(f"{LIST}{draft.pk}/slett/", {"revision": "2"}, follow=True)
    assert "kastet" in answer.text
    assert [*Event.objects.all()] == [shown]


def test_the_list_tells_how_many_came_from_each_side(client):
    enter(client, Role.CASE_OFFICER)
    past = timezone.now() - timedelta(5)
    hours = {"begins_at": past, "ends_at": past + timedelta(hours=2), "register_by": past}
    EventFactory(**hours, came_a=12, came_b=0)
    EventFactory(**hours)
    assert client.get(LIST).text.count("Kom: ") == 1
    assert "Kom: 12 + 0" in client.get(LIST).text
