"""Who is asked in, and comes: by a mail, a code to read aloud, or an adviser who passes it on."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.advice.models import Adviser
from naboskap.applications import codes
from naboskap.applications.actions.pairing import protect_side
from naboskap.applications.models import (
    Application,
    CodeTry,
    Help,
    SeatInvitation,
    SeatPerson,
)
from naboskap.applications.notices import (
    ASKED_TO_CONFIRM,
    INVITED,
    JOINED,
    PASS_ON,
    address_of,
    lapses,
    tell_pair,
)
from naboskap.applications.queries import is_open_invitation
from naboskap.applications.statuses import ApplicationStatus
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.notifications.actions import Reader, tell

VALID_FOR = timedelta(days=30)
TRIES, PER = 5, timedelta(minutes=15)


@transaction.atomic
def invite_to_seat(
    application: Application,
    side: str,
    *,
    way: str,
    language: str,
    by: User,
    address: str = "",
    adviser: Adviser | None = None,
    purpose: str = "write",
    may_write: bool = True,
) -> tuple[SeatInvitation, str]:
    """Ask somebody to a seat the way the pair chooses; return the invitation and its secret.

    By mail in neutral words (a link), by a code to read aloud, or through an adviser, who gets
    the code and passes it on. Only a digest of the secret is kept: the page shows a code once.
    Without ``may_write`` whoever comes reads only. With ``purpose="confirm"`` the secret opens the
    confirmation page and nothing else.
    """
    application = locked(application)
    if purpose == "write":
        if not may(by, "applications.invite_to_seat", application.seats.get(side=side)):
            raise PermissionDenied
        require_draft(application)
    elif not may(by, "applications.write_application", application):
        raise PermissionDenied
    return ask_in(
        application,
        side,
        way=way,
        language=language,
        by=by,
        address=address,
        adviser=adviser,
        purpose=purpose,
        may_write=may_write,
    )


def ask_in(
    application: Application,
    side: str,
    *,
    way: str,
    language: str,
    by: Actor,
    address: str = "",
    adviser: Adviser | None = None,
    purpose: str = "write",
    may_write: bool = True,
) -> tuple[SeatInvitation, str]:
    """Make the invitation, tell whom it concerns, write it down. Whoever calls has asked leave."""
    require(
        "APP-8",
        (way != "mail" or address) and (way != "adviser" or adviser),
        _("Write where the invitation should go."),
    )
    seat = application.seats.get(side=side)
    secret = codes.new_link() if way == "mail" else codes.new_code()
    now = clock.now()
    invitation = SeatInvitation.objects.create(
        seat=seat,
        way=way,
        purpose=purpose,
        may_write=may_write,
        address=address if way == "mail" else "",  # Whoever holds a code learns and proves none.
        language=language,
        code_digest=codes.digest(secret),
        invited_by_id=by.pk,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    door = "invitasjon" if purpose == "write" else "bekreft"
    if way == "mail":
        tell(
            INVITED if purpose == "write" else ASKED_TO_CONFIRM,
            to=Reader(address, language),
            facts={
                "link": address_of(f"{door}/{secret}/", language),
                "until": _until(invitation),
                "reads_only": not may_write,
                **(lapses(application) if purpose == "confirm" else {}),
            },
            about=application,
        )
    elif way == "adviser" and adviser is not None:
        tell(
            PASS_ON,
            to=Reader(adviser.email, adviser.user.language),
            facts={
                "code": secret,
                "link": address_of("kode/", language),
                "until": _until(invitation),
            },
            about=application,
        )
    record("applications.invite", application, by=by, side=side, way=way, purpose=purpose)
    return invitation, secret


def _until(invitation: SeatInvitation) -> date:
    return invitation.expires_at.astimezone(clock.OSLO).date()


@transaction.atomic
def end_invitation(invitation: SeatInvitation, *, by: User) -> None:
    """Take an invitation back: its link or code opens nothing from now on."""
    invitation = _invitation_for(invitation, by)
    if invitation.ended_at is None:
        _end(invitation)
        record(
            "applications.end_invitation", invitation.seat.application, by=by, **_of(invitation)
        )


def _invitation_for(invitation: SeatInvitation, by: Actor) -> SeatInvitation:
    invitation = locked(invitation)
    if not may(by, "applications.invite_to_seat", invitation.seat):
        raise PermissionDenied
    return invitation


def _end(invitation: SeatInvitation) -> None:
    invitation.ended_at = clock.now()
    invitation.save(update_fields=["ended_at"])


def _of(invitation: SeatInvitation) -> dict[str, str]:
    return {"side": invitation.seat.side, "way": invitation.way}


@transaction.atomic
def renew_invitation(
    invitation: SeatInvitation, *, by: User, adviser: Adviser | None = None
) -> tuple[SeatInvitation, str]:
    """Ask the same person again with a new secret; the old link or code opens nothing any more.

    For one that is lost or too old. Rules: APP-5, APP-44 (nobody has come by it, and it was not
    taken back).
    """
    application = locked(invitation.seat.application)
    invitation = _invitation_for(invitation, by)
    require_draft(application)
    require(
        "APP-44",
        invitation.used_at is None and invitation.ended_at is None,
        _("This invitation has been used or taken back. Ask them in anew."),
    )
    _end(invitation)
    record("applications.renew_invitation", application, by=by, **_of(invitation))
    return ask_in(
        application,
        invitation.seat.side,
        way=invitation.way,
        language=invitation.language,
        by=by,
        address=invitation.address,
        adviser=adviser,
        purpose=invitation.purpose,
        may_write=invitation.may_write,
    )


def require_draft(application: Application) -> None:
    """Let nobody come in once it is sent. Rule APP-5."""
    require(
        "APP-5",
        application.status == ApplicationStatus.DRAFT,
        _("This has been sent, and cannot be changed now."),
    )


def may_try(who: str) -> None:
    """Hold whoever guesses at codes or receipts. Rule APP-9: five wrong ones, then a wait."""
    since = clock.now() - PER
    tries = CodeTry.objects.filter(who=who, tried_at__gt=since).count()
    require("APP-9", tries < TRIES, _("Too many tries. Wait a quarter of an hour, or call us."))


def note_try(who: str) -> None:
    """Count a try that fitted nothing."""
    CodeTry.objects.create(who=who, tried_at=clock.now())


def find_invitation(secret: str, *, who: str) -> SeatInvitation:
    """Return the invitation that a link or code opens; ``who`` tries, as a digest.

    Not in the caller's transaction: a try that fitted nothing is counted even though it is
    refused. Rules APP-8 (it can be used) and APP-9 (not too many tries).
    """
    may_try(who)
    found = (
        SeatInvitation.objects.filter(code_digest=codes.digest(secret))
        .select_related("seat__application__programme", "seat__application__sheet__version__form")
        .first()
    )
    if found is None:
        CodeTry.objects.create(who=who, tried_at=clock.now())
    require(
        "APP-8",
        found and is_open_invitation(found),
        _("This link or code cannot be used any more."),
    )
    assert found is not None
    return found


def accept_invitation(secret: str, *, by: User) -> Application:
    """Take the seat that the link or code opens. A draft made with an adviser is handed over.

    The person sees everything from now on, and writes once they were told what is kept and who
    sees it (``mark_informed``). The first on a side leads it. Rules APP-7, APP-8, APP-9.
    """
    invitation = find_invitation(secret, who=codes.digest(f"user/{by.pk}"))
    return _accept(invitation, by=by)


@transaction.atomic
def _accept(invitation: SeatInvitation, *, by: User) -> Application:
    invitation = locked(invitation)
    application = locked(invitation.seat.application)
    require(
        "APP-8",
        is_open_invitation(invitation) and invitation.purpose == "write",
        _("This link or code cannot be used any more."),
    )
    require_draft(application)
    seat, now = invitation.seat, clock.now()
    elsewhere = SeatPerson.objects.filter(
        seat__application=application, user=by, left_at__isnull=True
    ).exclude(seat=seat)
    require("APP-7", not elsewhere.exists(), _("You already write for the other side."))
    leads = SeatPerson.objects.filter(seat=seat, is_lead=True, left_at__isnull=True)
    is_first = not leads.exclude(user=by).exists()
    may_write = is_first or invitation.may_write  # A side is led by somebody who writes.
    person, is_new = SeatPerson.objects.get_or_create(
        seat=seat,
        user=by,
        defaults={"joined_at": now, "is_lead": is_first, "may_write": may_write},
    )
    if person.left_at is not None:
        person.left_at, person.is_lead, person.may_write = None, is_first, may_write
        person.save(update_fields=["left_at", "is_lead", "may_write"])
    if is_first:
        seat.language = by.language
        seat.save(update_fields=["language"])
    invitation.used_at, invitation.used_by_id = now, by.pk
    invitation.save(update_fields=["used_at", "used_by_id"])
    Help.objects.filter(application=application, may_write=True).update(may_write=False)
    record("applications.join", application, by=by, side=seat.side, is_new=is_new)
    protect_side(seat, by=by)
    tell_pair(JOINED, application, but_not=by)
    return application
