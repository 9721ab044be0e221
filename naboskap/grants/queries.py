"""Read grants, always for somebody."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum

from naboskap.accounts.models import Role, User
from naboskap.applications.models import Application, SeatPerson, Snapshot
from naboskap.decisions.models import Decision
from naboskap.grants.models import Grant, Source
from naboskap.grants.statuses import GrantStatus
from naboskap.grants.terms import Ceiling, ceiling
from naboskap.guidelines.models import Clause
from naboskap.ledger.models import Giver

STAFF = frozenset(
    {
        Role.CASE_OFFICER,
        Role.HEAD,
        Role.DEPUTY,
        Role.FINANCE_PREPARER,
        Role.FINANCE_RELEASER,
        Role.BOARD_MEMBER,
        Role.AUDITOR,
    }
)


def _everything() -> QuerySet[Grant]:
    return Grant.objects.select_related(
        "decision__case__case_file", "decision__case__application__programme", "recipient"
    )


def visible_to(user: User) -> QuerySet[Grant]:
    """Return the grants that ``user`` may see: the same answer as ``view_grant``."""
    if user.roles & STAFF:
        return _everything()
    mine = SeatPerson.objects.filter(
        user=user,
        left_at__isnull=True,
        seat__application=OuterRef("decision__case__application"),
    )
    return _everything().filter(Exists(mine))


def grant_of(decision: Decision) -> Grant | None:
    """Return what a decision awarded, once it has."""
    return Grant.objects.filter(decision=decision).first()


def unanswered(day: date) -> QuerySet[Grant]:
    """Return the offers whose last day for an answer was before ``day``."""
    return Grant.objects.filter(status=GrantStatus.OFFERED, accept_by__lt=day).order_by("pk")


def planned_cost(application: Application) -> int:
    """Return what the pair planned that everything would cost, in øre."""
    return application.budget_lines.aggregate(sum=Sum("amount"))["sum"] or 0


def ceiling_for(application: Application) -> Ceiling:
    """Return the ceiling of the guidelines that the application was sent under."""
    sent = Snapshot.objects.filter(application=application).order_by("-number").first()
    clause = (
        Clause.objects.filter(version=sent.guideline_version_id, kind="share_ceiling").first()
        if sent
        else None
    )
    return ceiling(
        clause.parameters if clause else None,
        theme=application.theme,
        total=planned_cost(application),
    )


def grants_by_giver(givers: Iterable[Giver]) -> QuerySet[Source]:
    """Return what came from these givers' pots, grant by grant, in the order of their awards."""
    return (
        Source.objects.filter(pot__giver__in=list(givers))
        .select_related(
            "pot", "grant__decision__case__case_file", "grant__decision__case__programme"
        )
        .order_by("grant_id", "pk")
    )


def sources_of(grant: Grant) -> list[Any]:
    """Return where a grant's money comes from, with the pots."""
    return list(grant.sources.select_related("pot__giver").order_by("pk"))
