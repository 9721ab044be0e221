"""Who may do what with an application. When it may be done is in statuses.py.

The two sides are equal: whoever writes on a seat, on either side, may write everything that is
common, and only their own side's wishes. Who was asked in to read sees all of it, and writes
nothing. The lead of either side sends and withdraws, and says who else sits on their own side; to
a side where nobody sits yet, the lead of the other asks somebody in. An adviser sees a
draft that the pair let them into, and writes in one that they opened with the pair, until it is
handed over. Staff read applications through their cases, never here.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from naboskap.accounts.models import Role, RoleGrant
from naboskap.accounts.rules import (
    is_case_officer,
    is_deputy,
    is_editor,
    is_head,
    is_office,
    is_signed_in,
)
from naboskap.applications.models import Application, Help, LateDoor, Seat, SeatPerson
from naboskap.core import clock
from naboskap.core.permissions import allow, fetched, is_system, once, predicate
from naboskap.core.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands to an application: the sides they sit on, and where they lead."""

    sides: dict[str, bool] = field(default_factory=dict)  # side: leads it
    is_informed: bool = False
    may_write: bool = False

    @property
    def side(self) -> str:
        """The side the person sits on; empty for whoever has no seat."""
        return next(iter(self.sides), "")


def people_key(application: Application) -> tuple[str, int]:
    """Under which everybody who writes for a side is kept in a reading (``people_of``)."""
    return ("applications.people", application.pk)


def standing_of(user: Any, application: Application) -> Standing:
    """Fetch the person's standing, once in a reading."""
    return once(("applications", user.pk, application.pk), lambda: _standing(user, application))


def standing_as(person: SeatPerson) -> Standing:
    """Return the standing of somebody whose seat is at hand."""
    return Standing(
        {person.seat.side: person.is_lead},
        is_informed=person.informed_at is not None,
        may_write=person.may_write,
    )


def _standing(user: Any, application: Application) -> Standing:
    everybody: list[SeatPerson] | None = fetched(people_key(application))
    if everybody is not None:
        found = [
            (one.seat.side, one.is_lead, one.informed_at, one.may_write)
            for one in everybody
            if one.user_id == user.pk
        ]
    else:
        found = _SEATED.ask(application=application.pk, user=user.pk or 0)
    return Standing(
        {side: leads for side, leads, _told, _writes in found},
        is_informed=any(told for _side, _leads, told, _writes in found),
        may_write=any(writes for _side, _leads, _told, writes in found),
    )


_SEATED = Prepared(
    lambda *, application, user: SeatPerson.objects.filter(
        seat__application=application, user_id=user, left_at__isnull=True
    ).values_list("seat__side", "is_lead", "informed_at", "may_write")
)


def help_by(user_pk: int, day: date) -> QuerySet[Help]:
    """Return the help that somebody gives on ``day``; it ends with the role of a case officer."""
    officers = RoleGrant.objects.in_force(day).filter(role=Role.CASE_OFFICER)
    return Help.objects.filter(
        user_id=user_pk, ended_at__isnull=True, user__in=officers.values("user")
    )


def _help(user: Any, application: Application) -> Help | None:
    key = ("applications.help", user.pk, application.pk)
    return once(
        key, lambda: help_by(user.pk or 0, clock.today()).filter(application=application).first()
    )


@predicate
def has_seat(user: Any, application: Application) -> bool:
    return bool(standing_of(user, application).sides)


@predicate
def writes_on_a_seat(user: Any, application: Application) -> bool:
    return standing_of(user, application).may_write


@predicate
def leads_a_side(user: Any, application: Application) -> bool:
    return any(standing_of(user, application).sides.values())


@predicate
def leads_the_home_side(user: Any, application: Application) -> bool:
    return standing_of(user, application).sides.get("a", False)


@predicate
def helps(user: Any, application: Application) -> bool:
    return _help(user, application) is not None


@predicate
def helps_and_writes(user: Any, application: Application) -> bool:
    found = _help(user, application)
    return found is not None and found.may_write


@predicate
def writes_for_who_is_helped(user: Any, helping: Help) -> bool:
    return standing_of(user, helping.application).may_write


@predicate
def is_the_helper(user: Any, helping: Help) -> bool:
    return bool(user.pk) and helping.user_id == user.pk


@predicate
def sits_here(user: Any, seat: Seat) -> bool:
    return seat.side in standing_of(user, seat.application).sides


@predicate
def writes_here(user: Any, seat: Seat) -> bool:
    standing = standing_of(user, seat.application)
    return seat.side in standing.sides and standing.may_write


@predicate
def leads_here(user: Any, seat: Seat) -> bool:
    return standing_of(user, seat.application).sides.get(seat.side, False)


@predicate
def may_fill_it(user: Any, seat: Seat) -> bool:
    """Hold for whoever asks somebody to a side where nobody sits yet: the other side's lead, or
    an adviser who opened the draft with the pair."""
    standing = standing_of(user, seat.application)
    if not any(standing.sides.values()):
        found = _help(user, seat.application)
        if found is None or not found.may_write:
            return False
    return not SeatPerson.objects.filter(seat=seat, left_at__isnull=True).exists()


@predicate
def is_the_asking_of_another(user: Any, door: LateDoor) -> bool:
    return bool(user.pk != door.asked_by_id)


@predicate
def works_here(user: Any) -> bool:
    return bool(getattr(user, "roles", frozenset()))


allow("applications.start_application", is_signed_in & ~works_here)
allow("applications.begin_from_application", has_seat & ~works_here)
allow("applications.open_draft_with_pair", is_case_officer)
allow("applications.view_application", has_seat | helps)
allow("applications.write_application", writes_on_a_seat | helps_and_writes)
allow("applications.speak_for_seat", writes_here)
allow("applications.invite_to_seat", leads_here | may_fill_it)
allow("applications.lead_seat", leads_here)
allow("applications.sit_on_seat", sits_here)
allow("applications.take_out_partner", leads_the_home_side)
allow("applications.let_in_adviser", writes_on_a_seat)
allow("applications.end_help", writes_for_who_is_helped | is_the_helper)
allow("applications.comment_application", helps)
allow("applications.settle_comment", writes_on_a_seat)
allow("applications.submit_application", leads_a_side)
allow("applications.withdraw_application", leads_a_side)
# Confirming is asked again in each act: for one's own seat, by a link or code, or of a call.
allow("applications.confirm_application", writes_on_a_seat | is_system | is_case_officer)
allow("applications.record_confirmation", is_case_officer)
allow("applications.lapse_application", is_system)
allow("applications.try_guidelines", is_office | is_editor)
allow("applications.roll_drafts_forward", is_system)
allow("applications.move_drafts", is_editor | is_head | is_deputy)
allow("applications.ask_late_door", is_case_officer)
allow("applications.answer_late_door", (is_head | is_deputy) & is_the_asking_of_another)
allow("applications.lay_aside_draft", is_system)
