"""What the head sees at once: how many wait, what is late, when the board meets."""

from dataclasses import dataclass

from django.db.models import Count, Q

from naboskap.accounts.models import User
from naboskap.assessments.statuses import CaseStatus, Turn
from naboskap.cases.queries.seen import visible_to
from naboskap.core import clock


@dataclass(frozen=True, slots=True)
class Figures:
    """Open cases, and all that are on hold, counted in one statement."""

    open: int
    unassigned: int
    mine: int
    asked: int
    past_promise: int
    for_head: int
    for_board: int
    for_council: int
    held: int


def figures(user: User) -> Figures:
    """Count the open cases that ``user`` sees by what they wait for."""
    today = clock.today()

    def where(**facts: object) -> Count:
        return Count("pk", filter=Q(due_on__isnull=False, **facts))

    return Figures(
        **visible_to(user)
        .filter(Q(due_on__isnull=False) | Q(held_at__isnull=False))
        .aggregate(
            open=where(),
            unassigned=where(officer__isnull=True),
            mine=where(officer=user),
            asked=where(status=CaseStatus.ASKED),
            past_promise=where(promised_by__lt=today, held_at__isnull=True),
            for_head=where(turn=Turn.HEAD),
            for_board=where(turn=Turn.BOARD),
            for_council=where(turn=Turn.COUNCIL),
            held=Count("pk", filter=Q(held_at__isnull=False)),
        )
    )
