"""The papers of what was sent, with what became of them since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from naboskap.applications.papers import AWAITED, KINDS, STATES, WAIVED
from naboskap.cases.queries import Event
from naboskap.core import clock
from naboskap.office.cases.words import Words

# What can become of a paper that was promised.
SINCE = {
    "applications.hand_in",
    "applications.postpone_attachment",
    "applications.waive_attachment",
}


@dataclass(frozen=True, slots=True)
class SentPaper:
    """A paper as it was sent, or as it came later; ``is_awaited`` while it has not."""

    words: str
    state: Words
    note: str
    due_on: date | None
    is_here: bool
    is_awaited: bool
    is_late: bool


def papers_of(content: Mapping[str, Any], trail: Iterable[Event]) -> list[SentPaper]:
    """Return the papers of what was sent, with what became of them since: no statement.

    ``trail`` has the last first: what was said last of a paper is what holds.
    """
    since: dict[int, Event] = {}
    for event in trail:
        if event.action in SINCE:
            since.setdefault(event.data["place"], event)
    return [
        _paper(each, since.get(place)) for place, each in enumerate(content.get("attachments", []))
    ]


def _paper(sent: Mapping[str, Any], since: Event | None) -> SentPaper:
    action = since.action.removeprefix("applications.") if since else ""
    state = "here" if action == "hand_in" else sent["state"]
    is_awaited = state in AWAITED and action != "waive_attachment"
    told = since.data["due_on"] if since and action == "postpone_attachment" else sent["due_on"]
    due_on = date.fromisoformat(told) if told and is_awaited else None
    return SentPaper(
        words=sent["called"] or str(KINDS[sent["kind"]].words),
        state=WAIVED if action == "waive_attachment" else STATES[state],
        note=sent["note"] if state == sent["state"] else "",
        due_on=due_on,
        is_here=state == "here",
        is_awaited=is_awaited,
        is_late=due_on is not None and due_on < clock.today(),
    )
