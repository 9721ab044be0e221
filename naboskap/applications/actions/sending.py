"""Send what the pair has written: judged, frozen, and never changed in silence."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.applications.actions.inviting import ask_in
from naboskap.applications.actions.settling import settle_change
from naboskap.applications.content import changed_parts, content_of, digest_of
from naboskap.applications.draft import Draft
from naboskap.applications.gaps import gaps_of
from naboskap.applications.models import (
    Application,
    Change,
    Confirmation,
    Seat,
    SeatInvitation,
    Snapshot,
)
from naboskap.applications.notices import (
    CHANGED,
    CONFIRM_AGAIN,
    CONFIRM_WAITS,
    SENT,
    SENT_AGAIN,
    WITHDRAWN,
    lapses,
    tell_pair,
)
from naboskap.applications.profile import facts_from
from naboskap.applications.queries import (
    draft_of,
    last_day_to_confirm,
    latest_snapshot,
    people_of,
    sides_to_confirm,
    way_in,
)
from naboskap.applications.rules import standing_of
from naboskap.applications.statuses import LIFE, ApplicationStatus
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor, may
from naboskap.core.prepared import Prepared
from naboskap.core.statements import insert
from naboskap.core.workflow import Permit
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.findings import Finding, stopping
from naboskap.guidelines.judge import judge
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import rules_of, version_in_force
from naboskap.notifications.actions import Notice
from naboskap.organisations.models import Obligation
from naboskap.programmes.models import Round
from naboskap.programmes.queries import facts_of_round
from naboskap.questionnaires.queries import everything_in


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of a draft today."""

    version: Version | None
    facts: Facts
    findings: tuple[Finding, ...]


def judgement_of(
    application: Application, draft: Draft, *, on: date, current: Round | None = None
) -> Judgement:
    """Ask the guidelines that are in force on a day what they say of ``draft``."""
    applicant = draft.sides["a"].organisation_id if "a" in draft.sides else None
    facts = facts_from(
        draft,
        on=on,
        open_obligations=len(_OWED.ask(organisation=applicant)) if applicant else 0,
        in_round=facts_of_round(current, on),
    )
    version = version_in_force(application.programme.rulebook, on)
    findings = judge(rules_of(version), facts) if version else ()
    return Judgement(version, facts, tuple(findings))


_OWED = Prepared(
    lambda *, organisation: Obligation.objects.filter(
        organisation=organisation, settled_on__isnull=True
    ).values_list("pk", flat=True)
)


def submit_application(application: Application, *, by: User) -> Snapshot:
    """Send the application: from here on what was sent is frozen, as snapshot 1.

    Part of ``assessments.send_application``, in its transaction, which opens the case. Sending
    is the sender's own side's confirmation; the other side has until ``confirm_by``. Where there
    is no other side, it is confirmed at once. Two people at once: the second is refused, and one
    is sent.

    Rules: APP-14 (the round is open), APP-15 (nothing is missing), APP-4 (the short form's sum),
    APP-16 (nothing in the guidelines in force stops it).
    """
    application = locked(application, "programme__rulebook", "round", "sheet__version__form")
    people_of(application)  # Asked once, and for the permit too.
    permit = LIFE.permit("submit", application, by=by)
    now = clock.now()
    way = way_in(application, now)
    require("APP-14", way, _("This programme takes no applications now."))
    assert way is not None
    current = way.round
    snapshot = freeze(application, by=by, current=current, now=now)
    end = last_day_to_confirm(application)
    move(permit, submitted_at=now, round=current, confirm_by=clock.end_of(end))
    _confirm_own_side(application, snapshot, by=by)
    waiting = sides_to_confirm(application, snapshot)
    if not waiting:
        move(LIFE.permit("confirm", application, by=SYSTEM), confirmed_at=now)
    _tell_own_side(SENT, application, by=by)
    for seat in waiting:
        _ask_side(application, seat, until=end)
    return snapshot


def freeze(
    application: Application, *, by: Actor, current: Round | None, now: datetime
) -> Snapshot:
    """Freeze the application as it stands as its next snapshot, if nothing stops it."""
    draft = draft_of(application)
    programme = application.programme
    asked = everything_in(application.sheet.version)
    gaps = gaps_of(draft, asked, needs_partner=programme.needs_partner)
    require("APP-15", not gaps, gaps[0].words if gaps else "")
    limit = programme.short_form_up_to
    require(
        "APP-4",
        application.size != Application.Size.SHORT
        or (limit is not None and (draft.amount_applied_for or 0) <= limit),
        _("The short form is for smaller sums. Go on in the full form; your texts come along."),
    )
    judged = judgement_of(application, draft, on=clock.today(), current=current)
    require("APP-16", judged.version, _("This programme has no guidelines in force yet."))
    require(
        "APP-16",
        not stopping(judged.findings),
        _("Something must be put right before you can send. The check page says what."),
    )
    content = content_of(draft)
    last = _LAST.first(application=application.pk)
    assert judged.version is not None
    return insert(
        Snapshot(
            application=application,
            number=(last or 0) + 1,
            content=content,
            sha256=digest_of(content),
            facts=judged.facts.model_dump(mode="json"),
            findings=[finding.as_data() for finding in judged.findings],
            guideline_version_id=judged.version.pk,
            submitted_by_id=by.pk,
            submitted_at=now,
        )
    )


def _numbers(application: int) -> QuerySet[Snapshot, int]:
    """Find the numbers that are taken: also those of changes that were not confirmed."""
    sent = Snapshot.objects.filter(application=application).order_by("-number")
    return sent.values_list("number", flat=True)


_LAST = Prepared(lambda *, application: _numbers(application)[:1])


def _confirm_own_side(application: Application, snapshot: Snapshot, *, by: Actor) -> None:
    side = standing_of(by, application).side
    confirmation = Confirmation(
        snapshot=snapshot,
        seat=next(
            person.seat
            for person in people_of(application)
            if person.user_id == by.pk and person.seat.side == side
        ),
        way=Confirmation.Way.ACCOUNT,
        language=getattr(by, "language", "nb"),
        sha256=snapshot.sha256,
        confirmed_by_id=by.pk,
        confirmed_at=snapshot.submitted_at,
    )
    insert(confirmation)


def ask_again(permit: Permit, snapshot: Snapshot, *, now: datetime) -> None:
    """Let both sides stand behind a text that was sent again, with a new time to confirm in.

    What they both confirmed before stands meanwhile.
    """
    application, by = snapshot.application, permit.by
    end = last_day_to_confirm(application)
    stands = application.stands_meanwhile
    if application.status == ApplicationStatus.CONFIRMED:
        stands = _before(snapshot)
    move(
        permit,
        confirm_by=clock.end_of(end),
        confirmed_at=None,
        confirm_reminders=0,
        stands_meanwhile=stands,
    )
    _confirm_own_side(application, snapshot, by=by)
    waiting = sides_to_confirm(application, snapshot)
    if not waiting:
        permit = LIFE.permit("confirm", application, by=SYSTEM)
        move(permit, confirmed_at=now, stands_meanwhile=None)
    _tell_own_side(SENT_AGAIN, application, by=by)
    for seat in waiting:
        _ask_side(application, seat, until=end, notice=CONFIRM_AGAIN)


def _before(snapshot: Snapshot) -> int:
    """Return the number of the text that counted before ``snapshot`` was sent."""
    earlier = Snapshot.objects.counting().filter(
        application=snapshot.application_id, number__lt=snapshot.number
    )
    return earlier.values_list("number", flat=True)[0]


def _tell_own_side(notice: Notice, application: Application, *, by: Actor) -> None:
    side = standing_of(by, application).side
    tell_pair(notice, application, but_not=by, side=side, facts=lapses(application))


def _ask_side(
    application: Application, seat: Seat, *, until: date, notice: Notice = CONFIRM_WAITS
) -> None:
    """Ask a side to confirm: by their accounts, or at the address they were invited by."""
    if any(person.seat_id == seat.pk for person in people_of(application)):
        tell_pair(
            notice, application, side=seat.side, facts={"until": until, **lapses(application)}
        )
        return
    invited = (
        SeatInvitation.objects.filter(seat=seat, way="mail", ended_at__isnull=True)
        .order_by("-pk")
        .first()
    )
    if invited is not None:
        ask_in(
            application,
            seat.side,
            way="mail",
            language=invited.language,
            by=SYSTEM,
            address=invited.address,
            purpose="confirm",
        )


@transaction.atomic
def change_unlocked(application: Application, *, by: User, unlocked: Collection[str]) -> Snapshot:
    """Freeze what was changed because one thing was asked for: the next snapshot.

    ``assessments`` wraps this when the pair answers, and says which parts were ``unlocked``;
    what else differs is refused (APP-17). Without any change the last snapshot stands. The
    changer's side stands behind it by this act; the other side is told, and asked to confirm.
    """
    application = locked(application)
    if not may(by, "applications.write_application", application):
        raise PermissionDenied
    before = latest_snapshot(application)
    require("APP-17", before, _("This has not been sent yet."))
    assert before is not None
    content = content_of(draft_of(application))
    # What was promised may have come meanwhile, by its own door: that asks nobody anew.
    changed = [part for part in changed_parts(before.content, content) if part != "attachments"]
    if not changed:
        return before
    require(
        "APP-17",
        {_part_of(name) for name in changed} <= set(unlocked),
        _("Only what we asked about can be changed now."),
    )
    snapshot = freeze(application, by=by, current=application.round, now=clock.now())
    record("applications.change_sent", application, by=by, changed=changed, number=snapshot.number)
    _confirm_own_side(application, snapshot, by=by)
    own = standing_of(by, application).side
    for side in ("a", "b"):
        tell_pair(CHANGED, application, but_not=by, side=side, facts={"is_own": side == own})
    return snapshot


def _part_of(name: str) -> str:
    """Name the part of the draft that a piece of the frozen content comes from."""
    money = {"budget", "financing", "amount_applied_for"}
    basics = {"title", "theme", "for_children_and_youth", "start_date", "end_date"}
    if name in money:
        return "money"
    return "basics" if name in basics else name


@transaction.atomic
def withdraw_application(application: Application, *, by: User) -> Application:
    """Take the application back, sent or not. All that was written stays readable."""
    application = locked(application, "programme", "sheet__version__form")
    permit = LIFE.permit("withdraw", application, by=by)
    was_sent = application.status != ApplicationStatus.DRAFT
    settle_change(application, Change.End.DROPPED, by=by)
    move(permit)
    if was_sent:
        tell_pair(WITHDRAWN, application, but_not=by)
    return application
