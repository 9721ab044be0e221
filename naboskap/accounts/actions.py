"""What can be done with people, their addresses and their roles."""

import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from ipaddress import ip_address

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from naboskap.accounts import notices, queries
from naboskap.accounts.models import Invitation, Role, RoleGrant, User
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor, may
from naboskap.notifications.actions import Notice, Reader, tell

INVITATION_LASTS = timedelta(days=14)
INVITATION_PATH = "invitasjon"


@transaction.atomic
def write_to(address: str, language: str, notice: Notice, *, link: str, about: User) -> None:
    """Put one of this room's own mails in the outbox: an address, a language and a link."""
    tell(notice, to=Reader(address, language), facts={"link": link}, about=about)


@transaction.atomic
def register(user: User, *, password: str) -> User:
    """Save a person who has just registered. The address is confirmed afterwards, by mail.

    The person is nobody's member and has no role: they see what they write, and nothing else.
    """
    user.email = user.email.casefold()
    user.set_password(password)
    user.save()
    record("accounts.register", user, by=user)
    return user


@transaction.atomic
def add_person(
    email: str,
    name: str,
    *,
    password: str | None,
    by: Actor,
    language: str = "nb",
    is_demonstration: bool = False,
) -> User:
    """Add a person whose address is known to be theirs; if they are there already, find them."""
    if not may(by, "accounts.manage_roles"):
        raise PermissionDenied
    person = User.objects.filter(email=email.casefold()).first()
    if person is None:
        person = User.objects.create_user(
            email, password, name=name, language=language, is_demonstration=is_demonstration
        )
        record("accounts.add_person", person, by=by)
    elif password:
        person.set_password(password)
        person.save(update_fields=["password"])
    _take_as_confirmed(person)
    return person


def _take_as_confirmed(person: User) -> None:
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def edit_person(person: User, *, name: str, phone: str, language: str, by: Actor) -> User:
    """Change what a person has told about themself."""
    person = locked(person)
    if not may(by, "accounts.edit_person", person):
        raise PermissionDenied
    person.name, person.phone, person.language = name.strip(), phone.strip(), language
    person.save(update_fields=["name", "phone", "language"])
    record("accounts.edit_person", person, by=by)
    return person


@transaction.atomic
def set_language(person: User, language: str, *, by: Actor) -> User:
    """Write to and greet the person in ``language`` from now on."""
    person = locked(person)
    if not may(by, "accounts.edit_person", person):
        raise PermissionDenied
    person.language = language
    person.save(update_fields=["language"])
    return person


@transaction.atomic
def give_role(
    user: User, role: Role, from_date: date, to_date: date | None, *, by: Actor
) -> RoleGrant:
    """Trust a person with a role from one date to another, both included. They are told.

    ACC-1: not backwards in time. ACC-2: the last day is not before the first. ACC-3: not twice
    on the same day. ACC-4: nobody gives a role to themself.
    """
    user = locked(user)
    if not may(by, "accounts.manage_roles"):
        raise PermissionDenied
    require(
        "ACC-1",
        from_date >= clock.today(),
        _("A role begins today or later, so that nobody could have used it unseen."),
    )
    require(
        "ACC-2",
        to_date is None or to_date >= from_date,
        _("The last day comes before the first. Choose a later last day."),
    )
    overlapping = user.role_grants.filter(role=role).exclude(to_date__lt=from_date)
    if to_date is not None:
        overlapping = overlapping.exclude(from_date__gt=to_date)
    require(
        "ACC-3",
        not overlapping.exists(),
        _("The person already has this role in that time. End the first one before."),
    )
    require(
        "ACC-4",
        by.pk != user.pk,
        _("You cannot give a role to yourself. Ask another administrator."),
    )
    given_by = by.pk or None
    grant = RoleGrant.objects.create(
        user=user, role=role, from_date=from_date, to_date=to_date, given_by_id=given_by
    )
    record(
        "accounts.give_role",
        user,
        by=by,
        role=role,
        from_date=from_date.isoformat(),
        to_date=to_date.isoformat() if to_date else None,
    )
    _tell_of_roles(user)
    return grant


@transaction.atomic
def end_role(grant: RoleGrant, *, last_day: date, by: Actor) -> RoleGrant:
    """Let a role end after ``last_day``. A role that has not begun is taken away. They are told.

    ACC-5: not longer than it was given for, and not ended in the past. ACC-6: somebody must be
    left who can give roles.
    """
    grant = locked(grant)
    if not may(by, "accounts.manage_roles"):
        raise PermissionDenied
    today = clock.today()
    yesterday = today - timedelta(days=1)
    require(
        "ACC-5",
        last_day >= yesterday and (grant.to_date is None or last_day <= grant.to_date),
        _("A role can end yesterday at the earliest, and not later than it was given for."),
    )
    others = RoleGrant.objects.filter(
        role=Role.ADMINISTRATOR, to_date__isnull=True, from_date__lte=today, user__is_active=True
    ).exclude(pk=grant.pk)
    require(
        "ACC-6",
        grant.role != Role.ADMINISTRATOR or others.exists(),
        _("This is the last administrator. Give somebody else the role first."),
    )
    user = grant.user
    record("accounts.end_role", user, by=by, role=grant.role, last_day=last_day.isoformat())
    if last_day < grant.from_date:
        grant.delete()
    else:
        grant.to_date = last_day
        grant.save(update_fields=["to_date"])
    _tell_of_roles(user)
    return grant


def _tell_of_roles(user: User) -> None:
    reader = Reader(user.email, user.language)
    tell(
        notices.ROLES_CHANGED,
        to=reader,
        facts={"link": link_to("logg-inn", user.language)},
        about=user,
    )


def link_to(path: str, language: str) -> str:
    """Return a whole address of ours, in the reader's language."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"{language}/"
    return f"{settings.SITE_URL}/{prefix}{path}/"


@transaction.atomic
def invite_staff(
    email: str, name: str, roles: Iterable[Role], *, by: Actor, language: str = "nb"
) -> str:
    """Invite somebody to the staff or a body, with a link that works once. Return its token.

    The roles begin on the day they accept. ACC-7: an invitation names at least one role.
    """
    if not may(by, "accounts.manage_roles"):
        raise PermissionDenied
    chosen = sorted(Role(role) for role in roles)
    require("ACC-7", chosen, _("Choose at least one role."))
    token, invitation = _new_invitation(email.casefold(), name, chosen, by=by)
    tell(
        notices.INVITED,
        to=Reader(invitation.email, language),
        facts={"link": link_to(f"{INVITATION_PATH}/{token}", language)},
        about=invitation,
    )
    return token


@transaction.atomic
def first_invitation() -> str:
    """Return the token of a one-time link for the first administrator (``--empty``)."""
    token, _invitation = _new_invitation("", "", [Role.ADMINISTRATOR], by=SYSTEM)
    return token


def _new_invitation(
    email: str, name: str, roles: list[Role], *, by: Actor
) -> tuple[str, Invitation]:
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        roles=roles,
        token_digest=queries.digest_of(token),
        invited_by_id=by.pk or None,
        expires_at=clock.now() + INVITATION_LASTS,
    )
    record("accounts.invite_staff", invitation, by=by, roles=roles)
    return token, invitation


@transaction.atomic
def accept_invitation(token: str, *, name: str, password: str, email: str = "") -> User:
    """Come in by an invitation: an account with a confirmed address, and the roles, from today.

    Whoever has an account keeps it, with its own name and password. The first administrator
    gives the address. ACC-8: the link works once, and for two weeks. ACC-9: the first
    administrator comes with an address that nobody has registered.
    """
    invitation = (
        Invitation.objects.select_for_update()
        .filter(token_digest=queries.digest_of(token))
        .first()
    )
    open_still = (
        invitation is not None
        and invitation.used_at is None
        and invitation.expires_at > clock.now()
    )
    require(
        "ACC-8",
        open_still,
        _("This link has been used, or is too old. Ask for a new invitation."),
    )
    assert invitation is not None
    address = invitation.email or email.casefold()
    user = User.objects.filter(email=address).first()
    require(
        "ACC-9",
        invitation.email or user is None,
        _("This address has an account already. Sign in with it, or use another address."),
    )
    if user is None:
        language = translation.get_language() or settings.LANGUAGE_CODE
        user = User.objects.create_user(address, password, name=name.strip(), language=language)
    _take_as_confirmed(user)
    invitation.used_at = clock.now()
    invitation.save(update_fields=["used_at"])
    today = clock.today()
    held = set(user.role_grants.in_force(today).values_list("role", flat=True))
    for role in invitation.roles:
        if role not in held:
            RoleGrant.objects.create(
                user=user, role=role, from_date=today, given_by_id=invitation.invited_by_id
            )
    record("accounts.accept_invitation", user, by=user, roles=invitation.roles)
    return user


@transaction.atomic
def take_second_factor_away(user: User, *, by: Actor) -> None:
    """Let a person who has lost their codes begin again: they set up a new app at sign-in."""
    if not may(by, "accounts.manage_roles"):
        raise PermissionDenied
    Authenticator.objects.filter(user=user).delete()
    record("accounts.take_second_factor_away", user, by=by)
    write_to(
        user.email,
        user.language,
        notices.SECOND_FACTOR_CHANGED,
        link=link_to("totrinn", user.language),
        about=user,
    )


def check_place_of_sign_in(user: User, *, machine: str, is_forwarded: bool) -> None:
    """Hold ACC-10: a demonstration person signs in on the machine that the server runs on.

    ``machine`` is the address the request came from; ``is_forwarded`` tells that a proxy stands
    between, so that the address says nothing about where the person sits.
    """
    require(
        "ACC-10",
        not user.is_demonstration or (ip_address(machine).is_loopback and not is_forwarded),
        _("Demonstration people sign in on the machine itself, and not over the network."),
    )


@transaction.atomic
def note_sign_in(user: User) -> None:
    """Write down that the person came in."""
    record("accounts.sign_in", user, by=user)


@transaction.atomic
def set_password(user: User, password: str) -> None:
    """Give a person the password they have chosen. They are told by mail, by the caller."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record("accounts.set_password", user, by=user)
