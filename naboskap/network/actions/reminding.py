"""Remind those who have a place that an event is near, while somebody else can still have it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import applies
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.network.models import Event, Registration
from naboskap.network.notices import EVENT_COMING, tell_registered
from naboskap.network.statuses import EventStatus, RegistrationStatus

DAYS_BEFORE = 2  # People travel to it, and a place that is given back finds somebody else.
A_ROUND = 5


@transaction.atomic
def remind_of_events(*, by: Actor) -> int:
    """Remind of each event from nine o'clock two days before; return how many were told.

    Once, and again only where the event gets another hour. Rule NET-40: whoever has a place, has
    proved the address, and has heard nothing of the event since nine o'clock. The event's row is
    held while it is noted, and a reminder that still waits is taken back when they cancel, or the
    event is cancelled or changed; when the event has begun none goes out.
    """
    if not may(by, "network.remind_of_events"):
        raise PermissionDenied
    if (reminded := clock.reminded_now(days_before=DAYS_BEFORE)) is None:
        return 0
    now, (hour, until) = clock.now(), reminded
    due = Registration.objects.filter(
        status=RegistrationStatus.SEATED,
        reminded_at__isnull=True,
        confirmed_at__lt=hour,
        told_at__lt=hour,
        event__status=EventStatus.SHOWN,
        event__begins_at__gt=now,
        event__begins_at__lt=until,
    )
    done = 0
    for event_id in sorted(set(due.values_list("event_id", flat=True)))[:A_ROUND]:
        event = locked(Event(pk=event_id))
        rows = due.filter(event=event).select_for_update(of=("self",))
        told = [one for one in rows if applies("NET-40", one.reminded_at is None)]
        if not told:  # Those who had a place have left between the list and the lock.
            continue
        for one in told:
            one.event, one.reminded_at = event, now
            one.save(update_fields=["reminded_at"])
            tell_registered(EVENT_COMING, one)
        record("network.remind_of_event", event, by=by, number=len(told))
        done += len(told)
    return done
