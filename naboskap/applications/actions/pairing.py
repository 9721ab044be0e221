"""The pair: who is asked in, who comes, what each side says of itself."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.advice.models import Adviser
from naboskap.applications import codes
from naboskap.applications.actions.starting import check_organisation
from naboskap.applications.actions.writing import check_revision, opened, save_part
from naboskap.applications.models import (
    Application,
    CodeTry,
    Help,
    Seat,
    SeatInvitation,
    SeatPerson,
)
from naboskap.applications.notices import (
    ASKED_TO_CONFIRM,
    INVITED,
    JOINED,
    PASS_ON,
    address_of,
    tell_pair,
)
from naboskap.applications.rules import standing_of
from naboskap.applications.statuses import ApplicationStatus
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may, one_reading
from naboskap.core.secretariat import secretariat
from naboskap.disclosure.actions import protect_names, set_wish
from naboskap.disclosure.masking import Name
from naboskap.disclosure.models import Level, ProtectedName
from naboskap.notifications.actions import Reader, tell
from naboskap.organisations.models import Organisation, Place

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
) -> tuple[SeatInvitation, str]:
    """Ask somebody to a seat the way the pair chooses; return the invitation and its secret.

    By mail in neutral words (a link), by a code to read aloud, or through an adviser, who gets
    the code and passes it on. Only a digest of the secret is kept: the page shows a code once.
    With ``purpose="confirm"`` the secret opens the confirmation page and nothing else.
    """
    application = locked(application)
    if not may(by, "applications.invite_to_seat", application):
        raise PermissionDenied
    if purpose == "write":
        require(
            "APP-5",
            application.status == ApplicationStatus.DRAFT,
            _("This has been sent, and cannot be changed now."),
        )
    return ask_in(
        application,
        side,
        way=way,
        language=language,
        by=by,
        address=address,
        adviser=adviser,
        purpose=purpose,
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
        address=address,
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
            facts={"link": address_of(f"{door}/{secret}/", language), "until": _until(invitation)},
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
    invitation = locked(invitation)
    if not may(by, "applications.invite_to_seat", invitation.seat.application):
        raise PermissionDenied
    if invitation.ended_at is None:
        invitation.ended_at = clock.now()
        invitation.save(update_fields=["ended_at"])
        record("applications.end_invitation", invitation.seat.application, by=by)


def find_invitation(secret: str, *, who: str) -> SeatInvitation:
    """Return the invitation that a link or code opens; ``who`` tries, as a digest.

    Not in the caller's transaction: a try that fitted nothing is counted even though it is
    refused. Rules APP-8 (it can be used) and APP-9 (not too many tries).
    """
    since = clock.now() - PER
    tries = CodeTry.objects.filter(who=who, tried_at__gt=since).count()
    require("APP-9", tries < TRIES, _("Too many tries. Wait a quarter of an hour, or call us."))
    found = (
        SeatInvitation.objects.filter(code_digest=codes.digest(secret))
        .select_related("seat__application__programme", "seat__application__sheet__version__form")
        .first()
    )
    if found is None:
        CodeTry.objects.create(who=who, tried_at=clock.now())
    require("APP-8", found and _is_open(found), _("This link or code cannot be used any more."))
    assert found is not None
    return found


def _is_open(invitation: SeatInvitation) -> bool:
    return (
        invitation.used_at is None
        and invitation.ended_at is None
        and invitation.expires_at > clock.now()
    )


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
        _is_open(invitation) and invitation.purpose == "write",
        _("This link or code cannot be used any more."),
    )
    require(
        "APP-5",
        application.status == ApplicationStatus.DRAFT,
        _("This has been sent, and cannot be changed now."),
    )
    seat, now = invitation.seat, clock.now()
    elsewhere = SeatPerson.objects.filter(
        seat__application=application, user=by, left_at__isnull=True
    ).exclude(seat=seat)
    require("APP-7", not elsewhere.exists(), _("You already write for the other side."))
    leads = SeatPerson.objects.filter(seat=seat, is_lead=True, left_at__isnull=True)
    is_first = not leads.exclude(user=by).exists()
    person, is_new = SeatPerson.objects.get_or_create(
        seat=seat, user=by, defaults={"joined_at": now, "is_lead": is_first}
    )
    if person.left_at is not None:
        person.left_at, person.is_lead = None, is_first
        person.save(update_fields=["left_at", "is_lead"])
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


@transaction.atomic
def mark_informed(application: Application, *, by: User) -> None:
    """Note that the person was told what is kept, who sees it, and that a name is optional."""
    if not may(by, "applications.view_application", application):
        raise PermissionDenied
    told = SeatPerson.objects.filter(
        seat__application=application, user=by, left_at__isnull=True, informed_at__isnull=True
    ).update(informed_at=clock.now())
    if told:
        record("applications.informed", application, by=by)


@transaction.atomic
def leave_seat(application: Application, *, by: User) -> None:
    """Leave a draft. The seat, its words and its history stay; another may be asked in."""
    application = locked(application)
    with one_reading():
        if not may(by, "applications.write_application", application):
            raise PermissionDenied
    require(
        "APP-5",
        application.status == ApplicationStatus.DRAFT,
        _("This has been sent, and cannot be changed now."),
    )
    person = SeatPerson.objects.get(seat__application=application, user=by, left_at__isnull=True)
    person.left_at, person.is_lead, led = clock.now(), False, person.is_lead
    person.save(update_fields=["left_at", "is_lead"])
    record("applications.leave", application, by=by, side=person.seat.side)
    if led:
        following = person.seat.people.filter(left_at__isnull=True).order_by("pk").first()
        if following is not None:
            following.is_lead = True
            following.save(update_fields=["is_lead"])


@transaction.atomic
def describe_side(
    application: Application,
    side: str,
    *,
    described_as: str,
    kind: str,
    place: Place | None,
    read_revision: int,
    by: User,
    control: str = Organisation.Control.UNKNOWN,
) -> Seat:
    """Say who a side is before it has an organisation here. Both sides may write it."""
    application = opened(application, "pair", by=by)
    facts = {
        "described_as": described_as,
        "described_kind": kind,
        "described_control": control,
        "place": place,
    }
    seat = application.seats.get(side=side)
    part = f"pair_{side}"
    theirs = {name: getattr(seat, name) for name in facts}
    check_revision(application, part, read_revision, yours=facts, theirs=theirs)
    for name, value in facts.items():
        setattr(seat, name, value)
    seat.save(update_fields=list(facts))
    save_part(application, part, by=by)
    protect_side(seat, by=by)
    return seat


@transaction.atomic
def set_organisation(seat: Seat, organisation: Organisation, *, by: User) -> Seat:
    """Say which organisation a side is: only by that side, for one they speak for."""
    application = locked(seat.application)
    seat = Seat.objects.select_related("application__programme").get(pk=seat.pk)
    if not may(by, "applications.speak_for_seat", seat):
        raise PermissionDenied
    require(
        "APP-5",
        application.status == ApplicationStatus.DRAFT,
        _("This has been sent, and cannot be changed now."),
    )
    check_organisation(seat.application.programme, organisation, by=by)
    seat.organisation = organisation
    seat.save(update_fields=["organisation"])
    record("applications.set_organisation", application, by=by, side=seat.side)
    protect_side(seat, by=by)
    return seat


@transaction.atomic
def set_publication_wish(seat: Seat, level: str, *, language: str, by: User) -> Seat:
    """Keep what a side says of being shown, in words it was told. Only the side itself."""
    if not may(by, "applications.speak_for_seat", seat):
        raise PermissionDenied
    seat = locked(seat)
    seat.publication_wish = Level(level)
    seat.publication_wished_at, seat.publication_wished_by_id = clock.now(), by.pk
    seat.save(
        update_fields=[
            "publication_wish",
            "publication_wished_at",
            "publication_wished_by_id",
        ]
    )
    set_wish(seat.party_key, level, language=language, by=by)
    record("applications.wish", seat.application, by=by, side=seat.side, level=level)
    return seat


def protect_side(seat: Seat, *, by: Actor) -> None:
    """Let no text for outsiders hold a name of this side's people, nor of a shielded side."""
    names = [
        Name(text, ProtectedName.Kind.PERSON)
        for text in seat.people.values_list("user__name", flat=True)
        if text
    ]
    if secretariat().sides[seat.side].is_protected:
        organisation = seat.organisation.name if seat.organisation else ""
        names += [
            Name(text, ProtectedName.Kind.ORGANISATION)
            for text in (organisation, seat.described_as)
            if text
        ]
    protect_names(seat.party_key, names, by=by)


@transaction.atomic
def let_in_adviser(application: Application, adviser: User, *, by: User) -> Help:
    """Let an adviser read the draft. They see it, and write nothing in it."""
    if not may(by, "applications.let_in_adviser", application):
        raise PermissionDenied
    helping, _is_new = Help.objects.update_or_create(
        application=application,
        user=adviser,
        defaults={"ended_at": None},
        create_defaults={"let_in_at": clock.now()},
    )
    record("applications.let_in_adviser", application, by=by, adviser=adviser.pk)
    return helping


def side_of(application: Application, user: User) -> str:
    """Return the side that ``user`` sits on, or nothing."""
    return standing_of(user, application).side
