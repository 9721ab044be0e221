"""Where what a person has sent stands, over all their applications: one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from naboskap.applications.models import Application
from naboskap.assessments.models import Case
from naboskap.assessments.statuses import OPEN
from naboskap.cases.queries.listing import what_came_of_it
from naboskap.cases.queries.standing import Words
from naboskap.decisions.models import Decision

# As the pair reads it. What is asked of somebody stands among what waits for them.
OF_GRANT: dict[str, Words] = {
    "offered": _("Support is granted"),
    "accepted": _("Under way"),
    "declined": _("You said no to the grant"),
    "lapsed": _("The offer lapsed"),
    "lifted": _("Is decided anew"),
    "closed": _("Finished"),
}
REFUSED = _("Not granted")
ON_HOLD = _("On hold")


@dataclass(frozen=True, slots=True)
class Came:
    """What has come of an application: empty while it is not answered, with the day promised."""

    words: Words = ""
    answer_by: date | None = None


_ASKED = ("status", "held_at", "promised_by", "outcome", "grant_status")


def came_of(applications: Iterable[Application]) -> dict[int, Came]:
    """Return what has come of each application that has a case. What is on hold has no day."""
    cases = Case.objects.filter(application__in=list(applications)).annotate(**what_came_of_it())
    rows: Iterable[tuple[Any, ...]] = cases.values_list("application_id", *_ASKED)
    return {application: _came(*told) for application, *told in rows}


def _came(
    status: str,
    held_at: datetime | None,
    promised_by: date | None,
    outcome: str | None,
    grant: str | None,
) -> Came:
    if held_at is not None:
        return Came(ON_HOLD)
    if grant:
        return Came(OF_GRANT[grant])
    if outcome == Decision.Outcome.REFUSAL:
        return Came(REFUSED)
    return Came(answer_by=promised_by if status in OPEN else None)
