"""The reminder of an event: once, to those who have a place, and anew where the hour is moved."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.links import Holder, secret_of
from naboskap.audit.queries import trail_of
from naboskap.core.permissions import SYSTEM
from naboskap.network import actions
from naboskap.network.models import Event, Registration
from naboskap.network.tasks import run_due
from naboskap.network.tests.factories import EventFactory, RegistrationFactory
from naboskap.notifications.actions import send_due
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db
SIGNED_UP = datetime(2021, 10, 4, 8, tzinfo=UTC)
BEGINS = datetime(2021, 10, 14, 15, tzinfo=UTC)
HOUR = datetime(2021, 10, 12, 7, tzinfo=UTC)  # Nine o'clock in Oslo, two days before.


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(SIGNED_UP, tick=False) as moved:
        yield moved


@pytest.fixture
def event():
    return EventFactory(
        begins_at=BEGINS,
        ends_at=BEGINS + timedelta(hours=2),
        register_by=BEGINS,
        link="https://m.example",
    )


def reminders():
    return list(Message.objects.filter(kind="network.event_coming").order_by("pk"))


def moved_to(event, begins_at, by):
    return actions.write_event(
        event,
        words={part: getattr(event, part) for part in event.PARTS},
        link=event.link,
        begins_at=begins_at,
        ends_at=begins_at + timedelta(hours=2),
        register_by=begins_at,
        seats=event.seats,
        revision=event.revision,
        by=by,
    )


def test_who_has_a_place_is_reminded_once(at, event):
    guest = RegistrationFactory(event=event, language="ru", address="guest@example.org")
    at.move_to(HOUR - timedelta(seconds=1))
    run_due()
    assert reminders() == []
    at.move_to(HOUR)
    run_due()
    run_due()
    [mail] = reminders()
    assert (mail.address, mail.language) == ("guest@example.org", "ru")
    for told in (
        "14.10.2021, 17:00",
        "18:00",  # The clock across the border.
        "Kirkenes",
        "https://m.example",
        f"/ru/arrangementer/min/{secret_of('registration', guest.key)}/",
    ):
        assert told in mail.body
    assert "Kirkenes" not in mail.title
    assert trail_of(event).filter(action="network.remind_of_event").count() == 1
    at.move_to(HOUR + timedelta(days=1))
    run_due()
    assert len(reminders()) == 1


def test_who_has_no_place_by_now_is_not_reminded(at, event):
    RegistrationFactory(event=event, status="listed", people=9)
    RegistrationFactory(event=event, status="cancelled")
    RegistrationFactory(event=event, confirmed_at=None, registered_at=HOUR, told_at=SIGNED_UP)
    off = EventFactory(status="cancelled", begins_at=BEGINS, ends_at=BEGINS + timedelta(hours=1))
    RegistrationFactory(event=off)
    left = RegistrationFactory(event=event)
    actions.cancel_registration(left, by=Holder("registration", left.key))
    at.move_to(HOUR)
    just_told = RegistrationFactory(event=event)
    run_due()
    assert reminders() == []
    at.move_to(HOUR + timedelta(days=1))  # The day before, who came late is told too.
    run_due()
    assert [one.address for one in reminders()] == [just_told.address]
    at.move_to(BEGINS)
    Registration.objects.update(status="seated", reminded_at=None)
    run_due()
    assert len(reminders()) == 1  # What has begun is not coming.


def test_the_reminder_moves_with_the_event(at, event):
    officer = UserFactory(roles=[Role.CASE_OFFICER])
    RegistrationFactory(event=event)
    at.move_to(HOUR)
    run_due()
    send_due()
    assert len(reminders()) == 1
    event = moved_to(event, BEGINS + timedelta(days=7), officer)
    at.move_to(HOUR + timedelta(days=1))
    run_due()
    assert len(reminders()) == 1
    at.move_to(HOUR + timedelta(days=7))
    run_due()
    run_due()
    assert len(reminders()) == 2
    assert "21.10.2021" in reminders()[1].body


def test_whoever_was_told_of_a_new_hour_this_morning_is_not_reminded_of_it(at, event):
    officer = UserFactory(roles=[Role.CASE_OFFICER])
    RegistrationFactory(event=event)
    at.move_to(HOUR + timedelta(hours=1))
    moved_to(event, BEGINS + timedelta(hours=1), officer)
    run_due()
    assert reminders() == []


@pytest.mark.parametrize("before", [timedelta(days=2), timedelta(days=1), timedelta(hours=5)])
@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("nb", "Påminnelse: du har plass på et arrangement"),
        ("en", "A reminder: you have a place at an event"),
        ("ru", "Напоминание: у вас есть место на мероприятии"),
    ],
)
def test_the_reminder_is_true_whatever_day_it_goes_out(at, event, before, language, title):
    RegistrationFactory(event=event, language=language)
    at.move_to(BEGINS - before)
    run_due()
    assert [one.title for one in reminders()] == [title]


@pytest.mark.parametrize("who", ["guest", "officer", "cancelled", "moved"])
def test_a_reminder_that_waits_is_taken_back(at, event, who):
    officer = UserFactory(roles=[Role.CASE_OFFICER])
    guest = RegistrationFactory(event=event)
    at.move_to(HOUR)
    run_due()
    assert len(reminders()) == 1
    if who == "guest":
        actions.cancel_registration(guest, by=Holder("registration", guest.key))
    elif who == "officer":
        actions.cancel_registration(guest, by=officer)
    elif who == "cancelled":
        actions.cancel_event(event, by=officer)
    else:
        moved_to(event, BEGINS + timedelta(days=7), officer)
    assert reminders() == []


def test_a_reminder_goes_out_before_the_event_or_not_at_all(at, event):
    officer = UserFactory(roles=[Role.CASE_OFFICER])
    RegistrationFactory(event=event)
    at.move_to(HOUR)
    run_due()
    at.move_to(BEGINS)
    assert send_due() == 0
    [late] = reminders()
    assert (late.sent_at, late.given_up_at) == (None, BEGINS)
    Message.objects.filter(pk=late.pk).update(sent_at=HOUR)
    at.move_to(HOUR)
    actions.cancel_event(event, by=officer)
    assert reminders() == [late]


@pytest.mark.parametrize("who", ["officer", "nobody"])
def test_the_worker_alone_reminds(at, event, who):
    RegistrationFactory(event=event)
    at.move_to(HOUR)
    by = UserFactory(roles=[Role.CASE_OFFICER]) if who == "officer" else AnonymousUser()
    with pytest.raises(PermissionDenied):
        actions.remind_of_events(by=by)
    assert reminders() == []


def test_where_all_have_left_meanwhile_nothing_is_written_in_the_trail(at, event):
    RegistrationFactory(event=event)
    at.move_to(HOUR)

    def leave_first(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.startswith("SELECT") and f'FROM "{Event._meta.db_table}"' in sql:
            Registration.objects.update(status="cancelled")
        return answer

    with connection.execute_wrapper(leave_first):
        assert actions.remind_of_events(by=SYSTEM) == 0
    assert reminders() == []
    assert not trail_of(event).filter(action="network.remind_of_event").exists()
