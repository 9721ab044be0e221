"""Each side stands behind the exact text: by account, by a link or a code, or in a call."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.applications.actions.inviting import find_invitation
from naboskap.applications.actions.settling import put_back_confirmed, settle_change
from naboskap.applications.models import (
    Application,
    Change,
    Confirmation,
    Seat,
    SeatInvitation,
    Snapshot,
)
from naboskap.applications.notices import (
    CHANGE_LAPSED,
    CONFIRM_REMINDER,
    CONFIRMED,
    LAPSED,
    lapses,
    tell_pair,
)
from naboskap.applications.queries import latest_snapshot, sides_to_confirm
from naboskap.applications.statuses import LIFE, ApplicationStatus
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor, may

REMIND_BEFORE = (timedelta(days=7), timedelta(days=2))
# What is read aloud in a call, so that both know which text it is about.
READ_ALOUD = frozenset({"title", "sum", "fingerprint"})
Way = Confirmation.Way


@transaction.atomic
def confirm_application(
    application: Application, *, sha256: str, language: str, by: User, side: str
) -> Confirmation:
    """Stand behind the text with this digest, for one's own side, with one's own account."""
    seat = application.seats.get(side=side)
    if not may(by, "applications.speak_for_seat", seat):
        raise PermissionDenied
    return _confirm(application, seat, way=Way.ACCOUNT, sha256=sha256, language=language, by=by)


def confirm_with_secret(secret: str, *, sha256: str, language: str, who: str) -> Confirmation:
    """Stand behind the text by a mailed link or a code, without an account.

    Opening the link confirms nothing: this is the button on its page. The secret is used up.
    Rules APP-8, APP-9 and those of confirming.
    """
    invitation = find_invitation(secret, who=who)
    return _confirm_by(invitation, sha256=sha256, language=language)


@transaction.atomic
def _confirm_by(invitation: SeatInvitation, *, sha256: str, language: str) -> Confirmation:
    invitation = locked(invitation)
    require(
        "APP-8",
        invitation.used_at is None and invitation.purpose == "confirm",
        _("This link or code cannot be used any more."),
    )
    seat = invitation.seat
    confirmation = _confirm(
        seat.application,
        seat,
        way=Way.LINK if invitation.way == "mail" else Way.CODE,
        sha256=sha256,
        language=language,
        by=SYSTEM,
    )
    invitation.used_at = confirmation.confirmed_at
    invitation.save(update_fields=["used_at"])
    return confirmation


@transaction.atomic
def record_confirmation(
    application: Application,
    *,
    side: str,
    sha256: str,
    language: str,
    said_by: str,
    spoken_at: datetime,
    read_aloud: Collection[str],
    by: User,
) -> Confirmation:
    """Write down that a side confirmed in a call: what was read to them, in which language.

    Rules APP-21 (who said it, in their role), APP-23 (when, to the minute), APP-24 (what was read
    aloud).
    """
    if not may(by, "applications.record_confirmation", application):
        raise PermissionDenied
    require("APP-21", said_by.strip(), _("Write who confirmed, in their role."))
    snapshot = latest_snapshot(application)
    require(
        "APP-23",
        snapshot is not None
        and snapshot.submitted_at.replace(second=0, microsecond=0) <= spoken_at <= clock.now(),
        _("The call comes after the text was sent, and before now. Check the day and the clock."),
    )
    require(
        "APP-24",
        set(read_aloud) >= READ_ALOUD,
        _("Read the title, the sum and the fingerprint aloud, so that both mean the same text."),
    )
    return _confirm(
        application,
        application.seats.get(side=side),
        way=Way.CALL,
        sha256=sha256,
        language=language,
        by=by,
        said_by=said_by.strip(),
        spoken_at=spoken_at,
    )


def _confirm(
    application: Application,
    seat: Seat,
    *,
    way: str,
    sha256: str,
    language: str,
    by: Actor,
    said_by: str = "",
    spoken_at: datetime | None = None,
) -> Confirmation:
    """Keep one side's word. Rules APP-18 (the exact text), APP-19 (once), APP-20 (in time)."""
    application = locked(application)
    now = clock.now()
    snapshot = latest_snapshot(application)
    require(
        "APP-18",
        snapshot and snapshot.sha256 == sha256,
        _("The text has changed since you opened it. Read it again."),
    )
    assert snapshot is not None
    require(
        "APP-19",
        not Confirmation.objects.filter(snapshot=snapshot, seat=seat).exists(),
        _("This side has confirmed the text already."),
    )
    waits = application.status == ApplicationStatus.SUBMITTED
    require(
        "APP-20",
        (waits and (application.confirm_by is None or now < application.confirm_by))
        or application.status == ApplicationStatus.CONFIRMED,
        _("The time to confirm has run out. Call us, and we find a way together."),
    )
    permit = LIFE.permit("confirm", application, by=by) if waits else None
    is_call, is_account = way == Way.CALL, way == Way.ACCOUNT
    confirmation = Confirmation.objects.create(
        snapshot=snapshot,
        seat=seat,
        way=way,
        language=language,
        sha256=sha256,
        said_by=said_by,
        spoken_at=spoken_at,
        confirmed_by_id=by.pk if is_account else None,
        recorded_by_id=by.pk if is_call else None,
        confirmed_at=now,
    )
    record(
        "applications.stand_behind",
        application,
        by=by,
        side=seat.side,
        way=way,
        language=language,
        sha256=sha256,
    )
    if permit is not None and not sides_to_confirm(application, snapshot):
        move(permit, confirmed_at=now, stands_meanwhile=None)
        tell_pair(CONFIRMED, application, but_not=by)
    return confirmation


@transaction.atomic
def lapse_application(application: Application, *, by: Actor) -> Application:
    """Let an application go that was not confirmed in time; tell both sides how to go on.

    Rules: APP-22 (its time is over), APP-94 (both sides have never confirmed it: where they have,
    only the change lapses).
    """
    application = locked(application, "programme", "sheet__version__form")
    permit = LIFE.permit("lapse", application, by=by)
    _require_over(application)
    require(
        "APP-94",
        not application.is_change_waiting,
        _("Both sides have confirmed what was sent before. It stands."),
    )
    settle_change(application, Change.End.RAN_OUT, by=by)
    move(permit)
    tell_pair(LAPSED, application)
    return application


def _require_over(application: Application) -> None:
    require(
        "APP-22",
        application.confirm_by is not None and clock.now() >= application.confirm_by,
        _("There is still time to confirm."),
    )


@transaction.atomic
def let_change_lapse(application: Application, *, by: Actor) -> Snapshot:
    """Let a change go that was not confirmed in time; what both sides confirmed before stands.

    ``assessments`` wraps this, and sets the case back. The working copy is put back as it stood
    when the first such change began; all that was written since is kept, and readable by the
    pair. Both sides are told. Rules: APP-22 (its time is over), APP-95 (there is a text that both
    sides have confirmed).
    """
    application = locked(application, "programme", "sheet__version__form")
    permit = LIFE.permit("let_change_lapse", application, by=by)
    _require_over(application)
    require(
        "APP-95",
        application.is_change_waiting,
        _("Both sides have not confirmed any text yet."),
    )
    settle_change(application, Change.End.RAN_OUT, by=by)
    rows = Snapshot.objects.filter(application=application)
    stands = rows.get(number=application.stands_meanwhile or 0)
    lapsed = rows.counting().filter(number__gt=stands.number)
    put_back_confirmed(application, lapsed, by=by)
    lapsed.update(lapsed_at=clock.now())
    said = Confirmation.objects.filter(snapshot=stands).order_by("-confirmed_at")
    move(
        permit,
        confirmed_at=said.values_list("confirmed_at", flat=True)[0],
        confirm_by=None,
        stands_meanwhile=None,
    )
    tell_pair(CHANGE_LAPSED, application)
    return stands


@transaction.atomic
def remind_to_confirm(application: Application) -> bool:
    """Remind the pair once a week before and once two days before the time runs out."""
    application = locked(application)
    if application.status != ApplicationStatus.SUBMITTED or application.confirm_by is None:
        return False
    left = application.confirm_by - clock.now()
    due = sum(1 for before in REMIND_BEFORE if left <= before)
    if due <= application.confirm_reminders:
        return False
    application.confirm_reminders = due
    application.save(update_fields=["confirm_reminders"])
    tell_pair(CONFIRM_REMINDER, application, facts=lapses(application))
    record("applications.remind", application, by=SYSTEM, number=due)
    return True


def let_wait(application: Application, *, by: Actor) -> datetime | None:
    """Let no time to confirm run; return until when it ran. Both sides may still confirm.

    Called by the room that puts the case on hold, in its own act, which has asked who may.
    """
    application = locked(application)
    until = application.confirm_by
    if application.status != ApplicationStatus.SUBMITTED or until is None:
        return None
    application.confirm_by = None
    application.save(update_fields=["confirm_by"])
    record("applications.let_wait", application, by=by)
    return until


def let_run(application: Application, *, until: datetime, by: Actor) -> None:
    """Let the time to confirm run again. Called as ``let_wait`` is."""
    application = locked(application)
    if application.status == ApplicationStatus.SUBMITTED:
        application.confirm_by = until
        application.save(update_fields=["confirm_by"])
        record("applications.let_run", application, by=by)
