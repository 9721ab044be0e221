"""Which applications somebody may see, and who is on a side."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import (
    Exists,
    OuterRef,
    Q,
    QuerySet,
)

from naboskap.accounts.models import User
from naboskap.advice.models import Idea
from naboskap.applications import codes
from naboskap.applications.models import (
    Application,
    Comment,
    SeatInvitation,
    SeatPerson,
)
from naboskap.applications.rules import help_by
from naboskap.core import clock
from naboskap.core.prepared import Prepared
from naboskap.core.secretariat import secretariat
from naboskap.guidelines.models import Rulebook


def visible_to(user: Any) -> QuerySet[Application]:
    """Return what ``user`` may see: the same answer as ``view_application``, as a query.

    The pair's people, and an adviser who helps. Staff read through their cases.
    """
    return _seen_by(user.pk or 0, clock.today())


def joined_by(secret: str, user: Any) -> Application | None:
    """Return the application that an invitation was into, to whoever of ``user`` is in already."""
    invited = SeatInvitation.objects.filter(code_digest=codes.digest(secret))
    return visible_to(user).filter(pk__in=invited.values("seat__application")).first()


def _seen_by(user_pk: int, day: date) -> QuerySet[Application]:
    seated = SeatPerson.objects.filter(user_id=user_pk, left_at__isnull=True)
    return Application.objects.filter(
        Q(pk__in=seated.values("seat__application"))
        | Q(pk__in=help_by(user_pk, day).values("application"))
    ).select_related("programme__rulebook", "round", "sheet__version__form", "sheet__moved_from")


def _seen_with_key(user_pk: int, day: date, key: str) -> QuerySet[Application]:
    """Return what ``_seen_by`` does, of one application: asked of it, not of all that are seen.

    A database that keeps plans keeps this one for any person: it begins with the one key.
    """
    seated = SeatPerson.objects.filter(
        user_id=user_pk, left_at__isnull=True, seat__application=OuterRef("pk")
    )
    helped = help_by(user_pk, day).filter(application=OuterRef("pk"))
    return Application.objects.filter(Exists(seated) | Exists(helped), key=key)


_FOUND = Prepared(
    lambda *, user, day, key: (
        _seen_with_key(user, day, key)
        .select_related("programme__rulebook", "round", "sheet__version__form")
        .annotate(has_comments=Exists(Comment.objects.filter(application=OuterRef("pk"))))
    )
)


def find(user: Any, key: str) -> Application | None:
    """Return the application with ``key`` if ``user`` may see it."""
    found: Application | None = _FOUND.first(user=user.pk or 0, day=clock.today(), key=key)
    return found


_TO_SAVE = Prepared(
    lambda *, user, day, key: (
        _seen_with_key(user, day, key)
        .select_related("sheet__version")
        .only(
            "key",
            "sheet",
            "sheet__version",
            "sheet__version__digest",
            "sheet__version__published_at",
        )
    )
)


def find_to_save(user: Any, key: str) -> Application | None:
    """Return as ``find`` does, but no more of it than saving an answer asks for.

    What else is asked of it is fetched when it is asked.
    """
    found: Application | None = _TO_SAVE.first(user=user.pk or 0, day=clock.today(), key=key)
    return found


_RECEIVED = Prepared(
    lambda *, user, day, key: _seen_with_key(user, day, key).select_related("programme")
)


def find_received(user: Any, key: str) -> Application | None:
    """Return as ``find`` does, but no more of it than its receipt asks for."""
    found: Application | None = _RECEIVED.first(user=user.pk or 0, day=clock.today(), key=key)
    return found


def people_on(application: Application, side: str) -> list[User]:
    """Return who writes for a side now, whoever leads it first: for those who must reach them."""
    seated = SeatPerson.objects.filter(
        seat__application=application, seat__side=side, left_at__isnull=True
    )
    return [one.user for one in seated.select_related("user").order_by("-is_lead", "pk")]


def kept_until(application: Application) -> date:
    """Return the last day that a draft is kept open if nobody writes in it any more."""
    written = application.changed_at.astimezone(clock.OSLO).date()
    months = written.month - 1 + secretariat().drafts_kept_months
    year, month = written.year + months // 12, months % 12 + 1
    return date(year, month, min(written.day, monthrange(year, month)[1]))


def drafts_on(versions: Iterable[int]) -> QuerySet[Application]:
    """Return the drafts whose sheet answers to one of ``versions`` of a form: for moving them."""
    rows = Application.objects.filter(status="draft", sheet__version__in=list(versions))
    return rows.select_related("sheet__version__form")


def drafts_under(rulebook: Rulebook) -> QuerySet[Application]:
    """Return the drafts of the programmes that ``rulebook`` holds for: to count what it meets."""
    return Application.objects.filter(status="draft", programme__rulebook=rulebook)


def drafts_of(user: Any) -> QuerySet[Application]:
    """Return the drafts that ``user`` has a seat in, the last changed first."""
    return visible_to(user).filter(status="draft").order_by("-changed_at")


def earlier_of(user: Any) -> QuerySet[Application]:
    """Return what ``user`` has a seat in and may begin anew from, the last changed first."""
    seated = SeatPerson.objects.filter(user_id=user.pk or 0, left_at__isnull=True)
    return (
        Application.objects.filter(pk__in=seated.values("seat__application"))
        .select_related("programme", "sheet__version__form")
        .order_by("-changed_at")
    )


def has_a_draft(idea: Idea) -> bool:
    """Whether a draft was begun from an idea, by whoever had it or together with an adviser."""
    return Application.objects.filter(idea=idea).exists()
