"""Read organisations, who speaks for them, where they are, and what they owe."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from naboskap.accounts.models import Role, User
from naboskap.core import clock
from naboskap.core.permissions import Actor
from naboskap.core.secretariat import Side, secretariat
from naboskap.organisations.models import (
    BankAccount,
    Membership,
    Obligation,
    Organisation,
    Place,
)
from naboskap.organisations.rules import organisations_of

OFFICE = {
    Role.CASE_OFFICER,
    Role.HEAD,
    Role.DEPUTY,
    Role.FINANCE_PREPARER,
    Role.FINANCE_RELEASER,
    Role.AUDITOR,
}
SETTLERS = {Role.CASE_OFFICER, Role.HEAD, Role.DEPUTY}
ACTIVE = Membership.Standing.ACTIVE


def _roles(user: Actor) -> frozenset[str]:
    return frozenset(getattr(user, "roles", ()))


def visible_to(user: Actor) -> QuerySet[Organisation]:
    """Return the organisations that ``user`` may see: their own; the office sees all."""
    if _roles(user) & OFFICE:
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=organisations_of(user))


def spoken_for_by(user: Actor) -> QuerySet[Organisation]:
    """Return the organisations that ``user`` speaks for, by name."""
    return (
        Organisation.objects.filter(pk__in=organisations_of(user))
        .select_related("place")
        .order_by("name", "pk")
    )


def speaks_for(user: Actor, organisation_id: int) -> bool:
    """Say whether ``user`` speaks for the organisation."""
    return organisation_id in organisations_of(user)


def memberships_of(user: Actor) -> QuerySet[Membership]:
    """Return what ``user`` has asked for or been let into, newest first."""
    return (
        Membership.objects.filter(user_id=user.pk)
        .exclude(standing=Membership.Standing.ENDED)
        .select_related("organisation__place")
        .order_by("-pk")
    )


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Return who speaks for the organisation."""
    return (
        organisation.memberships.filter(standing=ACTIVE, user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )


def memberships_to_settle(user: Actor) -> QuerySet[Membership]:
    """Return the requests to join that ``user`` may answer, oldest first."""
    waiting = (
        Membership.objects.filter(standing=Membership.Standing.ASKED)
        .exclude(user_id=user.pk)
        .select_related("user", "organisation__place")
        .order_by("asked_at", "pk")
    )
    if _roles(user) & SETTLERS:
        return waiting
    return waiting.filter(organisation_id__in=organisations_of(user))


def registered(country: str, number: str) -> Organisation | None:
    """Return the organisation that has this number here, if any."""
    return Organisation.objects.filter(country=country, number=number).exclude(number="").first()


def account_in_force(organisation: Organisation) -> BankAccount | None:
    """Return the account to pay to, or None while there is none that holds."""
    return organisation.bank_accounts.filter(
        confirmed_at__isnull=False, ended_at__isnull=True
    ).first()


def account_proposed(organisation: Organisation) -> BankAccount | None:
    """Return the account that waits for a second person, if any."""
    return organisation.bank_accounts.filter(
        confirmed_at__isnull=True, ended_at__isnull=True
    ).first()


def accounts_to_confirm(user: Actor) -> QuerySet[BankAccount]:
    """Return the changed accounts that ``user`` may confirm as the second person."""
    waiting = (
        BankAccount.objects.filter(confirmed_at__isnull=True, ended_at__isnull=True)
        .exclude(proposed_by_id=user.pk)
        .select_related("organisation")
        .order_by("proposed_at", "pk")
    )
    if Role.FINANCE_PREPARER in _roles(user):
        return waiting
    return waiting.filter(organisation_id__in=organisations_of(user))


def open_obligations(organisation_id: int) -> QuerySet[Obligation]:
    """Return what the organisation still owes, the longest overdue first."""
    return Obligation.objects.filter(
        organisation_id=organisation_id, settled_on__isnull=True
    ).order_by("due_on", "pk")


def overdue_obligations(organisation_id: int) -> QuerySet[Obligation]:
    """Return what the organisation should have delivered by now: it bars a new application."""
    return open_obligations(organisation_id).filter(due_on__lt=clock.today())


def places_on(day: date, side: str | None = None) -> QuerySet[Place]:
    """Return the places that exist on ``day``, those of ``side`` ("a", "b") or all."""
    found = Place.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
    ).order_by("country", "code")
    return found if side is None else found.filter(side=side)


def place_by_code(code: str, day: date | None = None) -> Place | None:
    """Return the place of a code: the one that exists on ``day``, else the latest there was."""
    day = day or clock.today()
    return (
        places_on(day).filter(code=code).first()
        or Place.objects.filter(code=code).order_by("-valid_from").first()
    )


def side_of(country: str) -> Side | None:
    """Return the side whose own country this is, or None for a third country."""
    return next((side for side in secretariat().sides.values() if side.country == country), None)


def people_who_speak_for(organisation: Organisation) -> QuerySet[User]:
    """Return the people to tell when something happens to the organisation."""
    active = Membership.objects.filter(
        organisation=organisation, user_id=OuterRef("pk"), standing=ACTIVE
    )
    return User.objects.filter(Exists(active), is_active=True).order_by("pk")
