"""Take in versions that are told in files."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.audit.actions import record
from naboskap.core.errors import require
from naboskap.core.permissions import Actor, may
from naboskap.guidelines.actions.checks import checked
from naboskap.guidelines.editions import whole
from naboskap.guidelines.models import Clause, Rulebook, Version


@transaction.atomic
def load_guidelines(rows: Iterable[Mapping[str, Any]], *, by: Actor) -> list[Version]:
    """Take in versions of guidelines, each a row with its rulebook and clauses.

    A row may be told by what it changes in another (``editions``). One without a date lies ready.
    A version that is there already is left as it is: the office may have changed it.

    Rules: GUI-1 to GUI-5 (see docs/rules/guidelines.md). Returns the versions that are new.
    """
    if not may(by, "guidelines.load_guidelines"):
        raise PermissionDenied
    return [version for row in whole(rows) if (version := _load_version(row, by)) is not None]


def _load_version(row: Mapping[str, Any], by: Actor) -> Version | None:
    rulebook, _new = Rulebook.objects.get_or_create(
        slug=row["rulebook"], defaults={"name": row["rulebook_name"]}
    )
    if Version.objects.filter(slug=row["slug"]).exists():
        return None
    begins = date.fromisoformat(row["in_force_from"]) if row["in_force_from"] else None
    require(
        "GUI-5",
        begins is None or not rulebook.versions.filter(in_force_from=begins).exists(),
        _("Another version of these guidelines is in force from the same day."),
    )
    version = Version.objects.create(
        rulebook=rulebook, slug=row["slug"], name=row["name"], in_force_from=begins
    )
    Clause.objects.bulk_create(
        Clause(version=version, position=position, **checked(clause))
        for position, clause in enumerate(row["clauses"], start=1)
    )
    record("guidelines.load_guidelines", version, by=by, clauses=len(row["clauses"]))
    return version
