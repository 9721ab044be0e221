"""Read the trail, and check its seals."""

import hashlib
import json
from collections.abc import Iterable

from django.db.models import Model, QuerySet

from naboskap.audit.models import Entry, Seal


def trail_of(*subjects: Model) -> QuerySet[Entry]:
    """Return what was done to ``subjects``, oldest first."""
    found = Entry.objects.none()
    for subject in subjects:
        found = found | Entry.objects.filter(
            subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
        )
    return found.order_by("pk")


def digest_of(entries: Iterable[Entry], before: str) -> str:
    """Digest a run of entries, chained to the digest ``before`` it."""
    running = hashlib.sha256(before.encode())
    for entry in entries:
        line = [
            entry.pk,
            entry.occurred_at.isoformat(),
            entry.actor_id,
            entry.action,
            entry.subject_type,
            entry.subject_id,
            entry.data,
        ]
        running.update(json.dumps(line, sort_keys=True, ensure_ascii=False).encode())
    return running.hexdigest()


def broken_seal() -> Seal | None:
    """Return the first seal that no longer fits the trail, or None when all do."""
    before = ""
    for seal in Seal.objects.order_by("pk").iterator():
        entries = Entry.objects.filter(pk__range=(seal.first_entry, seal.last_entry)).order_by(
            "pk"
        )
        if digest_of(entries.iterator(), before) != seal.digest:
            return seal
        before = seal.digest
    return None
