"""Events: shown past the gate, places given once, a queue that moves by itself, and forgetting."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.links import Holder, secret_of
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.actions import protect_names
from naboskap.disclosure.gate import Name
from naboskap.disclosure.queries import public_stamp
from naboskap.network import actions
from naboskap.network.actions.registering import (
    CONFIRM_WITHIN,
    IN_A_DAY,
    KEPT_FOR,
    QUIET,
    fill_places,
)
from naboskap.network.actions.subscribing import IN_AN_HOUR
from naboskap.network.models import Event, Registration
from naboskap.network.queries.events import (
    by_side,
    coming_events,
    events_in,
    past_events,
    places_left,
    registration_of,
    taken_of,
)
from naboskap.network.tasks import run_due
from naboskap.network.tests.conftest import NOW
from naboskap.network.tests.factories import EventFactory, RegistrationFactory
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture
def officer(db):
    return UserFactory(roles=[Role.CASE_OFFICER])


def registered(event, **values):
    facts = {
        "name": "Хор",
        "address": "Guest@example.org",
        "side": "b",
        "language": "ru",
        "people": 1,
        "needs": "",
        "key": "one",
        "by": AnonymousUser(),
        **values,
    }
    return actions.register(event, **facts)


def written(event, by, **values):
    facts = {
        "words": {
            "title": {"nb": "Ny tittel"},
            "text": {"nb": "Kom."},
            "place": {"nb": "Kirkenes"},
        },
        "link": "",
        "begins_at": NOW + timedelta(10),
        "ends_at": NOW + timedelta(10, hours=3),
        "register_by": NOW + timedelta(9),
        "seats": 4,
        "revision": event.revision if event else 0,
        **values,
    }
    return actions.write_event(event, **facts, by=by)


def refused(act, *args, **kwargs):
    with pytest.raises(RuleNotMet) as told:
        act(*args, **kwargs)
    return told.value.rule


def test_an_event_is_written_and_shown(officer):
    event = written(None, officer)
    assert not coming_events().exists()
    before = public_stamp()
    actions.show_event(event, by=officer)
    assert public_stamp() != before
    [shown] = events_in("ru", coming_events())
    assert (shown.title, shown.place, shown.language) == ("Ny tittel", "Kirkenes", "nb")
    with pytest.raises(PermissionDenied):
        written(None, UserFactory())


@pytest.mark.parametrize(
    "values",
    [
        {"words": {"title": {"nb": "A", "ru": "О"}, "text": {"nb": "B"}, "place": {"nb": "C"}}},
        {"begins_at": NOW - timedelta(1)},
        {"ends_at": NOW + timedelta(9)},
        {"register_by": NOW + timedelta(11)},
        {"register_by": None},
        {"link": "http://example.org"},
    ],
)
def test_what_is_shown_is_whole_and_ahead(values, officer):
    event = written(None, officer, **values)
    assert refused(actions.show_event, event, by=officer) == "NET-30"
    assert Event.objects.get().status == "writing"
    shown = EventFactory()
    assert refused(written, shown, officer, **values) == "NET-30"


def test_nothing_that_names_somebody_protected_is_shown(officer):
    event = written(None, officer)
    protect_names("application/1/b", [Name("Kirkenes kor", "organisation")], by=SYSTEM)
    for part in ("title", "text", "place"):
        words = {
            one: {"nb": "Kirkenes kor" if one == part else "Hei"}
            for one in ("title", "text", "place")
        }
        event = written(Event.objects.get(pk=event.pk), officer, words=words)
        assert refused(actions.show_event, event, by=officer) == "NET-31"
    shown = EventFactory()
    assert refused(written, shown, officer, words=words) == "NET-31"
    # One that was shown before the name was protected loses it where it is read.
    EventFactory(title={"nb": "Kirkenes kor synger"})
    assert not any("kor synger" in one.title for one in events_in("nb", coming_events()))


def test_who_registers_gets_a_place_and_a_mail():
    event = EventFactory(link="https://video.example.org/x")
    assert registered(event, people=2) is None
    registration = Registration.objects.get()
    assert (registration.status, registration.address) == ("seated", "guest@example.org")
    [mail] = Message.objects.all()
    assert (mail.kind, mail.language) == ("network.seated", "ru")
    secret = secret_of("registration", registration.key)
    assert f"/ru/arrangementer/min/{secret}/" in mail.body
    assert "https://video.example.org/x" in mail.body
    assert "Мурманск" in mail.body
    assert "Хор" not in mail.body
    assert registration_of(secret)[1] == registration
    assert registration_of("x") == (None, None)
    assert "хор" not in str(list(trail_of(registration).values())).casefold()


@pytest.mark.parametrize(
    "values",
    [
        {"address": "ring meg"},
        {"name": " "},
        {"side": "c"},
        {"people": 0},
        {"people": 21},
        {"needs": "a" * 1_001},
    ],
)
def test_what_a_registration_says(values):
    assert refused(registered, EventFactory(seats=None), **values) == "NET-22"
    assert not Registration.objects.exists()


def test_one_registers_while_it_is_open(at):
    event = EventFactory()
    for closed in (EventFactory(status="writing"), EventFactory(status="cancelled")):
        assert refused(registered, closed) == "NET-21"
    at.move_to(event.register_by)
    assert refused(registered, event) == "NET-21"
    assert not Registration.objects.exists()


def test_an_address_is_registered_once_and_nobody_learns_that_it_is(at):
    event = EventFactory()
    assert registered(event) is None
    assert registered(event) is None  # A second click.
    assert registered(event, key="two", people=3) is None
    assert Registration.objects.get().people == 1
    assert Message.objects.count() == 1
    at.shift(QUIET)
    registered(event, key="three")
    assert [one.kind for one in Message.objects.all()] == ["network.seated"] * 2
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(event=event, address="guest@example.org")


def test_the_brake_answers_the_same_for_who_is_registered_and_who_is_not():
    """It counts sendings: else whoever is at the limit learns who comes."""
    event = EventFactory(seats=None)
    RegistrationFactory(event=event, address="known@example.org")
    for number in range(IN_AN_HOUR):
        registered(event, address="known@example.org", key=f"{number}", origin="here")
    for address in ("known@example.org", "new@example.org"):
        assert refused(registered, event, address=address, key="x", origin="here") == "NET-23"
    assert Registration.objects.count() == 1


def test_few_registrations_a_day_for_one_address_and_nobody_is_told(at):
    for number in range(IN_A_DAY + 1):
        assert registered(EventFactory(), key=f"{number}") is None
    assert Registration.objects.count() == Message.objects.count() == IN_A_DAY
    at.shift(timedelta(days=1))
    registered(EventFactory(), key="tomorrow")
    assert Registration.objects.count() == IN_A_DAY + 1


def test_a_place_that_nobody_confirms_within_a_day_goes_to_somebody_else(at):
    event = EventFactory(seats=2)
    registered(event, people=1, address="liar@example.org")
    registered(event, people=1, address="comes@example.org")
    waits = RegistrationFactory(event=event, status="listed")
    first, second = Registration.objects.filter(confirmed_at=None).order_by("pk")
    assert "05.10.2021, 10:00" in Message.objects.get(address="liar@example.org").body
    for stranger in (AnonymousUser(), Holder("registration", "x"), UserFactory()):
        with pytest.raises(PermissionDenied):
            actions.confirm_registration(second, by=stranger)
    actions.confirm_registration(second, by=Holder("registration", second.key))
    at.shift(CONFIRM_WITHIN)
    assert run_due() == 0
    at.shift(timedelta(seconds=1))
    assert run_due() == 1
    statuses = dict(Registration.objects.values_list("pk", "status"))
    assert statuses == {first.pk: "cancelled", second.pk: "seated", waits.pk: "seated"}
    own = Holder("registration", first.key)
    assert refused(actions.confirm_registration, first, by=own) == "NET-36"
    with pytest.raises(PermissionDenied):
        actions.release_unconfirmed(by=UserFactory())


def test_who_is_signed_in_has_proved_their_own_address_and_the_trail_does_not_say_who():
    user = UserFactory()
    registered(EventFactory(), address=user.email, by=user)
    registered(EventFactory(), address="other@example.org", by=user)
    own, other = Registration.objects.order_by("pk")
    assert own.confirmed_at == NOW
    assert other.confirmed_at is None
    for one in (own, other):
        assert [entry.actor_id for entry in trail_of(one)] == [None]


def test_no_place_is_given_away_in_an_event_that_is_cancelled(officer):
    event = EventFactory(seats=1)
    seated = RegistrationFactory(event=event)
    waits = RegistrationFactory(event=event, status="listed")
    actions.cancel_event(event, by=officer)
    Message.objects.all().delete()
    holder = Holder("registration", seated.key)
    assert refused(actions.cancel_registration, seated, by=holder) == "NET-26"
    with transaction.atomic():
        assert fill_places(Event.objects.get(), by=officer) == 0
    waits.refresh_from_db()
    assert waits.status == "listed"
    assert not Message.objects.exists()


def test_a_mail_about_an_event_holds_no_name_that_is_protected_since(officer):
    words = {"nb": "Hos Kirkenes kor"}
    event = EventFactory(title=words, place=words)
    RegistrationFactory(event=event)
    protect_names("application/1/b", [Name("Kirkenes kor", "organisation")], by=SYSTEM)
    actions.cancel_event(event, by=officer)
    mail = Message.objects.get()
    assert "Kirkenes kor" not in mail.title + mail.body


def test_only_who_reads_what_changed_is_told(officer):
    event = EventFactory(seats=2)
    for language, status in (("nb", "seated"), ("en", "seated"), ("nb", "listed")):
        address = f"{language}-{status}@example.org"
        RegistrationFactory(event=event, language=language, status=status, address=address)
    words = {"title": event.title, "text": event.text}
    words["place"] = {"nb": "Vadsø", "en": "Kirkenes"}

    def told():
        found = {one.address.partition("@")[0] for one in Message.objects.all()}
        Message.objects.all().delete()
        return found

    event = written(event, officer, seats=2, words=words)
    assert "nb-seated" in told()
    words["place"] = {"nb": "Vardø", "en": "Kirkenes"}
    event = written(event, officer, seats=2, words=words)
    assert told() == {"nb-seated", "nb-listed"}
    written(event, officer, seats=2, words=words, link="https://video.example.org/x")
    assert told() == {"nb-seated", "en-seated"}


def test_what_has_begun_gets_another_link_and_no_other_hour(officer, at):
    event = EventFactory()
    RegistrationFactory(event=event)
    same = {"title": event.title, "text": event.text, "place": event.place}
    hours = {name: getattr(event, name) for name in ("begins_at", "ends_at", "register_by")}
    at.move_to(event.begins_at + timedelta(minutes=5))
    link = "https://video.example.org/y"
    event = written(event, officer, words=same, **hours, link=link)
    assert link in Message.objects.get().body
    later = {**hours, "begins_at": event.begins_at + timedelta(minutes=1)}
    assert refused(written, event, officer, words=same, **later) == "NET-30"


@pytest.mark.parametrize(
    ("seats", "told"), [(None, ""), (2, "none"), (3, "few"), (7, "few"), (8, "some")]
)
def test_nobody_counts_who_registers_by_the_places_that_are_left(seats, told):
    event = EventFactory(seats=seats)
    RegistrationFactory(event=event, people=2)
    assert places_left(event) == told


def test_no_flood_of_registrations_from_one_place():
    event = EventFactory(seats=None)
    for number in range(IN_AN_HOUR):
        registered(event, address=f"g{number}@example.org", key=f"{number}", origin="here")
    assert refused(registered, event, key="more", origin="here") == "NET-23"
    assert Registration.objects.count() == IN_AN_HOUR


def test_who_does_not_fit_waits_and_moves_up_by_themselves():
    event = EventFactory(seats=3)
    registered(event, people=2, address="a@example.org")
    registered(event, people=2, address="b@example.org")
    registered(event, people=1, address="c@example.org")  # There was one place left.
    registered(event, people=1, address="d@example.org")
    statuses = dict(Registration.objects.values_list("address", "status"))
    assert [statuses[f"{name}@example.org"] for name in "abcd"] == [
        "seated", "listed", "seated", "listed",
    ]  # fmt: skip
    assert taken_of(event) == 3
    Message.objects.all().delete()
    third = Registration.objects.get(address="c@example.org")
    actions.cancel_registration(third, by=Holder("registration", third.key))
    # The pair does not fit in one place; who comes after them does.
    assert [(one.address, one.kind) for one in Message.objects.all()] == [
        ("d@example.org", "network.moved_up")
    ]
    first = Registration.objects.get(address="a@example.org")
    actions.cancel_registration(first, by=Holder("registration", first.key))
    statuses = dict(Registration.objects.values_list("address", "status"))
    assert statuses["b@example.org"] == "seated"
    assert taken_of(event) == 3
    assert by_side(event) == {"a": {}, "b": {"seated": 3}}
    with pytest.raises(TransitionRefused):
        actions.cancel_registration(first, by=Holder("registration", first.key))


def test_more_places_are_given_to_who_waits_and_fewer_than_given_are_refused(officer):
    event = EventFactory(seats=1)
    RegistrationFactory(event=event)
    waits = RegistrationFactory(event=event, status="listed")
    assert refused(written, event, officer, seats=0) == "NET-32"
    written(event, officer, seats=2)
    waits.refresh_from_db()
    assert waits.status == "seated"


def test_the_office_cancels_for_who_rings_and_they_are_told(officer):
    registration = RegistrationFactory()
    with pytest.raises(PermissionDenied):
        actions.cancel_registration(registration, by=UserFactory())
    actions.cancel_registration(registration, by=officer)
    assert Message.objects.get().kind == "network.place_cancelled"


def test_nothing_is_cancelled_when_it_has_begun(at, officer):
    registration = RegistrationFactory()
    at.move_to(registration.event.begins_at)
    assert refused(actions.cancel_registration, registration, by=officer) == "NET-26"
    registration.refresh_from_db()
    assert registration.status == "seated"


def test_whoever_registered_is_told_of_another_hour_or_place_and_not_of_words(officer):
    event = EventFactory(seats=4, begins_at=NOW + timedelta(10))
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, status="cancelled")
    same = {"place": event.place, "text": event.text, "title": {"nb": "Ny", "en": "New"}}
    event = written(event, officer, words=same)
    assert not Message.objects.exists()
    assert refused(written, event, officer, revision=0) == "NET-29"
    written(event, officer, words=same, begins_at=NOW + timedelta(10, hours=1))
    [mail] = Message.objects.all()
    assert mail.kind == "network.event_changed"


def test_who_registered_is_told_that_it_is_cancelled(officer, at):
    event = EventFactory()
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, status="listed")
    actions.cancel_event(event, by=officer)
    assert {one.kind for one in Message.objects.all()} == {"network.event_cancelled"}
    assert Message.objects.count() == 2
    assert refused(written, Event.objects.get(), officer) == "NET-29"
    over = EventFactory()
    at.move_to(over.ends_at)
    assert refused(actions.cancel_event, over, by=officer) == "NET-29"


def test_who_came_is_counted_by_side_when_it_has_begun(at, officer):
    event = EventFactory()
    assert refused(actions.count_who_came, event, came_a=1, came_b=1, by=officer) == "NET-33"
    at.move_to(event.begins_at)
    actions.count_who_came(event, came_a=12, came_b=0, by=officer)
    event.refresh_from_db()
    assert (event.came_a, event.came_b) == (12, 0)
    with pytest.raises(PermissionDenied):
        actions.count_who_came(event, came_a=1, came_b=1, by=UserFactory())


def test_who_registered_is_forgotten_after_a_month_and_how_many_is_kept(at):
    event = EventFactory(seats=10)
    registered(event, people=3)
    RegistrationFactory(event=event, side="a", people=2)
    RegistrationFactory(event=event, side="a", status="listed")
    at.move_to(event.ends_at + KEPT_FOR)
    assert run_due() == 0
    at.shift(timedelta(seconds=1))
    assert run_due() == 3
    assert run_due() == 0
    event.refresh_from_db()
    assert (event.registered_a, event.registered_b) == (2, 3)
    assert not Registration.objects.exists()
    assert not Message.objects.exists()
    assert [one.pk for one in past_events()] == [event.pk]
    with pytest.raises(PermissionDenied):
        actions.erase_registrations(by=UserFactory())


def test_the_lists_cost_the_same_with_one_event_and_with_three(django_assert_num_queries):
    EventFactory()
    with django_assert_num_queries(3):
        assert len(events_in("nb", coming_events())) == 1
    EventFactory.create_batch(2)
    with django_assert_num_queries(3):
        assert len(events_in("nb", coming_events())) == 3


def test_only_what_is_still_written_is_thrown_away(officer):
    draft, shown = EventFactory(status="writing", revision=3), EventFactory()
    for event, revision, rule in ((shown, 0, "NET-41"), (draft, 2, "NET-29")):
        with pytest.raises(RuleNotMet) as told:
            actions.delete_event(event, revision=revision, by=officer)
        assert told.value.rule == rule
    with pytest.raises(PermissionDenied):
        actions.delete_event(draft, revision=3, by=UserFactory(roles=[Role.AUDITOR]))
    assert Event.objects.count() == 2
    actions.delete_event(draft, revision=3, by=officer)
    assert [*Event.objects.all()] == [shown]
    assert trail_of(Event(pk=draft.pk)).filter(action="network.delete_event").count() == 1
