"""From two sentences to a call."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.advice.actions import (
    LONGEST,
    hand_over,
    load_advisers,
    note_call,
    origin_of,
    send_idea,
    settle,
)
from naboskap.advice.contact import can_be_reached, email_in, phone_in
from naboskap.advice.models import Adviser, Idea, IdeaNote, WeeklyHours
from naboskap.advice.promise import answer_by
from naboskap.advice.queries import (
    adviser_for,
    advisers_for,
    is_late,
    shown_advisers,
    waiting_ideas,
)
from naboskap.advice.tests.factories import AdviserFactory, IdeaFactory
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.core.permissions import SYSTEM
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 4, 8, tzinfo=UTC)  # A Monday, ten o'clock in Oslo.


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(NOW, tick=False):
        yield


def sent(**values):
    facts = {
        "text": "Vi vil synge sammen.",
        "contact": "+47 00 00 00 99",
        "theme": "culture",
        "language": "nb",
        "key": "one",
        "by": AnonymousUser(),
        **values,
    }
    return send_idea(facts.pop("text"), facts.pop("contact"), **facts)


def refused(**values):
    with pytest.raises(RuleNotMet) as refusal:
        sent(**values)
    assert not Idea.objects.exists()
    assert not Message.objects.exists()
    return refusal.value.rule


def test_an_idea_reaches_an_adviser_with_a_clock():
    adviser = AdviserFactory(themes=["culture"])
    idea = sent()
    assert idea.adviser == adviser
    assert idea.answer_by == datetime(2021, 10, 6, 14, tzinfo=UTC)
    (message,) = Message.objects.all()
    assert message.address == adviser.email
    assert f"/saksbehandling/ideer/{idea.pk}/" in message.body
    assert "synge" not in message.title + message.body
    assert [entry.action for entry in trail_of(idea)] == ["advice.send_idea"]


def test_a_second_click_makes_no_second_idea():
    AdviserFactory()
    assert sent() == sent(text="Something else")
    assert Idea.objects.count() == Message.objects.count() == 1


def test_without_any_adviser_the_idea_is_kept_all_the_same():
    idea = sent()
    assert idea.adviser is None
    assert not Message.objects.exists()


def test_something_must_be_written():
    assert refused(text="  ") == "ADV-1"


@pytest.mark.parametrize(
    "contact", ["", "ring meg", "12 34", "412345", "4123 456", "a@b", "12345678901234567890"]
)
def test_we_must_be_able_to_reach_them(contact):
    assert refused(contact=contact) == "ADV-2"


def test_an_idea_is_no_application():
    assert refused(text="a" * (LONGEST + 1)) == "ADV-3"
    assert sent(text="a" * LONGEST)


def test_no_flood_from_one_address():
    origin = origin_of("192.0.2.7")
    for number in range(5):
        sent(key=f"key-{number}", origin=origin)
    with pytest.raises(RuleNotMet) as refusal:
        sent(key="key-6", origin=origin)
    assert refusal.value.rule == "ADV-4"
    assert sent(key="key-7", origin=origin_of("192.0.2.8"))
    with time_machine.travel(NOW + timedelta(hours=1, seconds=1), tick=False):
        assert sent(key="key-6", origin=origin)


def test_where_it_came_from_says_nothing_the_next_day():
    today = origin_of("192.0.2.7")
    assert "192" not in today
    with time_machine.travel(NOW + timedelta(days=1)):
        assert origin_of("192.0.2.7") != today
    assert origin_of("") == ""


def test_a_call_is_noted_and_stops_the_clock(cast):
    idea = IdeaFactory(late=True)
    assert is_late(idea)
    note_call(idea, "Ringte. Fint.", by=cast.case_officer)
    idea.refresh_from_db()
    assert (idea.status, idea.called_at) == ("called", NOW)
    assert not is_late(idea)
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        note_call(idea, "Ringte igjen.", by=cast.head)
    idea.refresh_from_db()
    assert idea.called_at == NOW
    assert [note.text for note in idea.notes.all()] == ["Ringte. Fint.", "Ringte igjen."]


def test_an_empty_note_is_no_note(cast):
    idea = IdeaFactory()
    with pytest.raises(RuleNotMet) as refusal:
        note_call(idea, " ", by=cast.case_officer)
    assert refusal.value.rule == "ADV-5"
    idea.refresh_from_db()
    assert (idea.status, IdeaNote.objects.count()) == ("new", 0)


def test_a_settled_idea_is_put_away(cast):
    idea = settle(IdeaFactory(), by=cast.deputy)
    assert list(waiting_ideas(cast.deputy)) == []
    with pytest.raises(TransitionRefused):
        note_call(idea, "Ringte.", by=cast.deputy)
    with pytest.raises(RuleNotMet) as refusal:
        hand_over(idea, AdviserFactory(), by=cast.deputy)
    assert refusal.value.rule == "ADV-6"


def test_an_idea_is_handed_over_and_the_other_is_told(cast):
    idea, other = IdeaFactory(adviser=AdviserFactory()), AdviserFactory()
    hand_over(idea, other, by=cast.case_officer)
    hand_over(idea, other, by=cast.case_officer)
    idea.refresh_from_db()
    assert idea.adviser == other
    assert [message.address for message in Message.objects.all()] == [other.email]


def test_others_answer_nothing(cast):
    idea = IdeaFactory()
    for act in (
        lambda: note_call(idea, "Ringte.", by=cast.auditor),
        lambda: settle(idea, by=cast.visitor),
        lambda: hand_over(idea, AdviserFactory(), by=cast.administrator),
    ):
        with pytest.raises(PermissionDenied):
            act()
    idea.refresh_from_db()
    assert (idea.status, idea.adviser) == ("new", None)


def test_the_most_urgent_stands_first(cast):
    called = IdeaFactory(status="called", called_at=NOW, answer_by=NOW - timedelta(days=3))
    later = IdeaFactory(answer_by=NOW + timedelta(days=2))
    sooner = IdeaFactory(answer_by=NOW + timedelta(days=1))
    assert list(waiting_ideas(cast.case_officer)) == [sooner, later, called]


def test_an_idea_goes_to_the_adviser_of_its_field():
    culture = AdviserFactory(themes=["culture"], order=1)
    AdviserFactory(themes=["sport"], is_shown=False)
    assert adviser_for("sport") == culture
    anything = AdviserFactory(themes=[], order=2)
    assert adviser_for("sport") == anything
    assert adviser_for("") == anything
    assert adviser_for("culture") == culture
    assert list(shown_advisers()) == [culture, anything]


def test_who_speaks_the_reader_s_language_is_asked_first():
    AdviserFactory(themes=["sport"], languages=["nb", "en"], order=1)
    russian = AdviserFactory(themes=["culture"], languages=["nb", "ru"], order=2)
    also = AdviserFactory(themes=["sport"], languages=["nb", "ru"], order=3)
    assert adviser_for("sport", "ru") == also
    assert adviser_for("health", "ru") == russian
    assert adviser_for("culture", "se") == russian  # Nobody does: the theme's own.


def test_advisers_are_made_of_users_once(cast):
    hours = [{"weekday": 1, "begins": "10:00", "ends": "12:00", "minutes": 30}]
    rows = [{"user": cast.case_officer.email, "phone": "+47 00 00 00 01", "hours": hours}]
    assert len(load_advisers(rows, by=SYSTEM)) == 1
    assert load_advisers(rows, by=SYSTEM) == []
    assert WeeklyHours.objects.count() == 1
    with pytest.raises(PermissionDenied):
        load_advisers([{"user": cast.head.email}], by=cast.head)
    assert Adviser.objects.count() == 1


@pytest.mark.parametrize(
    ("now", "days", "by"),
    [
        (datetime(2021, 10, 4, 8, tzinfo=UTC), 2, datetime(2021, 10, 6, 14, tzinfo=UTC)),
        (datetime(2021, 10, 4, 14, tzinfo=UTC), 2, datetime(2021, 10, 7, 14, tzinfo=UTC)),
        (datetime(2021, 10, 7, 8, tzinfo=UTC), 2, datetime(2021, 10, 11, 14, tzinfo=UTC)),
        (datetime(2021, 10, 9, 8, tzinfo=UTC), 1, datetime(2021, 10, 12, 14, tzinfo=UTC)),
        (datetime(2021, 10, 28, 8, tzinfo=UTC), 2, datetime(2021, 11, 1, 15, tzinfo=UTC)),
        # Easter from Thursday to Monday; and on Good Friday itself.
        (datetime(2022, 4, 12, 8, tzinfo=UTC), 2, datetime(2022, 4, 19, 14, tzinfo=UTC)),
        (datetime(2022, 4, 15, 8, tzinfo=UTC), 1, datetime(2022, 4, 20, 14, tzinfo=UTC)),
    ],
)
def test_the_promise_is_in_working_days(now, days, by):
    assert answer_by(now, days, clock.OSLO) == by


@pytest.mark.parametrize(
    ("contact", "phone", "email"),
    [
        ("+47 00 00 00 99", "+4700000099", ""),
        ("00 00 00 99", "00000099", ""),
        ("name@example.org", "", "name@example.org"),
        ("00 00 00 99, name@example.org", "00000099", "name@example.org"),
        ("8 (000) 00-00-00", "8000000000", ""),
        ("ring", "", ""),
    ],
)
def test_how_somebody_is_reached(contact, phone, email):
    assert (phone_in(contact), email_in(contact)) == (phone, email)
    assert can_be_reached(contact) == bool(phone or email)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": "lost"}, "idea_status_is_known"),
        ({"status": "called"}, "idea_called_has_its_time"),
        ({"key": "taken"}, "key"),
    ],
)
def test_what_the_table_refuses(values, constraint):
    IdeaFactory(key="taken")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        IdeaFactory(**values)


def test_one_user_is_one_adviser():
    adviser = AdviserFactory()
    with pytest.raises(IntegrityError, match="user_id"), transaction.atomic():
        AdviserFactory(user=adviser.user)


def test_the_directory_is_narrowed_by_field_region_and_language():
    north = AdviserFactory(themes=["sport"], places=["NO-56"], languages=["nb", "ru"])
    south = AdviserFactory(themes=["sport", "culture"], places=["NO-18"], languages=["nb"])
    anything = AdviserFactory(languages=["nb", "en"])
    everybody = [north, south, anything]
    assert advisers_for(everybody) == everybody
    assert advisers_for(everybody, theme="culture") == [south, anything]
    assert advisers_for(everybody, place="NO-56") == [north, anything]
    assert advisers_for(everybody, language="ru") == [north]
    assert advisers_for(everybody, theme="culture", language="ru") == []
