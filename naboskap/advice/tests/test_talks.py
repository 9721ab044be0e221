"""Open times, book, move, cancel; two at once; and the mail the day before."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.advice.actions import (
    block_sender,
    book_talk,
    cancel_talk,
    close_day,
    erase_old_talks,
    move_talk,
    open_time,
    open_weekly,
    origin_of,
    remind_of_talks,
    reschedule_talk,
    take_away,
)
from naboskap.advice.links import Holder, secret_of
from naboskap.advice.models import ClosedDay, OpenTime, Talk, WeeklyHours
from naboskap.advice.queries import coming_talks, free_times
from naboskap.advice.tests.factories import AdviserFactory, TalkFactory, ThreadFactory
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.core.permissions import SYSTEM
from naboskap.notifications.actions import send_due
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 25, 8, tzinfo=UTC)  # A Monday, ten o'clock in Oslo; the clocks change.
FIRST = datetime(2021, 10, 26, 8, tzinfo=UTC)  # Tuesday at ten in Oslo.
AFTER = datetime(2021, 11, 2, 9, tzinfo=UTC)  # The Tuesday after, at ten: in winter time.


@pytest.fixture(autouse=True)
def _before_the_clocks_change():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def adviser():
    """Somebody who can be booked on Tuesdays from ten to eleven, half an hour each."""
    adviser = AdviserFactory()
    hours = {"begins": time(10), "ends": time(11), "minutes": 30}
    WeeklyHours.objects.create(adviser=adviser, weekday=1, **hours)
    return adviser


def booked(adviser, begins_at=FIRST, **values):
    facts = {
        "name": "Учитель",
        "address": "Teacher@example.org",
        "way": "phone",
        "reached_at": "+7 000 000 00 99",
        "about": "О партнёре.",
        "language": "ru",
        "key": "one",
        "by": AnonymousUser(),
        **values,
    }
    return book_talk(adviser, begins_at, **facts)


def refused(act):
    talks, mails = list(Talk.objects.values()), Message.objects.count()
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert (list(Talk.objects.values()), Message.objects.count()) == (talks, mails)
    return refusal.value.rule


def holder(talk):
    return Holder("talk", talk.key)


def test_the_times_follow_the_clock_on_the_wall(adviser):
    found = [one.begins_at for one in free_times(adviser)]
    assert found[:3] == [FIRST, FIRST + timedelta(minutes=30), AFTER]
    assert len(found) == 8  # Four weeks ahead, two a week.


def test_a_talk_is_booked_and_both_are_told_by_both_clocks(adviser):
    talk = booked(adviser, AFTER)
    assert (talk.status, talk.minutes, talk.address) == ("booked", 30, "teacher@example.org")
    assert AFTER not in [one.begins_at for one in free_times(adviser)]
    to_them, to_us = Message.objects.order_by("pk")
    assert (to_them.address, to_us.address) == ("teacher@example.org", adviser.email)
    assert f"/ru/samtale/{secret_of('talk', talk.key)}/" in to_them.body
    assert "/saksbehandling/samtaler/" in to_us.body
    for mail in (to_them, to_us):
        assert "10:00" in mail.body
        assert "12:00" in mail.body  # In Murmansk, two hours ahead in winter.
        for word in ("партнёр", "Учитель", "000 00 99"):
            assert word not in mail.title + mail.body
    assert [entry.action for entry in trail_of(talk)] == ["advice.book_talk"]


def test_a_second_click_books_no_second_talk(adviser):
    assert booked(adviser) == booked(adviser)
    assert (Talk.objects.count(), Message.objects.count()) == (1, 2)


def test_a_time_is_booked_once_and_only_where_it_is_free(adviser):
    booked(adviser)
    other = {"key": "two", "address": "other@example.org"}
    assert refused(lambda: booked(adviser, **other)) == "ADV-20"
    assert refused(lambda: booked(adviser, FIRST + timedelta(minutes=7), **other)) == "ADV-20"
    assert refused(lambda: booked(adviser, NOW + timedelta(minutes=30), **other)) == "ADV-20"
    assert booked(adviser, FIRST + timedelta(minutes=30), **other)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"name": " "}, "ADV-21"),
        ({"address": "ring"}, "ADV-21"),
        ({"reached_at": "12 34"}, "ADV-22"),
        ({"way": "video", "reached_at": "http://example.org/room"}, "ADV-22"),
        ({"way": "video", "reached_at": "javascript:alert(1)"}, "ADV-22"),
        ({"way": "pigeon", "reached_at": "https://example.org/room"}, "ADV-22"),
        ({"about": "a" * 1_001}, "ADV-24"),
    ],
)
def test_what_a_booking_says(adviser, values, rule):
    assert refused(lambda: booked(adviser, **values)) == rule


def test_a_link_of_one_s_own_is_taken(adviser):
    talk = booked(adviser, way="video", reached_at=" https://example.org/room ")
    assert talk.reached_at == "https://example.org/room"


def test_not_too_many_talks(adviser):
    booked(adviser)
    booked(adviser, FIRST + timedelta(minutes=30), key="two")
    assert refused(lambda: booked(adviser, AFTER, key="three")) == "ADV-23"
    origin = origin_of("192.0.2.7")
    for number in range(5):
        TalkFactory(origin=origin, adviser=AdviserFactory(), booked_at=NOW, form_key=str(number))
    values = {"key": "six", "address": "six@example.org", "origin": origin}
    assert refused(lambda: booked(adviser, AFTER, **values)) == "ADV-23"


def test_booking_and_cancelling_has_an_end(adviser):
    """ADV-27."""
    for number in range(5):
        talk = booked(adviser, key=str(number))
        cancel_talk(talk, by=holder(talk))
    assert refused(lambda: booked(adviser, key="six")) == "ADV-27"
    assert booked(adviser, key="six", address="other@example.org")


def test_a_talk_is_moved_five_times_at_most(adviser):
    """ADV-26."""
    talk = booked(adviser)
    for at in (AFTER, FIRST, AFTER, FIRST, AFTER):
        talk = move_talk(talk, at, by=holder(talk))
    assert refused(lambda: move_talk(talk, FIRST, by=holder(talk))) == "ADV-26"
    assert cancel_talk(talk, by=holder(talk)).status == "cancelled"


def test_who_has_used_their_moves_may_answer_one_of_the_office_once(adviser, cast):
    """ADV-26."""
    talk = booked(adviser)
    for at in (AFTER, FIRST, AFTER, FIRST, AFTER):
        talk = move_talk(talk, at, by=holder(talk))
    talk = reschedule_talk(talk, FIRST, by=cast.case_officer)
    talk = move_talk(talk, AFTER, by=holder(talk))
    assert talk.begins_at == AFTER
    assert refused(lambda: move_talk(talk, FIRST, by=holder(talk))) == "ADV-26"


def test_the_office_moves_a_talk_and_they_may_say_that_it_does_not_suit(adviser, cast):
    talk = booked(adviser)
    Talk.objects.update(reminded_at=NOW)
    for by in (cast.auditor, cast.visitor, holder(talk)):
        with pytest.raises(PermissionDenied):
            reschedule_talk(talk, AFTER, by=by)
    Message.objects.all().delete()
    talk = reschedule_talk(talk, AFTER, by=cast.case_officer)
    assert (talk.begins_at, talk.reminded_at) == (AFTER, None)
    theirs = Message.objects.get(address="teacher@example.org")
    assert "Не подходит" in theirs.body
    assert f"/samtale/{secret_of('talk', talk.key)}/" in theirs.body
    assert Message.objects.filter(address=adviser.email).count() == 1
    assert reschedule_talk(talk, AFTER, by=cast.head) == talk  # A second click tells nobody.
    assert Message.objects.count() == 2
    taken = booked(adviser, FIRST, key="two", address="other@example.org")
    assert refused(lambda: reschedule_talk(talk, FIRST, by=cast.head)) == "ADV-20"
    cancel_talk(taken, by=holder(taken))
    for at in (FIRST, AFTER, FIRST, AFTER, FIRST):
        talk = move_talk(talk, at, by=holder(talk))  # All five are still theirs.
    with time_machine.travel(FIRST, tick=False):
        assert refused(lambda: reschedule_talk(talk, AFTER, by=cast.head)) == "ADV-25"


def test_adv_46_no_hours_are_offered_on_a_holiday(adviser, cast):
    christmas = date(2021, 12, 25)  # A Saturday.
    hours = {"begins": time(10), "ends": time(11), "minutes": 30}
    WeeklyHours.objects.create(adviser=adviser, weekday=5, **hours)
    with time_machine.travel(datetime(2021, 12, 15, 8, tzinfo=UTC), tick=False):
        days = {one.begins_at.date() for one in free_times(adviser)}
        assert christmas not in days
        assert {date(2021, 12, 18), date(2021, 12, 21), date(2021, 12, 28)} <= days
        open_time(adviser, on=christmas, begins=time(12), minutes=30, by=cast.head)
        assert christmas in {one.begins_at.date() for one in free_times(adviser)}


def test_a_blocked_sender_books_nothing(adviser, cast):
    thread = ThreadFactory(address="teacher@example.org")
    block_sender(thread, "Skjellsord.", by=cast.head)
    assert refused(lambda: booked(adviser)) == "ADV-11"


def test_a_talk_is_moved_by_its_link_and_the_old_time_is_free(adviser):
    talk = booked(adviser)
    Talk.objects.update(reminded_at=NOW)
    with pytest.raises(PermissionDenied):
        move_talk(talk, AFTER, by=Holder("talk", "another"))
    talk = move_talk(talk, AFTER, by=holder(talk))
    assert (talk.begins_at, talk.reminded_at) == (AFTER, None)
    assert FIRST in [one.begins_at for one in free_times(adviser)]
    assert Message.objects.filter(kind="advice.talk_moved").count() == 2
    booked(adviser, key="two", address="other@example.org")
    assert refused(lambda: move_talk(talk, FIRST, by=holder(talk))) == "ADV-20"


def test_a_talk_is_cancelled_once_and_its_time_is_free(adviser, cast):
    talk = cancel_talk(booked(adviser), by=cast.head)
    assert talk.status == "cancelled"
    assert FIRST in [one.begins_at for one in free_times(adviser)]
    assert Message.objects.filter(kind="advice.talk_cancelled").count() == 2
    with pytest.raises(TransitionRefused):
        cancel_talk(talk, by=holder(talk))
    assert booked(adviser, key="two")


def test_what_has_begun_is_not_changed(adviser):
    talk = booked(adviser)
    with time_machine.travel(FIRST, tick=False):
        assert refused(lambda: move_talk(talk, AFTER, by=holder(talk))) == "ADV-25"
        assert refused(lambda: cancel_talk(talk, by=holder(talk))) == "ADV-25"


def test_both_are_reminded_the_day_before_and_once(adviser):
    talk = booked(adviser, AFTER)
    Message.objects.all().delete()
    with time_machine.travel(datetime(2021, 11, 1, 7, 59, tzinfo=UTC), tick=False):
        assert remind_of_talks(by=SYSTEM) == 0
    with time_machine.travel(datetime(2021, 11, 1, 8, tzinfo=UTC), tick=False):
        assert remind_of_talks(by=SYSTEM) == 1
        assert remind_of_talks(by=SYSTEM) == 0
    assert {mail.address for mail in Message.objects.all()} == {talk.address, adviser.email}
    talk.refresh_from_db()
    assert talk.reminded_at is not None


def test_whoever_booked_just_now_is_not_reminded(adviser):
    booked(adviser)  # For tomorrow, after nine today.
    assert remind_of_talks(by=SYSTEM) == 0


def test_a_cancelled_talk_is_not_reminded_of(adviser):
    talk = booked(adviser, AFTER)
    cancel_talk(talk, by=holder(talk))
    with time_machine.travel(AFTER - timedelta(hours=20), tick=False):
        assert remind_of_talks(by=SYSTEM) == 0


@pytest.mark.parametrize("what", ["cancel", "move", "reschedule"])
def test_a_reminder_that_waits_is_taken_back(adviser, cast, what):
    talk = booked(adviser, AFTER)
    with time_machine.travel(AFTER - timedelta(hours=20), tick=False):
        remind_of_talks(by=SYSTEM)
        assert Message.objects.filter(kind="advice.talk_coming").count() == 2
        if what == "cancel":
            cancel_talk(talk, by=holder(talk))
        elif what == "move":
            move_talk(talk, AFTER + timedelta(minutes=30), by=holder(talk))
        else:
            reschedule_talk(talk, AFTER + timedelta(minutes=30), by=cast.case_officer)
    assert not Message.objects.filter(kind="advice.talk_coming").exists()


def test_no_reminder_goes_out_when_the_talk_has_begun(adviser):
    booked(adviser, AFTER)
    with time_machine.travel(AFTER - timedelta(hours=20), tick=False):
        send_due()
        remind_of_talks(by=SYSTEM)
    with time_machine.travel(AFTER, tick=False):
        assert send_due() == 0
    assert not Message.objects.filter(kind="advice.talk_coming", sent_at__isnull=False).exists()


def test_talks_are_erased_three_months_after(adviser):
    talk = booked(adviser)
    with time_machine.travel(FIRST + timedelta(days=91), tick=False):
        other = TalkFactory(adviser=adviser)
        cancel_talk(other, by=holder(other))
        assert erase_old_talks(by=SYSTEM) == 1
    # What was mailed about it goes too: it holds the address and the link.
    assert {mail.subject_id for mail in Message.objects.all()} == {str(other.pk)}
    other.delete()
    assert not Talk.objects.exists()
    assert [entry.action for entry in trail_of(talk)][-1] == "advice.erase_talk"


def test_an_adviser_opens_and_closes(cast):
    adviser = AdviserFactory()
    by = cast.case_officer
    hours = open_weekly(adviser, weekday=1, begins=time(10), ends=time(10, 30), minutes=30, by=by)
    single = open_time(adviser, on=date(2021, 10, 27), begins=time(9), minutes=30, by=by)
    found = [one.begins_at for one in free_times(adviser)]
    assert found[:2] == [FIRST, datetime(2021, 10, 27, 7, tzinfo=UTC)]
    closed = close_day(adviser, on=date(2021, 10, 26), by=by)
    assert FIRST not in [one.begins_at for one in free_times(adviser)]
    for one in (hours, single, closed):
        take_away(one, by=by)
    assert free_times(adviser) == []


@pytest.mark.parametrize(
    ("ends", "minutes"), [(time(10, 20), 30), (time(9), 30), (time(12), 5), (time(14), 121)]
)
def test_hours_have_room_for_a_talk(cast, ends, minutes):
    adviser = AdviserFactory()
    act = {"weekday": 1, "begins": time(10), "ends": ends, "minutes": minutes}
    assert refused(lambda: open_weekly(adviser, **act, by=cast.head)) == "ADV-18"
    assert not WeeklyHours.objects.exists()


def test_a_single_time_is_ahead_and_on_the_clock(cast):
    adviser = AdviserFactory()
    for on, begins in (
        (date(2021, 10, 25), time(9)),
        (date(2021, 12, 24), time(9)),
    ):
        act = {"on": on, "begins": begins, "minutes": 30, "by": cast.head}
        assert refused(lambda act=act: open_time(adviser, **act)) == "ADV-19"
    with time_machine.travel(datetime(2022, 3, 20, 8, tzinfo=UTC), tick=False):
        act = {"on": date(2022, 3, 27), "begins": time(2, 30), "minutes": 30, "by": cast.head}
        assert refused(lambda: open_time(adviser, **act)) == "ADV-19"
    assert not OpenTime.objects.exists()


def test_others_open_nothing_and_see_no_talk(adviser, cast):
    talk = booked(adviser)
    act = {"weekday": 1, "begins": time(10), "ends": time(11), "minutes": 30}
    for tried in (
        lambda: open_weekly(adviser, **act, by=cast.auditor),
        lambda: close_day(adviser, on=date(2021, 10, 26), by=cast.visitor),
        lambda: cancel_talk(talk, by=cast.administrator),
        lambda: remind_of_talks(by=cast.head),
        lambda: erase_old_talks(by=cast.head),
    ):
        with pytest.raises(PermissionDenied):
            tried()
    assert not ClosedDay.objects.exists()
    assert list(coming_talks(cast.auditor)) == []
    assert list(coming_talks(cast.deputy)) == [talk]


def test_the_table_refuses_a_time_twice(adviser):
    TalkFactory(adviser=adviser, begins_at=FIRST)
    with pytest.raises(IntegrityError, match=r"time_booked_once|begins_at"), transaction.atomic():
        TalkFactory(adviser=adviser, begins_at=FIRST)
    TalkFactory(adviser=adviser, begins_at=FIRST, status="cancelled")


def test_a_time_that_is_open_gets_a_new_length_unless_it_is_booked(cast):
    """ADV-28."""
    adviser = AdviserFactory()

    def opened(minutes):
        day = date(2021, 10, 27)
        return open_time(adviser, on=day, begins=time(9), minutes=minutes, by=cast.case_officer)

    assert opened(30) == opened(45)
    [slot] = free_times(adviser)
    assert slot.minutes == 45
    booked(adviser, slot.begins_at)
    assert opened(45).minutes == 45
    assert refused(lambda: opened(60)) == "ADV-28"
    assert OpenTime.objects.get().minutes == 45


def test_each_mail_says_who_did_it_and_what_one_can_do(adviser, cast):
    """By no name: who it was is told as "somebody", "we" or "a colleague"."""

    def told() -> list[str]:
        mails = [
            next(mail for mail in Message.objects.order_by("-pk") if mail.address == address).body
            for address in ("teacher@example.org", adviser.email)
        ]
        Message.objects.all().delete()
        return mails

    talk = booked(adviser)
    theirs, ours = told()
    assert "Это были не вы? Отмените его по ссылке или позвоните нам" in theirs
    assert "Noen har avtalt den med deg på nettstedet." in ours
    assert "Flytt eller avlys den der" in ours

    talk = move_talk(talk, AFTER, by=holder(talk))
    theirs, ours = told()
    assert "Его перенесли по ссылке" in theirs
    assert "Den som avtalte den, har flyttet den." in ours
    talk = reschedule_talk(talk, FIRST, by=cast.case_officer)
    theirs, ours = told()
    assert "Это были не вы?" not in theirs  # The office did it, and the mail says so.
    assert "Du eller en kollega har flyttet den." in ours

    cancel_talk(talk, by=holder(talk))
    theirs, ours = told()
    assert "Это были не вы? Позвоните нам" in theirs
    assert "Den som avtalte den, har avlyst den." in ours
    cancel_talk(booked(adviser, key="two"), by=cast.head)
    told_again = told()
    assert "Мы отменили его." in told_again[0]
    assert "Du eller en kollega har avlyst den." in told_again[1]
