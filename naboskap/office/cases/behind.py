"""Who stands behind what was sent: how each side confirmed it, or that it is awaited."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from naboskap.applications.models import Confirmation, Snapshot
from naboskap.applications.queries import behind_newest
from naboskap.applications.statuses import ApplicationStatus
from naboskap.assessments.models import Case
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.office.cases.words import WAYS


@dataclass(frozen=True, slots=True)
class Behind:
    """How a side stands to the text that was sent: it has confirmed it, or is awaited."""

    side: str
    called: str
    language: str
    words: str
    at: datetime | None
    is_awaited: bool


def behind_of(case: Case, snapshot: Snapshot) -> list[Behind]:
    """Return both sides' word on the newest text: one statement. Nobody there, nothing awaited."""
    said = {each.seat.side: each for each in behind_newest(case.application)}
    is_open = case.is_open and case.application.status in {
        ApplicationStatus.SUBMITTED,
        ApplicationStatus.CONFIRMED,
    }
    told = []
    for side, named in secretariat().sides.items():
        content = snapshot.content.get("sides", {}).get(side) or {}
        one = said.get(side)
        if one is not None:
            words = WAYS[one.way]
            if one.way == Confirmation.Way.CALL:
                words = _("in a call with %(who)s") % {"who": one.said_by}
        else:
            words = _("has not confirmed")
        told.append(
            Behind(
                side=side,
                called=in_language(named.name),
                language=one.language if one else content.get("language", ""),
                words=str(words),
                at=(one.spoken_at or one.confirmed_at) if one else None,
                is_awaited=is_open and one is None and bool(content.get("name")),
            )
        )
    return told
