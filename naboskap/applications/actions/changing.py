"""Change what was sent, until the round closes: the submitted copy stays put all the while.

The office reads snapshots and never the working copy, so a change is begun, written on the pages
of the draft, and sent again as the next snapshot; or dropped, and the working copy is as it was.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.applications.actions.sending import ask_again, freeze
from naboskap.applications.actions.settling import end_change, settle_change, working_copy
from naboskap.applications.content import changed_parts, content_of
from naboskap.applications.models import Application, Change, Snapshot
from naboskap.applications.notices import CHANGE_BEGUN, CHANGE_RAN_OUT, lapses, tell_pair
from naboskap.applications.queries import (
    change_under_way,
    changing_until,
    draft_of,
    latest_snapshot,
    sides_to_confirm,
)
from naboskap.applications.rules import standing_of
from naboskap.applications.statuses import LIFE, ApplicationStatus
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor, may
from naboskap.programmes.deadlines import whole_second

FINISH_WITHIN = timedelta(days=7)


@transaction.atomic
def begin_change(application: Application, *, is_taken_up: bool, by: Actor) -> Change:
    """Open what was sent for the pair to change; the other one's change under way is the same.

    Whoever else takes part is told, once for each change.
    ``assessments`` wraps this and says whether a case officer has taken the case up. Rules:
    APP-56 (the round that it was sent in is open), APP-57 (nobody has begun to assess it).
    """
    application = locked(application, "round", "sheet__version__form")
    if not may(by, "applications.write_application", application):
        raise PermissionDenied
    now = clock.now()
    require(
        "APP-56",
        application.status in {ApplicationStatus.SUBMITTED, ApplicationStatus.CONFIRMED}
        and application.round is not None
        and application.round.is_open(now),
        _("The round is closed, and what you sent stands. Call us if it must be put right."),
    )
    require(
        "APP-57",
        not is_taken_up,
        _("We have begun to read what you sent. Call us if something must be put right."),
    )
    under_way = change_under_way(application)
    if under_way is not None:
        return under_way
    assert application.round is not None
    change = Change.objects.create(
        application=application,
        before=working_copy(application),
        began_by_id=by.pk,
        began_at=now,
        finish_by=None if application.round.takes_until else now + FINISH_WITHIN,
    )
    record("applications.begin_change", application, by=by)
    _tell_of_beginning(application, by=by)
    return change


def _tell_of_beginning(application: Application, *, by: Actor) -> None:
    """Tell whoever else takes part that it is being changed: once for a change, and no name."""
    own, sent = standing_of(by, application).side, latest_snapshot(application)
    waiting = {seat.side for seat in sides_to_confirm(application, sent)} if sent else set()
    for side in ("a", "b"):
        facts = {"is_own": side == own, "waits": side in waiting, **lapses(application)}
        tell_pair(CHANGE_BEGUN, application, but_not=by, side=side, facts=facts)


@transaction.atomic
def send_change(application: Application, *, by: Actor) -> Snapshot:
    """Send the changed text: the next snapshot, which both sides stand behind anew.

    The first time of sending, the round and the number stay. The sender's side confirms by this
    act; the other side is asked again, and shown what changed since its own word. The guidelines
    and the form ask the same as of a first sending (APP-15, APP-4, APP-16). Rules: APP-58 (a
    change is under way, in time), APP-60 (something is different).
    """
    application = locked(application, "programme__rulebook", "round", "sheet__version__form")
    permit = LIFE.permit("send_again", application, by=by)
    change, now = change_under_way(application), clock.now()
    until = changing_until(application, change) if change else None
    require(
        "APP-58",
        change is not None and until is not None and whole_second(now) <= until,
        _("The time to change it is over. What you sent before stands."),
    )
    before = latest_snapshot(application)
    assert change is not None
    assert before is not None
    changed = changed_parts(before.content, content_of(draft_of(application)))
    require("APP-60", changed, _("Nothing is different from what you sent before."))
    snapshot = freeze(application, by=by, current=application.round, now=now)
    end_change(change, Change.End.SENT, by=by)
    record("applications.change_sent", application, by=by, changed=changed, number=snapshot.number)
    ask_again(permit, snapshot, now=now)
    return snapshot


@transaction.atomic
def drop_change(application: Application, *, by: Actor) -> Application:
    """Go back to what was sent. What was written and not sent stays readable, and in history."""
    application = locked(application, "programme", "sheet__version__form")
    if not may(by, "applications.write_application", application):
        raise PermissionDenied
    settle_change(application, Change.End.DROPPED, by=by)
    return application


@transaction.atomic
def end_change_in_time(application: Application) -> bool:
    """End a change that was not sent before its time was over: what was sent stands, all of it."""
    application = locked(application, "programme", "round", "sheet__version__form")
    change = change_under_way(application)
    until = changing_until(application, change) if change else None
    if until is None or whole_second(clock.now()) <= until:
        return False
    settle_change(application, Change.End.RAN_OUT, by=SYSTEM)
    tell_pair(CHANGE_RAN_OUT, application)
    return True


def require_settled(application: Application) -> None:
    """Hold that what was sent stands: asked before a case is taken up, or a text in it unlocked.

    Rules: APP-59 (nobody changes it now), APP-97 (no change of it waits to be confirmed: what is
    done on such a text would go with it if it lapses).
    """
    change = change_under_way(application)
    require(
        "APP-59",
        change is None,
        _("The pair is changing what they sent. Take the case up when they have sent it again."),
    )
    require(
        "APP-97",
        not application.is_change_waiting,
        _(
            "A change waits to be confirmed by both sides. When they have done so, or the time "
            "to do it is over, you can go on."
        ),
    )
