"""Write an event, show it, change it, cancel it, and count who came."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.core.secretariat import secretariat
from naboskap.disclosure.actions import touch_public
from naboskap.network.actions.issues import LONGEST, LONGEST_TITLE
from naboskap.network.actions.registering import fill_places
from naboskap.network.actions.vouching import refuse_leaks
from naboskap.network.models import Event, Registration
from naboskap.network.notices import (
    EVENT_CANCELLED,
    EVENT_CHANGED,
    take_reminder_back,
    tell_registered,
)
from naboskap.network.queries.events import taken_of
from naboskap.network.queries.texts import language_for, languages_of
from naboskap.network.statuses import COMES, LIFE_OF_AN_EVENT, EventStatus, RegistrationStatus


@transaction.atomic
def write_event(
    event: Event | None,
    *,
    words: Mapping[str, Mapping[str, str]],
    link: str,
    begins_at: datetime | None,
    ends_at: datetime | None,
    register_by: datetime | None,
    seats: int | None,
    revision: int,
    by: User,
    key: str = "",
) -> Event:
    """Write an event, a new one (None) too; the same ``key`` makes the same new one.

    One that is shown stays whole and passes the gate. Whoever has registered is told by mail
    where the hour, the link or the place that they read changes, and moves up where there are
    more places. Rules: NET-29 (nobody has saved it meanwhile; one that is cancelled or over is
    not changed), NET-30, NET-31 where it is shown, NET-32 (no fewer places than are given away),
    NET-9.
    """
    if not may(by, "network.arrange"):
        raise PermissionDenied
    if event is None:
        event, is_new = Event.objects.get_or_create(
            form_key=key or secrets.token_urlsafe(18), defaults={"made_at": clock.now()}
        )
        if not is_new:  # A second click: the first has written it.
            return event
    event = locked(event)
    over = event.status != EventStatus.WRITING and event.ends_at and event.ends_at <= clock.now()
    require(
        "NET-29",
        event.status != EventStatus.CANCELLED and not over,
        _("This event is over or cancelled, and is not changed."),
    )
    _hold_read(event, revision)
    hours, link_before = (event.begins_at, event.ends_at), event.link
    places = _places(event)
    house = secretariat().languages
    for part in event.PARTS:
        said = {code: words[part].get(code, "").strip() for code in house}
        longest = LONGEST if part == "text" else LONGEST_TITLE
        require(
            "NET-9",
            all(len(one) <= longest for one in said.values()),
            _("Make it shorter: a title has at most 150 characters, a text 20,000."),
        )
        setattr(event, part, {code: one for code, one in said.items() if one})
    require("NET-30", event.title, _("Write a title."))
    event.link, event.seats = link.strip(), seats
    event.begins_at, event.ends_at, event.register_by = begins_at, ends_at, register_by
    event.revision += 1
    if event.status == EventStatus.SHOWN:
        _is_fit(event, begun=hours[0])
        require(
            "NET-32",
            seats is None or seats >= taken_of(event),
            _("More people than that have a place already."),
        )
    event.save()
    record("network.write_event", event, by=by, revision=event.revision)
    if event.status == EventStatus.SHOWN:
        now_at, is_other = _places(event), (event.begins_at, event.ends_at) != hours
        if event.begins_at != hours[0]:  # Who was reminded of the hour before is told of this.
            event.registrations.filter(status__in=COMES).update(reminded_at=None)
        _tell_all(
            EVENT_CHANGED,
            event,
            lambda one: (
                is_other
                or now_at[one.language] != places[one.language]
                or (event.link != link_before and one.status == RegistrationStatus.SEATED)
            ),
        )
        fill_places(event, by=by)
        touch_public()
    return event


def _hold_read(event: Event, revision: int) -> None:
    require(
        "NET-29",
        event.revision == revision,
        _("Somebody has saved it since you opened it. Their text is on its page, yours is here."),
    )


def _places(event: Event) -> dict[str, str]:
    """Return where it is, as a reader of each language is told."""
    return {
        code: event.place.get(language_for(event, code), "") for code in secretariat().languages
    }


def _is_fit(event: Event, *, begun: datetime | None = None) -> None:
    """Hold what is shown to NET-30 and NET-31. ``begun``: when it began before it was changed.

    What has begun keeps its hour, and may get another link or other words.
    """
    told_in = {code for part in event.PARTS for code in getattr(event, part)}
    require(
        "NET-30",
        told_in and told_in == set(languages_of(event)),
        _("Write title, text and place in each language that you begin with, one at least."),
    )
    require(
        "NET-30",
        event.begins_at
        and event.ends_at
        and event.register_by
        and (clock.now() < event.begins_at or event.begins_at == begun)
        and event.begins_at < event.ends_at
        and event.register_by <= event.begins_at,
        _("It begins after now, ends after it begins, and one registers before it begins."),
    )
    require(
        "NET-30",
        not event.link or event.link.startswith("https://"),
        _("The link of a video meeting begins with https://"),
    )
    refuse_leaks("NET-31", event)


def _tell_all(
    notice: Any, event: Event, concerns: Callable[[Registration], bool] = lambda _one: True
) -> None:
    for one in filter(concerns, event.registrations.filter(status__in=COMES)):
        one.event, one.told_at = event, clock.now()
        one.save(update_fields=["told_at"])
        take_reminder_back(one)
        tell_registered(notice, one)


@transaction.atomic
def show_event(event: Event, *, by: User) -> Event:
    """Put an event on the website, and take registrations. Rules: NET-30, NET-31."""
    event = locked(event)
    permit = LIFE_OF_AN_EVENT.permit("show_event", event, by=by)
    _is_fit(event)
    move(permit)
    touch_public()
    return event


@transaction.atomic
def cancel_event(event: Event, *, by: User) -> Event:
    """Cancel an event: whoever has registered is told. Rule NET-29: it is not over."""
    event = locked(event)
    permit = LIFE_OF_AN_EVENT.permit("cancel_event", event, by=by)
    require(
        "NET-29",
        event.ends_at is not None and event.ends_at > clock.now(),
        _("This event is over or cancelled, and is not changed."),
    )
    move(permit)
    _tell_all(EVENT_CANCELLED, event)
    touch_public()
    return event


@transaction.atomic
def delete_event(event: Event, *, revision: int, by: User) -> None:
    """Throw away an event that is still being written.

    Rules: NET-41 (it has never been on the website), NET-29 (``revision`` is what they have read).
    """
    event = locked(event)
    if not may(by, "network.arrange", event):
        raise PermissionDenied
    require(
        "NET-41",
        event.status == EventStatus.WRITING,
        _("It has been on the website. Cancel it instead, and whoever has registered is told."),
    )
    _hold_read(event, revision)
    record("network.delete_event", event, by=by, revision=event.revision)
    event.delete()


@transaction.atomic
def count_who_came(event: Event, *, came_a: int, came_b: int, by: User) -> Event:
    """Write down how many came from each side: numbers, and nobody's name. Rule NET-33."""
    event = locked(event)
    if not may(by, "network.arrange", event):
        raise PermissionDenied
    require(
        "NET-33",
        event.status == EventStatus.SHOWN and event.begins_at and event.begins_at <= clock.now(),
        _("Count them when it has begun."),
    )
    event.came_a, event.came_b = came_a, came_b
    event.save(update_fields=["came_a", "came_b"])
    record("network.count_who_came", event, by=by, a=came_a, b=came_b)
    return event
