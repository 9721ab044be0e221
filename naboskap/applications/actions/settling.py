"""The working copy of what was sent: kept whole when a change begins, and put back."""

import json
from collections.abc import Iterable
from typing import Any

from django.core import serializers
from django.db.models import Field, Model

from naboskap.applications.content import content_of
from naboskap.applications.models import (
    Activity,
    Application,
    BudgetLine,
    Change,
    FinancingLine,
    ParticipantGroup,
    Snapshot,
)
from naboskap.applications.queries import change_under_way, draft_of
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.permissions import Actor
from naboskap.questionnaires.actions import save_answer
from naboskap.questionnaires.models import Answer

# What the working copy is made of, apart from the pair and the texts: what points to a row of
# another list comes after it. ``tests/test_changing.py`` sees to it that no list is forgotten.
ROWS: tuple[type[Model], ...] = (Activity, ParticipantGroup, BudgetLine, FinancingLine)
FIELDS = (
    "title",
    "theme",
    "for_children_and_youth",
    "amount_applied_for",
    "start_date",
    "end_date",
)


def working_copy(application: Application) -> dict[str, Any]:
    """Return how the application stands, row by row, as plain JSON."""
    rows: list[Model] = [
        row
        for model in ROWS
        for row in model._default_manager.filter(application=application).order_by("pk")
    ]
    answers = Answer.objects.filter(sheet=application.sheet_id).select_related("identity")
    kept = json.loads(serializers.serialize("json", [application], fields=FIELDS))
    return {
        "fields": kept[0]["fields"],
        "rows": json.loads(serializers.serialize("json", rows)),
        "answers": {one.identity.key: [one.text, one.language] for one in answers},
    }


def settle_change(application: Application, end: Change.End, *, by: Actor) -> None:
    """Put the working copy back as it was sent, if a change is under way; keep what it held."""
    change = change_under_way(application)
    if change is None:
        return
    # The rows as they stand now, also where the caller read them before.
    unsent = content_of(draft_of(application))
    _put_back(application, change.before, by=by)
    end_change(change, end, by=by, unsent=unsent)
    record("applications.drop_change", application, by=by, how=end.value)


def put_back_confirmed(application: Application, lapsed: Iterable[Snapshot], *, by: Actor) -> None:
    """Put the working copy back as it stood before the ``lapsed`` texts; keep what each said."""
    told = {one.submitted_at: one.content for one in lapsed}
    changes = list(
        Change.objects.filter(
            application=application, end=Change.End.SENT, ended_at__gte=min(told)
        ).order_by("pk")
    )
    _put_back(application, changes[0].before, by=by)
    for change in changes:
        change.end = Change.End.LAPSED
        # A change ends in the act that froze its text.
        assert change.ended_at is not None
        change.unsent = told[max(at for at in told if at <= change.ended_at)]
        change.save(update_fields=["end", "unsent"])


def _put_back(application: Application, before: dict[str, Any], *, by: Actor) -> None:
    kept = list(serializers.deserialize("python", before["rows"], ignorenonexistent=True))
    for model in reversed(ROWS):
        stays = [one.object.pk for one in kept if isinstance(one.object, model)]
        model._default_manager.filter(application=application).exclude(pk__in=stays).delete()
    for one in kept:
        _ahead(one.object)
        one.save()
    for name, value in _fields(application, before["fields"]):
        setattr(application, name, value)
    # Whoever still has a page of the change open meets the other's version, and overwrites none.
    application.revisions = {part: int(n) + 1 for part, n in application.revisions.items()}
    application.changed_by_id, application.changed_at = by.pk, clock.now()
    stamp = ["revisions", "changed_by_id", "changed_at"]
    application.save(update_fields=[*stamp, *before["fields"]])
    answers = Answer.objects.filter(sheet=application.sheet_id).select_related("identity")
    for answer in answers:
        text, language = before["answers"].get(answer.identity.key, ["", answer.language])
        save_answer(
            application.sheet,
            answer.identity.key,
            text,
            language=language,
            read_number=answer.number,
            by=by,
        )


def _ahead(row: Model) -> None:
    """Count a row's revision on from what it is now, not from what it was."""
    if not hasattr(row, "revision"):
        return
    now = row.__class__._default_manager.filter(pk=row.pk).values_list("revision", flat=True)
    row.revision = max([row.revision, *now]) + 1


def _fields(application: Application, kept: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    for name, value in kept.items():
        field = application._meta.get_field(name)
        assert isinstance(field, Field)
        yield name, field.to_python(value)


def end_change(change: Change, end: Change.End, *, by: Actor, unsent: Any = None) -> None:
    change.end, change.ended_at, change.ended_by_id = end, clock.now(), by.pk
    change.unsent = unsent
    change.save(update_fields=["end", "ended_at", "ended_by_id", "unsent"])
