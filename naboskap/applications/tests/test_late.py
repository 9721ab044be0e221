"""The one late door: a reason, two people, one draft, one instant."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import (
    answer_late_door,
    ask_late_door,
    begin_change,
    submit_application,
)
from naboskap.applications.models import Application, LateDoor
from naboskap.applications.queries import way_in
from naboskap.applications.tests.factories import draft
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db
CLOSED = datetime(2021, 11, 2, 9, 0, tzinfo=UTC)
UNTIL = datetime(2021, 11, 3, 22, 59, 59, tzinfo=UTC)


@pytest.fixture
def officer():
    return UserFactory(roles=[Role.CASE_OFFICER])


@pytest.fixture
def head():
    return UserFactory(roles=[Role.HEAD])


@pytest.fixture
def late(ready):
    """The draft, on the morning after its round closed."""
    with time_machine.travel(CLOSED, tick=False):
        yield ready


def ask(application, by, **facts):
    told = {"reason": "Strømmen var borte", "until": date(2021, 11, 3), **facts}
    return ask_late_door(application.pk, by=by, **told)


def refused(rule, act):
    before = list(LateDoor.objects.values())
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule
    assert list(LateDoor.objects.values()) == before


def test_one_draft_is_sent_through_the_door_until_its_last_second(late, lead, officer, head):
    other = draft(lead, of=late.programme)
    door = ask(late, officer)
    assert way_in(late) is None
    Message.objects.all().delete()

    answer_late_door(door, is_opened=True, by=head)

    assert way_in(late).until == UNTIL
    assert way_in(other) is None
    mail = Message.objects.get(address=lead.email)
    assert mail.kind == "applications.late_door"
    assert "23:59" in mail.body
    assert "01:59" in mail.body
    assert [entry.action for entry in trail_of(late)][-2:] == [
        "applications.ask_late_door",
        "applications.answer_late_door",
    ]
    with time_machine.travel(UNTIL + timedelta(seconds=1), tick=False):
        refused("APP-14", lambda: submit_application(late, by=lead))
    with time_machine.travel(UNTIL + timedelta(microseconds=999_999), tick=False):
        submit_application(late, by=lead)
        sent = Application.objects.get(pk=late.pk)
        assert sent.round == door.round
        # The door was to send by; it opens no change.
        refused("APP-56", lambda: begin_change(sent, is_taken_up=False, by=lead))


def test_a_late_door_has_its_reason(late, officer):
    refused("APP-61", lambda: ask(late, officer, reason=" "))


def test_the_late_door_is_for_a_draft_whose_round_is_closed(late, lead, officer):
    refused("APP-62", lambda: ask_late_door(0, reason="x", until=date(2021, 11, 3), by=officer))
    with time_machine.travel(CLOSED - timedelta(days=3), tick=False):
        refused("APP-62", lambda: ask(late, officer, until=date(2021, 11, 1)))
        submit_application(late, by=lead)
    refused("APP-62", lambda: ask(late, officer))


def test_a_late_door_is_asked_for_once_at_a_time(late, officer, head):
    door = ask(late, officer)
    refused("APP-62", lambda: ask(late, officer))
    answer_late_door(door, is_opened=False, by=head)
    assert way_in(late) is None
    assert ask(late, officer)


@pytest.mark.parametrize("until", [date(2021, 11, 1), date(2021, 11, 17)])
def test_a_late_door_is_open_for_two_weeks_at_most(late, officer, until):
    refused("APP-63", lambda: ask(late, officer, until=until))


def test_another_person_answers_once_and_in_time(late, officer, head):
    both = UserFactory(roles=[Role.CASE_OFFICER, Role.HEAD])
    door = ask(late, both)
    for person in (both, officer):
        with pytest.raises(PermissionDenied):
            answer_late_door(door, is_opened=True, by=person)
    with time_machine.travel(UNTIL + timedelta(seconds=2), tick=False):
        refused("APP-64", lambda: answer_late_door(door, is_opened=True, by=head))
    answer_late_door(door, is_opened=True, by=head)
    refused("APP-64", lambda: answer_late_door(door, is_opened=False, by=head))


def test_the_pair_opens_no_door(late, lead):
    with pytest.raises(PermissionDenied):
        ask(late, lead)


def test_what_the_table_of_late_doors_refuses(late, officer):
    door = ask(late, officer)
    match = "a_late_door_is_answered_by_another"
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        LateDoor.objects.update(is_opened=True, answered_by_id=door.asked_by_id)
