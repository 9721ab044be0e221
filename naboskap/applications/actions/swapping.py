"""Another partner: a side leaves as a whole, or is taken out, and its seat is made ready anew."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.applications.actions.pairing import protect_side
from naboskap.applications.models import Application, FormerSide, Seat, SeatPerson
from naboskap.applications.notices import SIDE_LEFT, TAKEN_OUT, tell_pair
from naboskap.applications.rules import standing_of
from naboskap.applications.statuses import ApplicationStatus
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.core.secretariat import answered, secretariat
from naboskap.disclosure.actions import withdraw_wish
from naboskap.notifications.actions import Reader, tell
from naboskap.organisations.models import Organisation

# Why a partner is taken out: a code, so that each reads it in their own language.
REASONS = ("agreed", "no_answer", "plans", "other")


@transaction.atomic
def leave_as_side(application: Application, *, by: User) -> None:
    """Leave a draft with one's whole side: its own lead says so for all of them.

    Everybody of the side stops seeing the draft at once, and is told. Their words stay in it. The
    other side can ask somebody else to the seat. Rule APP-5 (a draft).
    """
    application = locked(application)
    side = standing_of(by, application).side
    seat = application.seats.filter(side=side).first()
    if seat is None or not may(by, "applications.lead_seat", seat):
        raise PermissionDenied
    _require_draft(application)
    people = _empty(seat, way=FormerSide.Way.LEFT, by=by)
    record("applications.leave_as_side", application, by=by, side=seat.side)
    for person in people:
        if person.user_id != by.pk:
            _tell_out(person, "own_side")
    tell_pair(SIDE_LEFT, application)


@transaction.atomic
def take_out_partner(application: Application, *, reason: str, by: User) -> None:
    """Take the partner out of a draft: only its home side's lead, and only with a reason.

    The partner is told in their own language, loses sight of the draft at once, and their words
    stay. What they confirmed, wished and were called does not pass on to whoever comes next.
    Rules: APP-5 (a draft), APP-40 (somebody sits there, and one of the reasons).
    """
    application = locked(application)
    if not may(by, "applications.take_out_partner", application):
        raise PermissionDenied
    _require_draft(application)
    require("APP-40", reason in REASONS, _("Choose why."))
    seat = application.seats.get(side="b")
    require(
        "APP-40",
        SeatPerson.objects.filter(seat=seat, left_at__isnull=True).exists(),
        _("Nobody sits on the other side."),
    )
    people = _empty(seat, way=FormerSide.Way.TAKEN_OUT, reason=reason, by=by)
    record("applications.take_out_partner", application, by=by, side=seat.side, reason=reason)
    for person in people:
        _tell_out(person, reason)
    tell_pair(SIDE_LEFT, application, but_not=by)


def _tell_out(person: SeatPerson, reason: str) -> None:
    """Tell whoever no longer takes part, with a way to reach us: they may want their words."""
    house = secretariat()
    tell(
        TAKEN_OUT,
        to=Reader(person.user.email, person.user.language),
        facts={
            "reason": reason,
            "phone": house.phone,
            "answered": answered(person.user.language),
            "email": house.email,
        },
        about=person.seat.application,
    )


def _require_draft(application: Application) -> None:
    require(
        "APP-5",
        application.status == ApplicationStatus.DRAFT,
        _("This has been sent, and cannot be changed now."),
    )


def _empty(seat: Seat, *, way: str, by: Actor, reason: str = "") -> list[SeatPerson]:
    """Take everybody off the seat and make it ready for others; return who sat there."""
    now = clock.now()
    seated = SeatPerson.objects.filter(seat=seat, left_at__isnull=True)
    people = list(seated.select_related("user", "seat__application").order_by("pk"))
    seated.update(left_at=now, is_lead=False, lead_offered_at=None)
    seat.invitations.filter(ended_at__isnull=True).update(ended_at=now)
    FormerSide.objects.create(
        seat=seat,
        organisation=seat.organisation,
        described_as=seat.described_as,
        way=way,
        reason=reason,
        ended_at=now,
        ended_by_id=by.pk,
    )
    house = secretariat().sides[seat.side]
    clean = {
        "organisation": None,
        "described_as": "",
        "described_kind": "",
        "described_control": Organisation.Control.UNKNOWN,
        "latin_name": "",
        "place": None,
        "language": house.language,
        "time_zone": house.time_zone,
        "publication_wish": "",
        "publication_wished_at": None,
        "publication_wished_by_id": None,
    }
    for name, value in clean.items():
        setattr(seat, name, value)
    seat.save(update_fields=list(clean))
    part = f"pair_{seat.side}"
    application = seat.application
    application.revisions = {
        **application.revisions,
        part: application.revision_of(part) + 1,
    }
    application.changed_by_id, application.changed_at = by.pk, now
    application.save(update_fields=["revisions", "changed_by_id", "changed_at"])
    withdraw_wish(seat.party_key, by=by)
    protect_side(seat, by=by)
    return people
