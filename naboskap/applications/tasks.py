"""What the worker does for applications: remind, let go what was not confirmed, try guidelines."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from naboskap.applications.actions import (
    carry_on_trials,
    end_change_in_time,
    lapse_application,
    lay_aside,
    remind_of_closing,
    remind_of_papers,
    remind_of_silence,
    remind_to_confirm,
    roll_drafts_forward,
    tell_of_extension,
    warn_of_files,
)
from naboskap.applications.actions.confirming import REMIND_BEFORE
from naboskap.applications.actions.drafts import CLOSES_WITHIN, LAST_MAIL_BEFORE, SILENT_FOR
from naboskap.applications.models import Application, Change, DraftReminder
from naboskap.applications.statuses import ApplicationStatus
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.core.permissions import SYSTEM
from naboskap.core.secretariat import secretariat
from naboskap.programmes.deadlines import whole_second
from naboskap.programmes.models import Extension
from naboskap.programmes.queries import rounds_open

AT_ONCE = 100


def run_due() -> int:
    """Do what is due; return how many rows it was. State is in the rows: a kill loses nothing."""
    now = clock.now()
    waiting = Application.objects.filter(status=ApplicationStatus.SUBMITTED).order_by("confirm_by")
    drafts = Application.objects.filter(status=ApplicationStatus.DRAFT)
    done = 0
    # Where both sides confirmed a text before, only the change lapses: its case is set back with
    # it (``assessments``).
    over = waiting.filter(confirm_by__lte=now, stands_meanwhile__isnull=True)
    for application in over[:AT_ONCE]:
        try:
            lapse_application(application, by=SYSTEM)
        except Refusal:  # Confirmed or withdrawn in the meantime.
            continue
        done += 1
    soon = waiting.filter(confirm_by__gt=now, confirm_by__lte=now + max(REMIND_BEFORE))
    for application in soon.filter(confirm_reminders__lt=len(REMIND_BEFORE))[:AT_ONCE]:
        done += remind_to_confirm(application)
    done += remind_of_papers(drafts) + warn_of_files()
    for extension in Extension.objects.filter(told_at__isnull=True).order_by("pk"):
        done += tell_of_extension(extension)
    for change in _ended_in_time(now):
        done += end_change_in_time(change.application)
    return done + _drafts(now) + carry_on_trials() + roll_drafts_forward(by=SYSTEM)


def _ended_in_time(now: datetime) -> QuerySet[Change]:
    """Return the changes that were not sent while they could be: the round's time is over."""
    second = whole_second(now)
    over = Q(finish_by__lt=second) | Q(
        finish_by__isnull=True, application__round__takes_until__lt=second
    )
    under_way = Change.objects.filter(over, ended_at__isnull=True)
    return under_way.select_related("application").order_by("pk")[:AT_ONCE]


def _drafts(now: datetime) -> int:
    """Remind drafts of their closing and of silence, and lay aside what nobody has kept."""
    drafts = Application.objects.filter(status=ApplicationStatus.DRAFT)
    done = 0
    soon = rounds_open(now).filter(closes_at__gt=now, closes_at__lte=now + CLOSES_WITHIN)
    for current in soon:
        begun = drafts.filter(programme=current.programme_id, changed_at__gt=F("created_at"))
        told = DraftReminder.objects.filter(round=current).values("application")
        for draft in begun.exclude(pk__in=told).order_by("pk")[:AT_ONCE]:
            done += remind_of_closing(draft, current)
    for kind, silent_since in (
        (DraftReminder.Kind.SILENT, now - SILENT_FOR),
        (DraftReminder.Kind.LAST, _written_before(now + LAST_MAIL_BEFORE)),
    ):
        said = DraftReminder.objects.filter(
            application=OuterRef("pk"), kind=kind, sent_at__gt=OuterRef("changed_at")
        )
        silent = drafts.filter(~Exists(said), changed_at__lt=silent_since)
        for draft in silent.order_by("changed_at", "pk")[:AT_ONCE]:
            done += remind_of_silence(draft, kind)
    for draft in drafts.filter(changed_at__lt=_written_before(now)).order_by("changed_at")[
        :AT_ONCE
    ]:
        try:
            lay_aside(draft, by=SYSTEM)
        except Refusal:  # The last mail is not a month old yet.
            continue
        done += 1
    return done


def _written_before(at: datetime) -> datetime:
    """Return when a draft was written in last that is kept no longer at ``at`` (or days later)."""
    return at - timedelta(days=secretariat().drafts_kept_months * 365.25 / 12)
