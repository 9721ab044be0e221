"""Throw away a version that holds nowhere, and put it back as it stood."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.guidelines.actions.writing import FACTS, may_write, opened
from naboskap.guidelines.models import Clause, SentBack, TakenOut, ThrownAway, Version

BESIDE: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "taken_out": (TakenOut, ("facts", "taken_by_id", "taken_at")),
    "sent_back": (
        SentBack,
        ("proposed_from", "proposed_by_id", "sent_by_id", "sent_at", "reason"),
    ),
}


@transaction.atomic
def delete_version(version: Version, *, by: User) -> ThrownAway:
    """Throw away a version that was made here and holds nowhere. It can be put back.

    Rules GUI-10, GUI-11, and GUI-18: what came with the house stays.
    """
    version = opened(version, by)
    require(
        "GUI-18",
        version.made_by_id,
        _("These came with the house. They can lie ready, and are not thrown away."),
    )
    assert version.made_by_id is not None
    clauses = [{fact: getattr(row, fact) for fact in FACTS} for row in version.clauses.all()]
    kept = ThrownAway.objects.create(
        rulebook=version.rulebook,
        slug=version.slug,
        name=version.name,
        clauses=clauses,
        beside={
            name: [
                {fact: _plain(getattr(row, fact)) for fact in facts}
                for row in getattr(version, name).order_by("pk")
            ]
            for name, (_table, facts) in BESIDE.items()
        },
        made_by_id=version.made_by_id,
        made_at=version.made_at,
        thrown_by=by,
        thrown_at=clock.now(),
    )
    kept.writers.set(version.writers.all())
    record("guidelines.delete_version", version, by=by, slug=version.slug, clauses=clauses)
    version.clauses.all().delete()
    version.taken_out.all().delete()
    version.sent_back.all().delete()
    version.delete()
    return kept


@transaction.atomic
def take_up_version(kept: ThrownAway, *, by: User) -> Version:
    """Put a version back that was thrown away, as it stood, and all that hung on it.

    Who wrote in it are its writers still, and so is whoever puts it back: none of them publishes
    it (GUI-27). Rule GUI-42: no other version has its address now.
    """
    may_write(by)
    kept = locked(kept, "rulebook")
    require(
        "GUI-42",
        not Version.objects.filter(slug=kept.slug).exists(),
        _("Other guidelines have its address now. Throw those away first, if you want it back."),
    )
    version = Version.objects.create(
        rulebook=kept.rulebook,
        slug=kept.slug,
        name=kept.name,
        made_by=kept.made_by,
        made_at=kept.made_at,
        stamp=uuid4(),
    )
    Clause.objects.bulk_create(
        Clause(version=version, position=position, **facts)
        for position, facts in enumerate(kept.clauses, start=1)
    )
    for name, (table, _facts) in BESIDE.items():
        _put_back(table, version, kept.beside.get(name, ()))
    version.writers.set([*kept.writers.all(), by])
    record("guidelines.take_up_version", version, by=by, slug=version.slug)
    kept.delete()
    return version


def _put_back(table: type[Model], version: Version, rows: Iterable[dict[str, Any]]) -> None:
    table._default_manager.bulk_create(table(version=version, **row) for row in rows)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
