"""Who does what on a side: the lead says who writes, hands the lead over, and people leave."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.applications.models import Application, Seat, SeatPerson
from naboskap.applications.notices import (
    LEAD_OFFERED,
    LEFT,
    NEW_LEAD,
    ROLE_CHANGED,
    tell_pair,
    tell_person,
)
from naboskap.applications.statuses import ApplicationStatus
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may


def _led_by(person: SeatPerson, by: User) -> SeatPerson:
    """Take the application, for the lead of the person's side. APP-37: who still sits there."""
    application = locked(person.seat.application)
    person = SeatPerson.objects.select_related("seat__application", "user").get(pk=person.pk)
    if not may(by, "applications.lead_seat", person.seat):
        raise PermissionDenied
    require("APP-37", person.left_at is None, _("This person has left the application."))
    person.seat.application = application
    return person


@transaction.atomic
def set_may_write(person: SeatPerson, *, may_write: bool, by: User) -> SeatPerson:
    """Let somebody of one's own side write, or read only; they are told.

    Rule APP-37: who still sits there, and does not lead: whoever leads a side writes.
    """
    person = _led_by(person, by)
    require(
        "APP-37",
        may_write or not person.is_lead,
        _("Whoever leads a side writes. Hand the lead over first."),
    )
    if person.may_write == may_write:
        return person
    person.may_write = may_write
    person.save(update_fields=["may_write"])
    application = person.seat.application
    record(
        "applications.set_may_write",
        application,
        by=by,
        side=person.seat.side,
        person=person.user_id,
        may_write=may_write,
    )
    tell_person(ROLE_CHANGED, application, person.user, facts={"may_write": may_write})
    return person


@transaction.atomic
def offer_lead(person: SeatPerson, *, by: User) -> SeatPerson:
    """Ask somebody of one's own side to lead it. Nothing changes before they say yes.

    One is asked at a time: a new question takes the place of the one before. Rule APP-37.
    """
    person = _led_by(person, by)
    require("APP-38", not person.is_lead, _("You lead this side already."))
    SeatPerson.objects.filter(seat=person.seat_id).update(lead_offered_at=None)
    person.lead_offered_at = clock.now()
    person.save(update_fields=["lead_offered_at"])
    application = person.seat.application
    record(
        "applications.offer_lead",
        application,
        by=by,
        side=person.seat.side,
        person=person.user_id,
    )
    tell_person(LEAD_OFFERED, application, person.user)
    return person


@transaction.atomic
def take_back_lead_offer(person: SeatPerson, *, by: User) -> None:
    """Go on leading after all. Rule APP-37."""
    person = _led_by(person, by)
    if person.lead_offered_at is not None:
        _end_offer(person)
        record(
            "applications.take_back_lead_offer",
            person.seat.application,
            by=by,
            side=person.seat.side,
            person=person.user_id,
        )


def _end_offer(person: SeatPerson) -> None:
    person.lead_offered_at = None
    person.save(update_fields=["lead_offered_at"])


@transaction.atomic
def answer_lead_offer(application: Application, *, accepts: bool, by: User) -> SeatPerson:
    """Say yes or no to leading one's side. A yes is in force at once, and the pair is told.

    Rule APP-38: the offer still stands.
    """
    application = locked(application)
    person = _seat_of(application, by)
    require(
        "APP-38",
        person.lead_offered_at,
        _("You are not asked to lead this side any more."),
    )
    _end_offer(person)
    if not accepts:
        record("applications.decline_lead", application, by=by, side=person.seat.side)
        return person
    _let_lead(person)
    record("applications.take_lead", application, by=by, side=person.seat.side)
    tell_pair(NEW_LEAD, application, but_not=by)
    return person


def _seat_of(application: Application, user: User) -> SeatPerson:
    person = (
        SeatPerson.objects.filter(seat__application=application, user=user, left_at__isnull=True)
        .select_related("seat", "user")
        .first()
    )
    if person is None or not may(user, "applications.sit_on_seat", person.seat):
        raise PermissionDenied
    return person


def _let_lead(person: SeatPerson) -> None:
    """Make the person the one lead of the side; whoever led it writes along.

    Letters to the side are written in the language of whoever leads it.
    """
    SeatPerson.objects.filter(seat=person.seat_id, is_lead=True).update(is_lead=False)
    person.is_lead, person.may_write = True, True
    person.save(update_fields=["is_lead", "may_write"])
    Seat.objects.filter(pk=person.seat_id).update(language=person.user.language)


@transaction.atomic
def leave_seat(application: Application, *, by: User, successor: SeatPerson | None = None) -> None:
    """Leave a draft. The seat, its words and its history stay; another may be asked in.

    A lead who leaves others behind says who leads after them (APP-39): a side with people in it
    is never without a lead.
    """
    application = locked(application)
    person = _seat_of(application, by)
    require(
        "APP-5",
        application.status == ApplicationStatus.DRAFT,
        _("This has been sent, and cannot be changed now."),
    )
    others = SeatPerson.objects.filter(seat=person.seat_id, left_at__isnull=True).exclude(
        pk=person.pk
    )
    following = (
        others.filter(pk=successor.pk).select_related("user").first() if successor else None
    )
    require(
        "APP-39",
        following or not person.is_lead or not others.exists(),
        _("Choose who leads your side after you."),
    )
    led = person.is_lead
    person.left_at, person.is_lead, person.lead_offered_at = clock.now(), False, None
    person.save(update_fields=["left_at", "is_lead", "lead_offered_at"])
    record("applications.leave", application, by=by, side=person.seat.side)
    tell_pair(LEFT, application, but_not=by)
    if led and following is not None:
        SeatPerson.objects.filter(seat=person.seat_id).update(lead_offered_at=None)
        following.lead_offered_at = None
        _let_lead(following)
        record(
            "applications.pass_lead_on",
            application,
            by=by,
            side=person.seat.side,
            person=following.user_id,
        )
        tell_person(NEW_LEAD, application, following.user, facts={"is_you": True})
