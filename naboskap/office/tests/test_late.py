"""A late door is asked for by its number and opened by another; the draft's text is not shown."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.models import LateDoor
from naboskap.applications.tests.factories import NOW, draft, fill
from naboskap.applications.tests.test_late import CLOSED
from naboskap.office.tests.test_ideas import enter

pytestmark = pytest.mark.django_db
PAGE = "/saksbehandling/ordninger/sendt-sent/"


@pytest.fixture
def one():
    lead = UserFactory()
    with time_machine.travel(NOW, tick=False):
        application = fill(draft(lead), by=lead)
    with time_machine.travel(CLOSED, tick=False):
        yield application


def test_an_officer_asks_and_the_head_opens(client, one):
    enter(client, Role.CASE_OFFICER)
    told = {"number": str(one.pk), "reason": "Strømmen var borte", "until": "3.11.2021"}
    assert client.post(PAGE, {**told, "until": "3.12.2021"}).status_code == 200
    assert client.post(PAGE, told).status_code == 302
    door = LateDoor.objects.get()
    text = client.get(PAGE).text
    assert "Venter på lederen" in text
    assert one.title not in text
    assert client.post(f"{PAGE}{door.pk}/svar/", {"answer": "open"}).status_code == 403
    enter(client, Role.HEAD)
    assert "Åpne døra" in client.get(PAGE).text
    assert client.post(f"{PAGE}{door.pk}/svar/", {"answer": "open"}).status_code == 302
    door.refresh_from_db()
    assert door.is_opened
    # A second click is told, and changes nothing.
    assert client.post(f"{PAGE}{door.pk}/svar/", {"answer": "no"}).status_code == 302
    door.refresh_from_db()
    assert door.is_opened


@pytest.mark.parametrize("role", [None, Role.BOARD_MEMBER, Role.EDITOR, Role.AUDITOR])
def test_others_see_no_late_door(client, role):
    enter(client, *([role] if role else []))
    assert client.get(PAGE).status_code == 403


def test_the_list_costs_the_same_however_long(client, one, django_assert_num_queries):
    enter(client, Role.HEAD)

    def make(number):
        for _time in range(number):
            LateDoor.objects.create(
                application=one,
                round=one.programme.rounds.get(),
                reason="x",
                until=CLOSED,
                asked_by_id=1,
                asked_at=CLOSED,
                is_opened=False,
                answered_by_id=2,
                answered_at=CLOSED,
            )

    make(1)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    make(2)
    with django_assert_num_queries(len(asked)):
        client.get(PAGE)
