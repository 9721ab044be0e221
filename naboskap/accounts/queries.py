"""Read people and their roles."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from naboskap.accounts.models import Invitation, Role, RoleGrant, User
from naboskap.core import clock
from naboskap.core.permissions import Actor, may


def visible_to(user: Actor) -> QuerySet[User]:
    """Return the people whose page ``user`` may open: all for an administrator, else oneself."""
    if may(user, "accounts.manage_roles"):
        return User.objects.all()
    return User.objects.filter(pk=user.pk)


def staff(user: Actor) -> QuerySet[User]:
    """Return everybody who has, had or will have a role, as far as ``user`` may see them."""
    return (
        visible_to(user)
        .filter(Q(role_grants__isnull=False))
        .distinct()
        .order_by("name", "email")
        .prefetch_related(
            Prefetch("role_grants", RoleGrant.objects.order_by("-from_date", "role"))
        )
    )


def people_with(*roles: Role, day: date | None = None) -> QuerySet[User]:
    """Return the people who have any of ``roles`` on ``day`` (by default today)."""
    grants = RoleGrant.objects.in_force(day or clock.today()).filter(role__in=roles)
    return User.objects.filter(pk__in=grants.values("user_id"), is_active=True).order_by(
        "name", "pk"
    )


def readers_of(
    *roles: Role, proposed_by: int | None, writers: QuerySet[Any, Any]
) -> QuerySet[User]:
    """Return the people with ``roles`` who have neither proposed a text nor written in it."""
    return people_with(*roles).exclude(pk=proposed_by or 0).exclude(pk__in=writers)


def names_of(pks: Iterable[int | None]) -> dict[int, str]:
    """Return names by number, for pages that show who did something."""
    found = User.objects.filter(pk__in={pk for pk in pks if pk})
    return {user.pk: str(user) for user in found}


def has_second_factor(user: User) -> bool:
    """Say whether the person has set up codes from an app."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    return bool(found.exists())


def needs_second_factor(user: User) -> bool:
    """Say whether the person must have a second factor: everybody with a role in force.

    Demonstration people are let off in a demonstration: they sign in from this machine only.
    """
    if settings.DEMONSTRATION and user.is_demonstration:
        return False
    return user.is_staff_member


def digest_of(token: str) -> str:
    """Return what is kept of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_invitation(token: str) -> Invitation | None:
    """Return the invitation that ``token`` opens, unless it is used or too old."""
    return Invitation.objects.filter(
        token_digest=digest_of(token), used_at__isnull=True, expires_at__gt=clock.now()
    ).first()


def open_invitations(user: Actor) -> QuerySet[Invitation]:
    """Return what an administrator has sent and nobody has used yet."""
    if not may(user, "accounts.manage_roles"):
        return Invitation.objects.none()
    return Invitation.objects.filter(used_at__isnull=True, expires_at__gt=clock.now()).order_by(
        "-pk"
    )
