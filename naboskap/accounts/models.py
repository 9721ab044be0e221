import re
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from naboskap.core import clock
from naboskap.core.prepared import Prepared


class Role(models.TextChoices):
    """What the funder trusts a member of its own staff or bodies with.

    The value is stored and compared; only the label is ever translated.
    """

    CASE_OFFICER = "case_officer", _("Case officer")
    HEAD = "head", _("Head")
    DEPUTY = "deputy", _("Deputy head")
    BOARD_MEMBER = "board_member", _("Board member")
    COUNCIL_MEMBER = "council_member", _("Member of the expert council")
    FINANCE_PREPARER = "finance_preparer", _("Finance officer who prepares")
    FINANCE_RELEASER = "finance_releaser", _("Finance officer who releases")
    AUDITOR = "auditor", _("Auditor")
    EDITOR = "editor", _("Editor")
    ADMINISTRATOR = "administrator", _("Administrator")


# A role name of the demonstration, as its people are made: in Norwegian, and marked.
_ROLE_NAME = re.compile(r"^(?P<role>\D+?)(?P<number> \d+)? \(eksempel\)$")
_ROLE_NAMED = {
    "Saksbehandler": Role.CASE_OFFICER,
    "Leder": Role.HEAD,
    "Nestleder": Role.DEPUTY,
    "Styremedlem": Role.BOARD_MEMBER,
    "Revisor": Role.AUDITOR,
    "Redaktør": Role.EDITOR,
}


class UserManager(BaseUserManager["User"]):
    """People are found by their e-mail address, whatever its capitals."""

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        user = self.model(email=self.normalize_email(email).casefold(), **facts)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").casefold())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in, on either side of the border or in the secretariat.

    Groups, permissions and ``is_superuser`` are there for Wagtail's own admin alone; nobody
    gets anything from them in our rooms: ask ``may()``.
    """

    class Language(models.TextChoices):
        NB = "nb", "norsk"
        EN = "en", "English"
        RU = "ru", "русский"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=5, choices=Language, default=Language.NB)
    is_active = models.BooleanField(default=True)
    # A role name in a demonstration, marked on every screen; never a real person.
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_language_is_known", condition=Q(language__in=["nb", "en", "ru"])
            ),
            # Found by its address whatever its capitals, so kept without any.
            models.CheckConstraint(
                name="user_email_has_no_capitals", condition=Q(email=Lower("email"))
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def called(self) -> str:
        """What the person is called on a page in the language that is spoken now.

        The demonstration's role names are words, and are said in each language. A person's own
        name is never touched.
        """
        found = _ROLE_NAME.match(self.name) if self.is_demonstration else None
        role = _ROLE_NAMED.get(found["role"]) if found else None
        if found is None or role is None:
            return str(self)
        return f"{role.label}{found['number'] or ''} {_('(example)')}"

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles in force today, fetched once for this object (a request, an act)."""
        return frozenset(_ROLES.ask(user=self.pk, day=clock.today())) if self.pk else frozenset()

    @property
    def is_staff_member(self) -> bool:
        """Whether the person works for the secretariat or sits in one of its bodies today."""
        return bool(self.roles)

    @property
    def is_staff(self) -> bool:
        return bool(self.roles & {Role.EDITOR, Role.ADMINISTRATOR})


class RoleGrants(models.QuerySet["RoleGrant"]):
    def in_force(self, day: date) -> "RoleGrants":
        return self.filter(Q(to_date__isnull=True) | Q(to_date__gte=day), from_date__lte=day)


class RoleGrant(models.Model):
    """A role that a person has from one date to another (both days included)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    given_by_id = models.BigIntegerField(null=True)

    objects = RoleGrants.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="role_is_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="role_ends_after_it_begins",
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
            ),
        ]


_ROLES = Prepared(
    lambda *, user, day: (
        RoleGrant.objects.filter(user=user).in_force(day).values_list("role", flat=True)
    )
)


class Invitation(models.Model):
    """A one-time link by which a member of staff (or the first administrator) comes in.

    The link's token is never kept, only its digest. ``email`` is empty for the very first
    administrator, who is handed the link on the machine itself.
    """

    email = models.EmailField(blank=True)
    name = models.CharField(max_length=120, blank=True)
    roles = models.JSONField(default=list)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
