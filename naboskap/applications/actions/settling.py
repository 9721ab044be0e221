"""The working copy of what was sent: kept whole when a change begins, and put back."""

import json
from collections.abc import Iterable, Iterator
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
    ShortTranslation,
    Snapshot,
)
from naboskap.applications.queries import change_under_way, draft_of
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.permissions import Actor
from naboskap.questionnaires.actions import next_version, save_answer
from naboskap.questionnaires.models import Answer, Translation

# What the working copy is made of, apart from the pair, the texts and what they say in other
# languages: what points to a row of another list comes after it. ``tests/test_changing.py`` sees
# to it that no list is forgotten.
ROWS: tuple[type[Model], ...] = (Activity, ParticipantGroup, BudgetLine, FinancingLine)
FIELDS = (
    "title",
    "theme",
    "for_children_and_youth",
    "amount_applied_for",
    "start_date",
    "end_date",
)
# What of a translation is put back, besides which text it renders. Times are kept to the
# thousandth of a second, so they alone make no version.
SAID = ("text", "mark", "saved_by_id", "saved_at", "checked_by_id", "checked_at")
TIMES = {"saved_at", "checked_at"}
# A translation that was begun with the change: it is empty again, and its versions stay.
NOTHING_SAID = {
    "text": "",
    "mark": Translation.Mark.TRANSLATED,
    "checked_by_id": None,
    "checked_at": None,
}


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
        "answers": {one.identity.key: [one.text, one.language, one.number] for one in answers},
        "renderings": json.loads(serializers.serialize("json", _renderings(application))),
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
        text, language, *_number = before["answers"].get(
            answer.identity.key, ["", answer.language]
        )
        if (answer.text, answer.language) == (text, language):
            continue  # Also what the form does not ask any more.
        save_answer(
            application.sheet,
            answer.identity.key,
            text,
            language=language,
            read_number=answer.number,
            by=by,
        )
    _put_back_renderings(application, before)


def _renderings(application: Application) -> Iterator[Translation | ShortTranslation]:
    """Return what its texts say in other languages, beside them."""
    yield from Translation.objects.filter(answer__sheet=application.sheet_id).select_related(
        "answer__identity"
    )
    yield from ShortTranslation.objects.filter(application=application)


def _put_back_renderings(application: Application, before: dict[str, Any]) -> None:
    """Let each translation stand as it did. What was written since stays among its versions.

    An answer that was put back has a new number: what rendered it then renders it now.
    """
    if "renderings" not in before:
        return  # Begun before they were kept.
    kept: dict[Any, Any] = {
        (type(one.object), one.object.pk): one.object
        for one in serializers.deserialize("python", before["renderings"])
    }
    for row in _renderings(application):
        was = kept.get((type(row), row.pk))
        facts: dict[str, Any] = dict(NOTHING_SAID)
        if was is not None:
            facts = {name: getattr(was, name) for name in SAID} | was.renders()
        if isinstance(row, Translation):
            then = before["answers"].get(row.identity.key, ["", "", 0])[2]
            if facts.get("of_number") == then:
                facts["of_number"] = row.answer.number
        if any(getattr(row, name) != facts[name] for name in facts.keys() - TIMES):
            next_version(row, **facts)


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
