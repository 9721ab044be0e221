"""Which cases a member of staff sees and reads: what the permissions say, as queries."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from naboskap.accounts.models import Role, User
from naboskap.assessments.models import Case
from naboskap.assessments.queries import text_open_to
from naboskap.decisions.models import Decision
from naboskap.decisions.queries import OFFICE
from naboskap.decisions.route import Level
from naboskap.decisions.statuses import DecisionStatus


def visible_to(user: User) -> QuerySet[Case]:
    """Return the cases whose row ``user`` sees: the same answer as ``view_case``."""
    return visible_with(user.roles)


def visible_with(roles: frozenset[str]) -> QuerySet[Case]:
    """Return the cases whose row is seen by whoever has these roles."""
    if roles & OFFICE:
        return Case.objects.all()
    seen = Q(pk__in=[])
    if Role.BOARD_MEMBER in roles:
        taken_up = Decision.objects.filter(case=OuterRef("pk"), level=Level.BOARD)
        seen |= Q(Exists(taken_up.exclude(status=DecisionStatus.RETURNED)))
    if Role.COUNCIL_MEMBER in roles:
        seen |= Q(programme__council_advises=True)
    return Case.objects.filter(seen)


def readable_by(user: User) -> QuerySet[Case]:
    """Return the cases whose text ``user`` reads: the same answer as ``read_case``."""
    if Role.AUDITOR in user.roles:
        return Case.objects.all()
    return visible_to(user).filter(pk__in=text_open_to(user).values("pk"))
