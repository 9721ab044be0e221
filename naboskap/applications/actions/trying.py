"""Try guidelines on what has been sent, before anybody publishes them."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.applications.models import Snapshot, Trial
from naboskap.applications.trying import add
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.guidelines.actions import delete_version
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import rules_of

YEARS = 10
AT_A_TIME = 500  # Judged in one transaction: about a tenth of a second.
LEASE = timedelta(minutes=1)


@transaction.atomic
def try_on_past(version: Version, years: int, *, by: User) -> Trial:
    """Ask what a version would have said of what was sent in the last ``years``.

    The worker answers, within seconds. Rule APP-25 (one to ten years back).
    """
    if not may(by, "applications.try_guidelines"):
        raise PermissionDenied
    require("APP-25", 1 <= years <= YEARS, _("Choose from one to ten years."))
    today = clock.today()
    since = date(today.year - years, today.month, min(today.day, 28))
    trial = Trial.objects.create(
        version=version,
        since=since,
        asked_by=by,
        asked_at=clock.now(),
        total=_sent(version, since).count(),
    )
    record("applications.try_guidelines", trial, by=by, version=version.slug, years=years)
    return trial


@transaction.atomic
def throw_away(version: Version, *, by: User) -> None:
    """Throw away a version that was made in the office, and the trials of it.

    It lives here, since what is kept of a trial hangs on the version. Rules GUI-10, GUI-11 and
    GUI-18 of the guidelines, and GUI-19: it is not being tried just now.
    """
    if not may(by, "guidelines.write_version"):
        raise PermissionDenied
    trials = Trial.objects.filter(version=version)
    require(
        "GUI-19",
        not trials.filter(ended_at__isnull=True).exists(),
        _("They are being tried just now. Wait until that has ended."),
    )
    trials.delete()
    delete_version(version, by=by)


def _sent(version: Version, since: date) -> QuerySet[Snapshot]:
    """Return what was sent since a day under the version's rulebook: the last text of each.

    A change that was not confirmed in time is none of them.
    """
    later = Snapshot.objects.counting().filter(
        application=OuterRef("application"), number__gt=OuterRef("number")
    )
    return Snapshot.objects.counting().filter(
        ~Exists(later),
        application__programme__rulebook=version.rulebook_id,
        submitted_at__gte=datetime.combine(since, time.min, tzinfo=clock.OSLO),
    )


def carry_on_trials() -> int:
    """Judge on where a trial waits; return how many were judged. Real time: a worker's own.

    One worker holds a trial at a time, and what is judged is kept with how far it came: a killed
    worker loses at most the last few hundred, and they are judged again.
    """
    now = timezone.now()
    judged = 0
    for trial in Trial.objects.filter(ended_at__isnull=True).order_by("pk"):
        mine = Trial.objects.filter(pk=trial.pk, claimed_until=trial.claimed_until)
        if trial.claimed_until is not None and trial.claimed_until > now:
            continue
        if not mine.update(claimed_until=now + LEASE):
            continue
        while number := _judge_some(trial.pk):
            judged += number
    return judged


@transaction.atomic
def _judge_some(pk: int) -> int:
    """Judge the next of a trial, and keep what was found; nought at its end."""
    trial = locked(Trial(pk=pk), "version")
    rows = list(
        _sent(trial.version, trial.since)
        .filter(pk__gt=trial.last_snapshot)
        .order_by("pk")
        .values("pk", "application", "facts", "findings")[:AT_A_TIME]
    )
    rules = rules_of(trial.version)
    for row in rows:
        add(trial.found, rules, row["application"], row)
    trial.done = min(trial.done + len(rows), trial.total)
    trial.last_snapshot = rows[-1]["pk"] if rows else trial.last_snapshot
    trial.claimed_until = timezone.now() + LEASE
    if not rows:
        trial.done, trial.ended_at = trial.total, timezone.now()
    trial.save(update_fields=["done", "found", "last_snapshot", "claimed_until", "ended_at"])
    return len(rows)
