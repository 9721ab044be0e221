"""The pair: who writes, who helps, who is asked in, and what has happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    F,
    OuterRef,
    QuerySet,
    Subquery,
)

from naboskap.applications.draft import (
    Writing,
)
from naboskap.applications.models import (
    Application,
    Comment,
    Help,
    Presence,
    Seat,
    SeatInvitation,
    SeatPerson,
)
from naboskap.applications.statuses import ApplicationStatus
from naboskap.audit.queries import trail_of
from naboskap.core import clock

GONE_AFTER = 60  # Seconds without a word, and somebody is taken to write no more.


def writers_of(application: Application) -> dict[int, tuple[str, str]]:
    """Return everybody who writes or wrote in a draft: their names, and their sides.

    Whoever has left is still named beside what they wrote; whoever wrote for a side that was
    swapped since has no name here, and keeps the side. An adviser sits on no side.
    """
    helped = Help.objects.filter(application=application).select_related("user")
    sat = SeatPerson.objects.filter(seat__application=application).select_related("user", "seat")
    found = {one.user_id: (str(one.user), "") for one in helped}
    former = former_partners(application)
    return found | {
        one.user_id: ("" if one.user_id in former else str(one.user), one.seat.side) for one in sat
    }


def seated_in(applications: Iterable[int]) -> dict[int, list[SeatPerson]]:
    """Return who sits on the sides now, side a first, by application."""
    rows = SeatPerson.objects.filter(
        seat__application__in=list(applications), left_at__isnull=True
    )
    found: dict[int, list[SeatPerson]] = {}
    for one in rows.select_related("seat", "user").order_by("seat__side", "pk"):
        found.setdefault(one.seat.application_id, []).append(one)
    return found


def writing_now(application: Application, *, but_not: Any) -> list[Writing]:
    """Return who else writes in the draft just now, and where; the last who said so first."""
    since = clock.now() - timedelta(seconds=GONE_AFTER)
    seats = SeatPerson.objects.filter(seat__application=application, user=OuterRef("user"))
    rows = (
        Presence.objects.filter(application=application, seen_at__gte=since)
        .exclude(user_id=but_not.pk)
        .annotate(side=Subquery(seats.values("seat__side")[:1]))
        .select_related("user")
        .order_by("-seen_at", "-pk")
    )
    return [Writing(str(row.user), row.side or "", row.section) for row in rows]


def is_taken(seat: Seat) -> bool:
    """Whether there is somebody on this side: an organisation, or words about one."""
    return seat.organisation_id is not None or bool(seat.described_as)


def helpers_of(application: Application) -> QuerySet[Help]:
    """Return the advisers who help or helped, with their names; ``wrote_at`` asks for another
    reader later."""
    return Help.objects.filter(application=application).select_related("user").order_by("pk")


def drafts_to_let_in(user: Any, adviser: int) -> list[Application]:
    """Return the drafts that ``user`` writes in and an adviser (their user) does not see yet."""
    theirs = SeatPerson.objects.filter(user_id=user.pk, left_at__isnull=True, may_write=True)
    seen = Help.objects.filter(user_id=adviser, ended_at__isnull=True)
    return list(
        Application.objects.filter(
            pk__in=theirs.values("seat__application"), status=ApplicationStatus.DRAFT
        )
        .exclude(pk__in=seen.values("application"))
        .order_by("-changed_at")
    )


def is_open_invitation(invitation: SeatInvitation) -> bool:
    """Whether an invitation can still be used."""
    return (
        invitation.used_at is None
        and invitation.ended_at is None
        and invitation.expires_at > clock.now()
    )


def invitations_to_seats(application: Application) -> QuerySet[SeatInvitation]:
    """Return everybody who was asked to a seat, the last first: also who came, and what ended."""
    return (
        SeatInvitation.objects.filter(seat__application=application, purpose="write")
        .select_related("seat")
        .order_by("-pk")
    )


# What was done about who takes part: the trail of the pair, told on its page.
ABOUT_THE_PAIR = (
    "applications.start",
    "applications.start_with_pair",
    "applications.invite",
    "applications.renew_invitation",
    "applications.end_invitation",
    "applications.join",
    "applications.set_may_write",
    "applications.offer_lead",
    "applications.take_back_lead_offer",
    "applications.decline_lead",
    "applications.take_lead",
    "applications.pass_lead_on",
    "applications.leave",
    "applications.let_in_adviser",
    "applications.end_help",
    "applications.leave_as_side",
    "applications.take_out_partner",
)


def former_partners(application: Application) -> frozenset[int]:
    """Return who wrote in the draft for a side that has been swapped since, by number."""
    rows = SeatPerson.objects.filter(
        seat__application=application,
        left_at__isnull=False,
        seat__former__ended_at__gte=F("left_at"),
    )
    return frozenset(rows.values_list("user", flat=True))


def comments_on(application: Application) -> QuerySet[Comment]:
    """Return what advisers have said of the draft, with their names; what is not done first."""
    return (
        Comment.objects.filter(application=application)
        .select_related("user")
        .order_by(F("done_at").asc(nulls_first=True), "pk")
    )


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that was done about who takes part: what, by whom (a number), and when."""

    at: datetime
    action: str
    actor_id: int
    data: dict[str, Any]


def history_of_pair(application: Application) -> list[Happening]:
    """Return what was done about who takes part, the last first."""
    rows = trail_of(application).filter(action__in=ABOUT_THE_PAIR).order_by("-pk")
    return [
        Happening(row.occurred_at, row.action, row.actor_id or 0, dict(row.data)) for row in rows
    ]
