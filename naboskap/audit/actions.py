"""Write the trail, and move subjects along their workflow."""

from datetime import timedelta
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from naboskap.audit.models import Entry, Refused, Seal
from naboskap.audit.queries import digest_of
from naboskap.core.permissions import Actor
from naboskap.core.statements import insert_later, update
from naboskap.core.workflow import Permit

QUIET = timedelta(minutes=1)  # A transaction older than this is taken to have ended.


def record(action: str, subject: models.Model, *, by: Actor, **data: Any) -> Entry:
    """Write down that ``by`` did ``action`` to ``subject``, in the open transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("An act and its trail belong in one transaction.")
    return insert_later(
        Entry(
            action=action,
            actor_id=by.pk,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            data=data,
        )
    )


def move(permit: Permit, **changes: Any) -> Entry:
    """Carry out a permitted transition: the new status, its facts, and the trail.

    This is the only place that assigns a status; tests/architecture sees to it.
    """
    subject, transition = permit.subject, permit.transition
    before = subject.status
    subject.status = transition.target
    for name, value in changes.items():
        setattr(subject, name, value)
    update(subject, "status", *changes)
    action = f"{subject._meta.app_label}.{transition.name}"
    return record(action, subject, by=permit.by, before=before, after=transition.target)


def record_refusal(reason: str, *, actor_id: int | None, path: str) -> None:
    """Write down that somebody was turned down. Call it outside the refused transaction."""
    Refused.objects.create(reason=reason[:60], actor_id=actor_id, path=path[:200])


@transaction.atomic
def seal_entries() -> Seal | None:
    """Seal what has been written and has come to rest. The worker calls this; no act waits."""
    last = Seal.objects.select_for_update().order_by("-pk").first()
    waiting = Entry.objects.filter(
        pk__gt=last.last_entry if last else 0, occurred_at__lt=timezone.now() - QUIET
    ).order_by("pk")
    entries = list(waiting[:5_000])
    if not entries:
        return None
    return Seal.objects.create(
        first_entry=entries[0].pk,
        last_entry=entries[-1].pk,
        digest=digest_of(entries, last.digest if last else ""),
    )
