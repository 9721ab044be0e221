"""What each side says of itself: who it is, how it is shown; and what a person was told."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.applications.actions.starting import check_organisation
from naboskap.applications.actions.writing import check_revision, opened, save_part
from naboskap.applications.models import Application, Seat, SeatPerson
from naboskap.applications.rules import standing_of
from naboskap.applications.statuses import ApplicationStatus
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.core.secretariat import secretariat
from naboskap.core.words import is_latin
from naboskap.disclosure.actions import protect_names, set_wish
from naboskap.disclosure.masking import Name
from naboskap.disclosure.models import Level, ProtectedName
from naboskap.organisations.models import Organisation, Place


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
    if seat.described_as != described_as and seat.organisation_id is None:
        seat.latin_name = ""  # It was another name's.
    for name, value in facts.items():
        setattr(seat, name, value)
    seat.save(update_fields=[*facts, "latin_name"])
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
    if seat.organisation_id != organisation.pk:
        seat.latin_name = ""  # It was another name's.
    seat.organisation = organisation
    seat.save(update_fields=["organisation", "latin_name"])
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


@transaction.atomic
def set_names(
    seat: Seat, *, side_name: str, own_name: str, letters_in: str, by: User
) -> SeatPerson:
    """Choose how one's side and oneself are written in Latin letters, and the side's letters.

    Who reads Russian reads a name as it is; the others read this one form, in pages and letters.
    ``letters_in`` is the language of the letters to the side. Rules: APP-5 (a draft), APP-43
    (Latin letters).
    """
    application = locked(seat.application)
    if not may(by, "applications.speak_for_seat", seat):
        raise PermissionDenied
    require(
        "APP-5",
        application.status == ApplicationStatus.DRAFT,
        _("This has been sent, and cannot be changed now."),
    )
    side_name, own_name = side_name.strip(), own_name.strip()
    require(
        "APP-43",
        is_latin(side_name) and is_latin(own_name),
        _("Write it with Latin letters only."),
    )
    seat = Seat.objects.select_related("organisation").get(pk=seat.pk)
    person = SeatPerson.objects.get(seat=seat, user=by, left_at__isnull=True)
    seat.latin_name, seat.language = side_name, User.Language(letters_in)
    seat.save(update_fields=["latin_name", "language"])
    person.latin_name = own_name
    person.save(update_fields=["latin_name"])
    record("applications.set_names", application, by=by, side=seat.side, language=letters_in)
    protect_side(seat, by=by)
    return person


def protect_side(seat: Seat, *, by: Actor) -> None:
    """Let no text for outsiders hold a name of this side's people, nor of a shielded side.

    Nor of whoever sat there before.
    """
    names = [
        Name(text, ProtectedName.Kind.PERSON)
        for both in seat.people.values_list("user__name", "latin_name")
        for text in both
        if text
    ]
    if secretariat().sides[seat.side].is_protected:
        former = seat.former.values_list("organisation__name", "described_as")
        called = {
            seat.organisation.name if seat.organisation else "",
            seat.described_as,
            seat.latin_name,
            *(text for names_then in former for text in names_then),
        }
        names += [
            Name(text, ProtectedName.Kind.ORGANISATION) for text in sorted(filter(None, called))
        ]
    protect_names(seat.party_key, names, by=by)


def side_of(application: Application, user: User) -> str:
    """Return the side that ``user`` sits on, or nothing."""
    return standing_of(user, application).side
