"""Whose turn several drafts are, as far as a list of them can tell without opening each."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from naboskap.applications.models import Application, ParticipantGroup, Seat, SeatPerson
from naboskap.questionnaires.queries import everything_in


def with_people_counted(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Let each application know whether any number of people is written in it."""
    groups = ParticipantGroup.objects.filter(application=OuterRef("pk"), number__gt=0)
    return applications.annotate(are_people_counted=Exists(groups))


def turn_at_a_glance(
    draft: Application, seated: Sequence[SeatPerson], user: Any
) -> tuple[str, tuple[str, ...]]:
    """Say whose turn a draft is to ``user``: "yours" or "others", and for what (``turns.WORDS``).

    It says no more than ``turns.turns_of`` does, and nothing where the draft itself must be read
    to know: the first part is empty then, and for whoever only reads or sits on no side. The draft
    was fetched ``with_people_counted``; ``seated`` are those who sit on its sides now.
    """
    me = next((one for one in seated if one.user_id == user.pk), None)
    if me is None or not me.may_write:
        return "", ()
    seats = {one.seat.side: one.seat for one in seated}
    began = next((one.seat.side for one in seated if one.user_id == draft.started_by_id), "a")
    first = began if began in seats else min(seats)
    lacks = {side: _lacks(draft, seat, seats) for side, seat in seats.items()}
    own = me.seat.side
    if lacks[own]:
        return "yours", lacks[own]
    if any(lacks.values()):
        return ("", ()) if own == first else ("others", _others(lacks, own))
    return ("yours" if own == first else "others"), ("go_on",)


def _others(lacks: dict[str, tuple[str, ...]], own: str) -> tuple[str, ...]:
    return next(codes for side, codes in lacks.items() if side != own and codes)


def _lacks(draft: Application, seat: Seat, seats: Iterable[str]) -> tuple[str, ...]:
    """Return what a side has to say of itself: who it is, and how many of it take part."""
    roles = {one.role for one in everything_in(draft.sheet.version) if one.is_built_in}
    needs_partner = draft.programme.needs_partner
    is_named = bool(seat.organisation_id or (seat.side == "b" and seat.described_as))
    is_asked = not roles or "pair" in roles
    found = ["who"] if is_asked and not is_named and (seat.side == "a" or needs_partner) else []
    are_asked = needs_partner and len(set(seats)) > 1 and (not roles or "participants" in roles)
    if are_asked and not getattr(draft, "are_people_counted", True):
        found.append("people")
    return tuple(found)
