"""Questions in the office: found by the clock, answered, handed over, closed, shut out."""

import pytest

from naboskap.accounts.models import Role
from naboskap.advice.models import BlockedSender
from naboskap.advice.tests.factories import AdviserFactory, ThreadFactory
from naboskap.office.tests.test_ideas import ADVISERS, enter

pytestmark = pytest.mark.django_db
LIST = "/saksbehandling/sporsmal/"


@pytest.mark.parametrize("role", [None, *Role])
def test_who_opens_the_questions(client, role):
    enter(client, *([role] if role else []))
    thread = ThreadFactory(late=True)
    page = f"{LIST}{thread.pk}/"
    assert client.get(LIST).status_code == (200 if role in ADVISERS else 403)
    assert client.get(page).status_code == (200 if role in ADVISERS else 404)
    for act in ("", "gi-videre/", "steng-ute/", "lukk/", "slipp-inn/"):
        answer = client.post(f"{page}{act}", {"text": "", "key": "k"})
        assert answer.status_code in ({200, 302} if role in ADVISERS else {404})
    thread.refresh_from_db()
    assert thread.status == ("closed" if role in ADVISERS else "waiting")
    assert thread.messages.count() == 1


def test_a_late_question_says_so_and_is_answered(client):
    person = enter(client, Role.CASE_OFFICER)
    thread = ThreadFactory(late=True, adviser=AdviserFactory(user=person))
    assert "nk-late" in client.get(LIST).text
    assert "nk-late" in client.get("/saksbehandling/").text
    page = f"{LIST}{thread.pk}/"
    assert 'id="id_text-error"' in client.post(page, {"text": "", "key": "k"}).text
    assert client.post(page, {"text": "Ja.", "key": "k"}).url == LIST
    text = client.get(page).text
    assert "Ja." in text
    assert person.name in text
    assert "nk-late" not in text


def test_a_question_is_handed_over_and_closed(client):
    enter(client, Role.CASE_OFFICER)
    thread, other = ThreadFactory(), AdviserFactory()
    page = f"{LIST}{thread.pk}/"
    assert client.post(f"{page}gi-videre/", {"adviser": 0}).status_code == 200
    client.post(f"{page}gi-videre/", {"adviser": other.pk})
    thread.refresh_from_db()
    assert thread.adviser == other
    client.post(f"{page}lukk/")
    thread.refresh_from_db()
    assert thread.status == "closed"
    assert client.post(f"{page}lukk/").url == page
    assert client.post(f"{page}gi-videre/", {"adviser": other.pk}).status_code == 200
    assert '<textarea name="text"' not in client.get(page).text


def test_an_abusive_sender_is_shut_out_and_let_in(client):
    enter(client, Role.CASE_OFFICER)
    thread = ThreadFactory()
    page = f"{LIST}{thread.pk}/"
    assert 'id="id_because-error"' in client.post(f"{page}steng-ute/", {"because": ""}).text
    client.post(f"{page}steng-ute/", {"because": "Skjellsord."})
    assert "Skjellsord." in client.get(page).text
    client.post(f"{page}slipp-inn/")
    assert BlockedSender.objects.get().lifted_at is not None
    assert "Skjellsord." not in client.get(page).text


def test_the_list_costs_the_same_with_one_question_and_with_three(
    client, django_assert_num_queries
):
    enter(client, Role.CASE_OFFICER)
    ThreadFactory(adviser=AdviserFactory())
    ThreadFactory(status="closed")
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)
    ThreadFactory.create_batch(2, adviser=AdviserFactory())
    ThreadFactory.create_batch(2, status="closed")
    with django_assert_num_queries(5):
        client.get(LIST)


def test_only_mine(client):
    person = enter(client, Role.CASE_OFFICER)
    ThreadFactory(text="Mitt eget", adviser=AdviserFactory(user=person))
    ThreadFactory(text="En annens", adviser=AdviserFactory())
    assert "En annens" in client.get(LIST).text
    mine = client.get(f"{LIST}?mine").text
    assert "Mitt eget" in mine
    assert "En annens" not in mine
