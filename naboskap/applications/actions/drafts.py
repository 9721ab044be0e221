"""What happens to drafts while nobody sends them: reminded, told, and at last laid aside.

Nothing that was written is erased by a clock. A draft that nobody has written in for as long as
the house keeps drafts is laid aside after a last mail: closed for writing, and no longer open to
an adviser; the pair can read it as before (docs/decisions/0021).
"""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.advice.notices import clocks
from naboskap.applications.actions.sending import judgement_of
from naboskap.applications.gaps import gaps_of
from naboskap.applications.models import Application, DraftReminder
from naboskap.applications.notices import (
    DRAFT_CLOSING,
    DRAFT_LAST,
    DRAFT_SILENT,
    EXTENDED,
    tell_pair,
)
from naboskap.applications.queries import draft_of, kept_until
from naboskap.applications.statuses import LIFE, ApplicationStatus
from naboskap.applications.turns import in_words, turns_of
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor
from naboskap.guidelines.findings import stopping
from naboskap.programmes.actions import mark_told
from naboskap.programmes.models import Extension, Round
from naboskap.questionnaires.queries import everything_in

CLOSES_WITHIN = timedelta(days=3)
SILENT_FOR = timedelta(days=60)
LAST_MAIL_BEFORE = timedelta(days=30)
Kind = DraftReminder.Kind


@transaction.atomic
def remind_of_closing(application: Application, current: Round) -> bool:
    """Remind a draft once that its round closes in three days or less; never who has sent."""
    application = locked(application, "programme__rulebook", "sheet__version__form")
    if (
        application.status != ApplicationStatus.DRAFT
        or current.closes_at is None
        or DraftReminder.objects.filter(application=application, round=current).exists()
    ):
        return False
    turns = turns_now(application, current)
    for side, other in (("a", "b"), ("b", "a")):
        facts = {
            "yours": in_words(turns[side]),
            "theirs": in_words(turns[other]),
        }
        told = clocks(current.closes_at) | facts
        tell_pair(DRAFT_CLOSING, application, side=side, facts=told)
    _note(application, Kind.CLOSING, current)
    return True


def turns_now(application: Application, current: Round | None) -> dict[str, tuple[str, ...]]:
    """Return what each side has to do with a draft, as its own page says it (``turns_of``)."""
    draft = draft_of(application)
    needs_partner = application.programme.needs_partner
    asked = everything_in(application.sheet.version)
    found = judgement_of(application, draft, on=clock.today(), current=current)
    return turns_of(
        draft,
        gaps_of(draft, asked, needs_partner=needs_partner),
        is_stopped=bool(stopping(found.findings)),
        needs_partner=needs_partner,
        began_by=application.started_by_id,
    )


@transaction.atomic
def remind_of_silence(application: Application, kind: str) -> bool:
    """Remind a draft that nobody writes in: once after two months, and once before its end."""
    application = locked(application)
    said = DraftReminder.objects.filter(
        application=application, kind=kind, sent_at__gt=application.changed_at
    )
    if application.status != ApplicationStatus.DRAFT or said.exists():
        return False
    notice = DRAFT_LAST if kind == Kind.LAST else DRAFT_SILENT
    tell_pair(notice, application, facts={"until": kept_until(application)})
    _note(application, kind)
    return True


def _note(application: Application, kind: str, current: Round | None = None) -> None:
    DraftReminder.objects.create(
        application=application, kind=kind, round=current, sent_at=clock.now()
    )
    record("applications.remind_draft", application, by=SYSTEM, kind=str(kind))


@transaction.atomic
def lay_aside(application: Application, *, by: Actor) -> Application:
    """Close a draft that nobody has written in for as long as drafts are kept.

    Rule APP-66: its time is over, and the last mail went out a month before.
    """
    application = locked(application)
    permit = LIFE.permit("lay_aside", application, by=by)
    now = clock.now()
    told = DraftReminder.objects.filter(
        application=application,
        kind=Kind.LAST,
        sent_at__gt=application.changed_at,
        sent_at__lte=now - LAST_MAIL_BEFORE,
    )
    require(
        "APP-66",
        clock.today() > kept_until(application) and told.exists(),
        _("This draft is still kept."),
    )
    move(permit)
    application.helpers.filter(ended_at__isnull=True).update(ended_at=now)
    return application


@transaction.atomic
def tell_of_extension(extension: Extension) -> int:
    """Tell every draft of the programme that its round closes later; return how many were told."""
    extension = locked(extension)
    if extension.told_at is not None:
        return 0
    programme = extension.round.programme_id
    drafts = Application.objects.filter(programme=programme, status=ApplicationStatus.DRAFT)
    told = 0
    if extension.closes_at > clock.now():
        for draft in drafts.order_by("pk"):
            tell_pair(EXTENDED, draft, facts=clocks(extension.closes_at))
            told += 1
    mark_told(extension)
    return told + 1
