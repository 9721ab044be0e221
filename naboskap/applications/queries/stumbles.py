"""What is in the way of most who write, as figures that nobody can be seen behind."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Max, Sum

from naboskap.applications.models import Stumble
from naboskap.core import clock
from naboskap.core.errors import applies

FEWEST_SHOWN = 5  # Under it no figure is told.
LOOKED_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Stumbled:
    """One thing that was in the way ``count`` times in the last year, at one stage."""

    stage: str
    what: str
    rulebook: str
    name: str
    lesson: str
    count: int


def stumbles() -> list[Stumbled]:
    """Return what is most in the way, most often first; nothing that few have met (WEB-16)."""
    since = (clock.today() - LOOKED_BACK).replace(day=1)
    rows = (
        Stumble.objects.filter(month__gte=since)
        .values("stage", "what", "rulebook", "name")
        .annotate(in_all=Sum("count"), about=Max("lesson"))
        .order_by("-in_all", "what", "rulebook", "name")
    )
    return [
        Stumbled(
            row["stage"], row["what"], row["rulebook"], row["name"], row["about"], row["in_all"]
        )
        for row in rows
        if not applies("WEB-16", row["in_all"] < FEWEST_SHOWN)
    ]
