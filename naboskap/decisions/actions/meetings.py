"""The board: its meetings, who was there, and how each voted."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import Role, User
from naboskap.assessments.statuses import goes_on
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import Refusal, require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.decisions.models import Decision, Meeting, Presence, Vote
from naboskap.decisions.statuses import DecisionStatus


@transaction.atomic
def open_meeting(held_on: date, *, by: Actor) -> Meeting:
    """Call a meeting of the board, today or on a day to come. A second call is the same one.

    Rule: DEC-20 (not on a day that has been).
    """
    if not may(by, "decisions.hold_meeting"):
        raise PermissionDenied
    require("DEC-20", held_on >= clock.today(), _("Choose today, or a day to come."))
    meeting, is_new = Meeting.objects.get_or_create(
        held_on=held_on, closed_at__isnull=True, defaults={"opened_by_id": by.pk}
    )
    if is_new:
        record("decisions.open_meeting", meeting, by=by, held_on=held_on.isoformat())
    return meeting


@transaction.atomic
def note_presence(meeting: Meeting, members: Iterable[User], *, by: Actor) -> Meeting:
    """Write down which board members are present: these, and no others.

    Rules: DEC-21 (the meeting is being held), DEC-22 (members of the board).
    """
    meeting = locked(meeting)
    if not may(by, "decisions.hold_meeting"):
        raise PermissionDenied
    _is_held(meeting)
    present = list(members)
    require(
        "DEC-22",
        all(Role.BOARD_MEMBER in member.roles for member in present),
        _("Only members of the board are noted as present."),
    )
    Presence.objects.filter(meeting=meeting).exclude(user__in=present).delete()
    for member in present:
        Presence.objects.get_or_create(meeting=meeting, user=member)
    record(
        "decisions.note_presence",
        meeting,
        by=by,
        present=sorted(member.pk for member in present),
    )
    return meeting


@transaction.atomic
def vote(decision: Decision, meeting: Meeting, *, is_for: bool, by: User) -> Vote:
    """Vote for or against what is proposed. Until the vote is closed, one may vote anew.

    Rules: DEC-21 (the meeting is being held), DEC-23 (one is present). Who is disqualified, or
    has not said that they are impartial, or proposed it, has no vote.
    """
    decision = locked(decision)
    meeting = locked(meeting)
    if not may(by, "decisions.vote_on_decision", decision):
        raise PermissionDenied
    if decision.status != DecisionStatus.PROPOSED:
        raise Refusal(_("This has been decided."))
    goes_on(decision.case)
    _is_held(meeting)
    require(
        "DEC-23",
        Presence.objects.filter(meeting=meeting, user=by).exists(),
        _("Only who is noted as present has a vote."),
    )
    given, _is_new = Vote.objects.update_or_create(
        decision=decision, user=by, defaults={"is_for": is_for, "given_at": clock.now()}
    )
    if decision.meeting_id != meeting.pk:
        decision.meeting = meeting
        decision.save(update_fields=["meeting"])
    record("decisions.vote", decision, by=by, is_for=is_for, meeting=meeting.pk)
    return given


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Actor) -> Meeting:
    """End a meeting. What was not decided stands on the next agenda. Rule: DEC-21."""
    meeting = locked(meeting)
    if not may(by, "decisions.hold_meeting"):
        raise PermissionDenied
    _is_held(meeting)
    meeting.closed_at = clock.now()
    meeting.save(update_fields=["closed_at"])
    record("decisions.close_meeting", meeting, by=by)
    return meeting


def _is_held(meeting: Meeting) -> None:
    require(
        "DEC-21",
        meeting.closed_at is None and meeting.held_on <= clock.today(),
        _("The meeting is not being held now."),
    )
