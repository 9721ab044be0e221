"""Register for an event, get a place or wait for one, cancel; and be forgotten after it."""

import secrets
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.advice.contact import email_in
from naboskap.advice.links import Holder
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import applies, require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.network.actions.braking import is_often
from naboskap.network.actions.subscribing import A_DAY, AN_HOUR, IN_AN_HOUR
from naboskap.network.models import Event, Registration
from naboskap.network.notices import (
    CONFIRM_WITHIN,
    LISTED,
    MOVED_UP,
    PLACE_CANCELLED,
    SEATED,
    take_reminder_back,
    tell_registered,
)
from naboskap.network.queries.events import KIND, by_side, taken_of, takes_registrations
from naboskap.network.statuses import (
    COMES,
    LIFE_OF_A_REGISTRATION,
    EventStatus,
    RegistrationStatus,
)
from naboskap.notifications.actions import forget_messages

MOST_PEOPLE = 20  # In one registration.
LONGEST_NEEDS = 1_000
QUIET = timedelta(hours=1)  # Between two mails to an address that is registered already.
KEPT_FOR = timedelta(days=30)  # After the event.
IN_A_DAY = 5  # Registrations of one address, for whatever events.
A_ROUND = 5


@transaction.atomic
def register(
    event: Event,
    *,
    name: str,
    address: str,
    side: str,
    language: str,
    people: int,
    needs: str,
    key: str,
    by: Actor,
    origin: str = "",
) -> None:
    """Register somebody: they get a place, or a number in the queue, and a mail that says which.

    Nothing comes back, so that nobody learns who is registered: an address that is already gets
    the mail of its registration again, at most once an hour. The event's row is held, so that the
    last place is given once. The same ``key`` is the same sending.

    Rules: NET-21 (it is open), NET-22 (a name, an address, a side, 1 to 20 people, needs in few
    words), NET-23 (no flood from one place), NET-37 (few a day for one address: the next is not
    taken, and nobody is told so), NET-25 (once), NET-24 (who does not fit waits). A place that is
    not confirmed by the mailed link in time goes to somebody else (NET-36); whoever is signed in
    with that address has proved it.
    """
    event = locked(event)
    if not may(by, "network.register", event):
        raise PermissionDenied
    address = email_in(address).casefold()
    require("NET-21", takes_registrations(event), _("One can no longer register for this event."))
    require("NET-22", address, _("Write a whole e-mail address, like name@example.org."))
    require("NET-22", name.strip(), _("Write who comes."))
    require("NET-22", side in {"a", "b"}, _("Choose the side that you come from."))
    require("NET-22", 1 <= people <= MOST_PEOPLE, _("Write how many come: from 1 to 20."))
    require("NET-22", len(needs) <= LONGEST_NEEDS, _("Write it in fewer words, or call us."))
    now = clock.now()
    known = event.registrations.filter(address=address, status__in=COMES).first()
    if known is not None and known.form_key == key:
        return
    require(
        "NET-23",
        not is_often("register from", origin, most=IN_AN_HOUR, within=AN_HOUR),
        _("Many have registered from here in the last hour. Try again later, or call us."),
    )
    if applies("NET-37", is_often("register", address, most=IN_A_DAY, within=A_DAY)):
        return
    if known is not None and applies("NET-25", known):
        if now - known.told_at >= QUIET:
            known.told_at = now
            known.save(update_fields=["told_at"])
            _tell_how_it_stands(known)
        return
    left = None if event.seats is None else event.seats - taken_of(event)
    waits = applies("NET-24", left is not None and people > left)
    registration = Registration.objects.create(
        key=secrets.token_urlsafe(18),
        form_key=key,
        event=event,
        status=RegistrationStatus.LISTED if waits else RegistrationStatus.SEATED,
        name=name.strip(),
        address=address,
        side=side,
        language=language,
        people=people,
        needs=needs.strip(),
        registered_at=now,
        told_at=now,
        confirmed_at=now if isinstance(by, User) and by.email.casefold() == address else None,
    )
    # Not by whose account: the trail outlives the registration, and says how many came.
    told = Holder(KIND, registration.key)
    record("network.register", registration, by=told, people=people, status=registration.status)
    _tell_how_it_stands(registration)


def _tell_how_it_stands(registration: Registration) -> None:
    is_seated = registration.status == RegistrationStatus.SEATED
    tell_registered(SEATED if is_seated else LISTED, registration)


@transaction.atomic
def confirm_registration(registration: Registration, *, by: Actor) -> Registration:
    """Say that one comes, by the mailed link: the address is theirs. Rule NET-36."""
    registration = locked(registration)
    if not may(by, "network.change_registration", registration):
        raise PermissionDenied
    require(
        "NET-36",
        registration.status in COMES,
        _("The place has gone to somebody else. Register once more, if there are places."),
    )
    if registration.confirmed_at is None:
        registration.confirmed_at = clock.now()
        registration.save(update_fields=["confirmed_at"])
        record("network.confirm_registration", registration, by=by)
    return registration


@transaction.atomic
def release_unconfirmed(*, by: Actor) -> int:
    """Give away the places that nobody has confirmed within a day (NET-36); return how many."""
    if not may(by, "network.erase_registrations"):
        raise PermissionDenied
    now = clock.now()
    past = Registration.objects.filter(
        status__in=COMES,
        confirmed_at__isnull=True,
        registered_at__lt=now - CONFIRM_WITHIN,
        event__status=EventStatus.SHOWN,
        event__begins_at__gt=now,
    )
    done = 0
    for event_id in sorted(set(past.values_list("event_id", flat=True)))[:A_ROUND]:
        event = locked(Event(pk=event_id))
        for one in past.filter(event=event).select_for_update():
            move(LIFE_OF_A_REGISTRATION.permit("release_registration", one, by=by))
            done += applies("NET-36", one)
        fill_places(event, by=by)
    return done


@transaction.atomic
def cancel_registration(registration: Registration, *, by: Actor) -> Registration:
    """Give up a place, or one's turn; whoever waits longest and fits moves up, and is told.

    By one's own link, or by the office for whoever rang: then they get a mail. Rule NET-26: before
    it begins.
    """
    event = locked(Event(pk=registration.event_id))
    registration = locked(registration)
    registration.event = event
    permit = LIFE_OF_A_REGISTRATION.permit("cancel_registration", registration, by=by)
    require(
        "NET-26",
        event.status == EventStatus.SHOWN,
        _("The event is cancelled: there is no place left to give up."),
    )
    require(
        "NET-26",
        event.begins_at is not None and event.begins_at > clock.now(),
        _("The event has begun: there is nothing left to cancel."),
    )
    move(permit)
    take_reminder_back(registration)
    if isinstance(by, User):
        tell_registered(PLACE_CANCELLED, registration)
    fill_places(event, by=by)
    return registration


def fill_places(event: Event, *, by: Actor) -> int:
    """Give free places to those who wait, in the order that they came (NET-27); return how many.

    A group that is larger than what is left is passed by, so that no place stays empty. The
    event's row is held by whoever calls. Nobody moves up when it has begun or is cancelled.
    """
    if event.status != EventStatus.SHOWN:
        return 0
    if event.begins_at is None or event.begins_at <= clock.now():
        return 0
    left = None if event.seats is None else event.seats - taken_of(event)
    moved = 0
    waiting = event.registrations.filter(status=RegistrationStatus.LISTED)
    for one in waiting.order_by("registered_at", "pk"):
        if left is not None and applies("NET-27", one.people > left):
            continue
        one.event = event
        move(LIFE_OF_A_REGISTRATION.permit("seat", one, by=by), told_at=clock.now())
        tell_registered(MOVED_UP, one)
        left = None if left is None else left - one.people
        moved += 1
    return moved


@transaction.atomic
def erase_registrations(*, by: Actor) -> int:
    """Erase who registered, a month after the event; how many they were by side stays (NET-28)."""
    if not may(by, "network.erase_registrations"):
        raise PermissionDenied
    past = Event.objects.filter(ends_at__lt=clock.now() - KEPT_FOR, registrations__isnull=False)
    done = 0
    for event in Event.objects.filter(pk__in=past.values("pk")).order_by("pk")[:A_ROUND]:
        told = by_side(event)
        event.registered_a = told["a"].get(RegistrationStatus.SEATED, 0)
        event.registered_b = told["b"].get(RegistrationStatus.SEATED, 0)
        event.save(update_fields=["registered_a", "registered_b"])
        for one in event.registrations.all():
            forget_messages(one)
            record("network.erase_registration", one, by=by, status=one.status)
            one.delete()
            done += 1
    return done
