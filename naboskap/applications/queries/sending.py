"""What has been sent, who stands behind it, and until when it may be sent or changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet, Subquery

from naboskap.applications.models import (
    Application,
    Change,
    Confirmation,
    LateDoor,
    Seat,
    Snapshot,
)
from naboskap.applications.queries.pair import is_taken
from naboskap.core import clock
from naboskap.core.permissions import once
from naboskap.core.prepared import Prepared
from naboskap.programmes.deadlines import whole_second
from naboskap.programmes.models import Round
from naboskap.programmes.queries import open_round


@dataclass(frozen=True, slots=True)
class WayIn:
    """That an application may be sent now: in which round, and until which last second."""

    round: Round
    until: datetime | None  # None: the round does not close.
    is_late: bool = False  # Through the late door, for this application alone.


def way_in(application: Application, now: datetime | None = None) -> WayIn | None:
    """Say whether an application may be sent at ``now``: the one answer for page, act and worker.

    ``application`` comes with its programme.
    """
    at = now or clock.now()
    current = open_round(application.programme, at)
    if current is not None:
        return WayIn(current, current.takes_until)
    door: LateDoor | None = _LATE.first(application=application.pk, second=whole_second(at))
    return WayIn(door.round, door.until, is_late=True) if door else None


_LATE = Prepared(
    lambda *, application, second: (
        LateDoor.objects.filter(application=application, is_opened=True, until__gte=second)
        .select_related("round")
        .order_by("-until")[:1]
    )
)


def last_day_to_confirm(application: Application) -> date:
    """Return the day in Oslo through which what is sent now can be confirmed."""
    return clock.today() + timedelta(days=application.programme.confirm_within_days)


def change_under_way(application: Application) -> Change | None:
    """Return the change of what was sent that is being written now, if there is one."""
    found: Change | None = _UNDER_WAY.first(application=application.pk)
    return found


_UNDER_WAY = Prepared(
    lambda *, application: Change.objects.filter(
        application=application, ended_at__isnull=True
    ).select_related("application__round")
)


def changes_of(applications: Iterable[Application]) -> dict[int, Change]:
    """Return the changes under way among what was sent, by application (one statement)."""
    rows = Change.objects.filter(application__in=list(applications), ended_at__isnull=True)
    rows = rows.select_related("application__round").defer("before", "unsent")
    return {one.application_id: one for one in rows}


def changing_until(application: Application, change: Change) -> datetime | None:
    """Return the last second in which a change under way may be sent: also when extended."""
    current = change.application.round
    return change.finish_by or (current.takes_until if current else None)


def is_changing(application: Application) -> bool:
    """Whether the working copy of what was sent is open, by the same clock as sending."""
    change = change_under_way(application)
    until = changing_until(application, change) if change else None
    return until is not None and whole_second(clock.now()) <= until


def latest_snapshot(application: Application) -> Snapshot | None:
    """Return what was sent last and counts, frozen; None while nothing has been sent."""
    found: Snapshot | None = _LATEST.first(application=application.pk)
    return found


_LATEST = Prepared(
    lambda *, application: Snapshot.objects.counting().filter(application=application)[:1]
)


def confirmations_of(snapshot: Snapshot) -> list[Confirmation]:
    """Return who stands behind a snapshot, with their seats."""
    return _CONFIRMATIONS.ask(snapshot=snapshot.pk)


_CONFIRMATIONS = Prepared(
    lambda *, snapshot: (
        Confirmation.objects.filter(snapshot=snapshot).select_related("seat").order_by("pk")
    )
)


def behind_newest(application: Application) -> list[Confirmation]:
    """Return who stands behind what was sent last, with their seats; once in a reading."""
    key = ("applications.behind", application.pk)
    return once(key, lambda: _BEHIND.ask(application=application.pk))


def _behind(application: int) -> QuerySet[Confirmation]:
    newest = Snapshot.objects.counting().filter(application=application).values("pk")[:1]
    return (
        Confirmation.objects.filter(snapshot=Subquery(newest))
        .select_related("seat")
        .order_by("pk")
    )


_BEHIND = Prepared(lambda *, application: _behind(application))


def sides_to_confirm(application: Application, snapshot: Snapshot) -> list[Seat]:
    """Return the seats that have not confirmed ``snapshot`` yet, and have somebody there."""
    seats = _UNCONFIRMED.ask(application=application.pk, snapshot=snapshot.pk)
    return [seat for seat in seats if is_taken(seat)]


_UNCONFIRMED = Prepared(
    lambda *, application, snapshot: (
        Seat.objects.filter(application=application)
        .exclude(pk__in=Confirmation.objects.filter(snapshot=snapshot).values("seat"))
        .order_by("side")
    )
)
