"""A case's holds as they are read: why, by which paragraph, since when, and whom one may call."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from naboskap.accounts.queries import names_of
from naboskap.advice.models import Adviser
from naboskap.assessments.models import Case, Hold
from naboskap.assessments.queries import adviser_of, ground_of
from naboskap.decisions.queries import complains_until
from naboskap.letters.kinds import Paragraph


@dataclass(frozen=True, slots=True)
class Held:
    """One hold in words, in the active language. ``ended_at`` is None while it lasts."""

    begun_at: datetime
    begun_by: str  # For the office; the pair gets no name.
    reason: str
    ground: Paragraph | None
    adviser: Adviser | None
    ended_at: datetime | None
    ended_by: str
    because: str
    days: int | None
    complain_by: date | None = None  # Of what was decided: that time runs all the same.


def hold_now(case: Case, side: str = "a") -> Held | None:
    """Return the hold that a case is on as one side reads it; nothing is asked where it is not."""
    if case.held_at is None:
        return None
    hold = Hold.objects.filter(case=case, ended_at__isnull=True).select_related("version").first()
    if hold is None:
        return None
    return replace(_worded(hold, case, side), complain_by=complains_until(case, side))


def holds_of(case: Case) -> list[Held]:
    """Return every hold that a case has been on, newest first, for the office."""
    holds = list(Hold.objects.filter(case=case).select_related("version").order_by("-pk"))
    names = names_of(pk for hold in holds for pk in (hold.begun_by_id, hold.ended_by_id))
    return [_worded(hold, case, "a", names) for hold in holds]


def _worded(hold: Hold, case: Case, side: str, names: dict[int, str] | None = None) -> Held:
    named = names or {}
    return Held(
        begun_at=hold.begun_at,
        begun_by=named.get(hold.begun_by_id, ""),
        reason=hold.reason_for(side),
        ground=ground_of(hold.version, hold.clause, hold.finding, case.application)
        if hold.version
        else None,
        adviser=adviser_of(case),
        ended_at=hold.ended_at,
        ended_by=named.get(hold.ended_by_id or 0, ""),
        because=hold.ending_for(side),
        days=hold.days,
    )
