"""The plan: what the project is, what the pair does together, who takes part."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.applications.actions.writing import (
    NOTHING,
    check_revision,
    opened,
    put_back_row,
    row_as_read,
    save_part,
    save_row,
    take_out_row,
)
from naboskap.applications.models import Activity, Application, BudgetLine, ParticipantGroup
from naboskap.applications.queries import last_taken_out
from naboskap.core.errors import require
from naboskap.core.permissions import Actor
from naboskap.core.tongue import guess
from naboskap.organisations.models import Place

SHORT_FORM_ACTIVITIES = 3


def _check_period(begins: date | None, ends: date | None) -> None:
    require(
        "APP-11",
        begins is None or ends is None or ends >= begins,
        _("The last day comes before the first."),
    )


@transaction.atomic
def save_basics(
    application: Application,
    *,
    title: str,
    theme: str,
    for_children_and_youth: bool,
    start_date: date | None,
    end_date: date | None,
    read_revision: int,
    by: Actor,
    unlocked: Collection[str] = NOTHING,
) -> Application:
    """Save what the project is called, is about, and when it is. Rule APP-11."""
    application = opened(application, "basics", by=by, unlocked=unlocked)
    facts = {
        "title": title,
        "theme": theme,
        "for_children_and_youth": for_children_and_youth,
        "start_date": start_date,
        "end_date": end_date,
    }
    check_revision(application, "basics", read_revision, yours=facts)
    _check_period(start_date, end_date)
    return save_part(application, "basics", by=by, **facts)


@transaction.atomic
def save_activity(
    application: Application,
    *,
    what: str,
    by: Actor,
    pk: int | None = None,
    read_revision: int = 0,
    language: str = "nb",
    mode: str = Activity.Mode.IN_PERSON,
    place: Place | None = None,
    place_text: str = "",
    from_date: date | None = None,
    to_date: date | None = None,
    people_a: int | None = None,
    people_b: int | None = None,
    task_a: str = "",
    task_b: str = "",
    led_by: str = "",
    unlocked: Collection[str] = NOTHING,
) -> Activity:
    """Add an activity, or change the one with ``pk``.

    Added from a page, ``read_revision`` is what ``next_row`` said there: a second press adds none.
    ``led_by``: a, b or both; empty where nobody says. Rules APP-10 (three), APP-11 (its days) and
    APP-53 (a side leads it, or both).
    """
    application = opened(application, "activities", by=by, unlocked=unlocked)
    facts: dict[str, Any] = {
        "what": what,
        "language": language,
        "mode": mode,
        "place": place,
        "place_text": place_text,
        "from_date": from_date,
        "to_date": to_date,
        "people_a": people_a,
        "people_b": people_b,
        "task_a": task_a,
        "task_b": task_b,
        "led_by": led_by,
    }
    row = row_as_read(Activity.objects, application, "activities", pk, read_revision, yours=facts)
    # Whoever mends a day in an activity from the other side does not write it in their own.
    facts["language"] = guess(what, spoken=language, before=row.language if row else "")
    if row is None:
        _require_room(application)
    _check_period(from_date, to_date)
    require(
        "APP-53",
        led_by in {"", *Activity.Leads.values},
        _("Choose which side leads it, or both."),
    )
    return save_row(
        Activity.objects, application, "activity", row, by=by, since=read_revision, **facts
    )


def remove_activity(
    application: Application,
    pk: int,
    *,
    read_revision: int,
    by: Actor,
    unlocked: Collection[str] = NOTHING,
) -> None:
    """Take an activity out of the plan; what it said stays in the trail, and can be put back."""
    lines = BudgetLine.objects.filter(application=application, activity=pk)
    take_out_row(
        Activity.objects,
        application,
        "activities",
        "activity",
        pk=pk,
        read_revision=read_revision,
        by=by,
        unlocked=unlocked,
        lines=list(lines.values_list("pk", flat=True)),
    )


@transaction.atomic
def put_back_activity(
    application: Application, pk: int, *, by: Actor, unlocked: Collection[str] = NOTHING
) -> Activity:
    """Put an activity back that was taken out, with the costs that were for it.

    Rules: APP-10 (the short form holds three), APP-96 (it was taken out here).
    """
    application = opened(application, "activities", by=by, unlocked=unlocked)
    out = last_taken_out(application, "activity", pk)
    if out is not None:
        _require_room(application)
    row = put_back_row(
        Activity.objects, application, "activities", "activity", pk=pk, by=by, unlocked=unlocked
    )
    if out is not None:
        lines = BudgetLine.objects.filter(application=application, activity__isnull=True)
        lines.filter(pk__in=out.told.get("lines", [])).update(activity=row)
    return row


def _require_room(application: Application) -> None:
    there = Activity.objects.filter(application=application).count()
    require(
        "APP-10",
        application.size != Application.Size.SHORT or there < SHORT_FORM_ACTIVITIES,
        _("The short form has room for three activities."),
    )


@transaction.atomic
def move_activity(
    application: Application,
    pk: int,
    *,
    up: bool,
    by: Actor,
    unlocked: Collection[str] = NOTHING,
) -> None:
    """Move an activity one place up or down in the plan."""
    application = opened(application, "activities", by=by, unlocked=unlocked)
    rows = list(Activity.objects.filter(application=application))
    here = next((place for place, row in enumerate(rows) if row.pk == pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows, start=1):
        Activity.objects.filter(pk=row.pk).update(position=position)
    save_part(application, "order", by=by)


@transaction.atomic
def save_participants(
    application: Application,
    numbers: Mapping[tuple[str, str], int | None],
    *,
    read_revision: int,
    by: Actor,
    unlocked: Collection[str] = NOTHING,
) -> Application:
    """Save how many take part, by side and age group (numbers only, never names).

    None says nothing of a group, which is not the same as that nobody of it takes part (0).
    """
    application = opened(application, "participants", by=by, unlocked=unlocked)
    rows = ParticipantGroup.objects.filter(application=application)
    before = {f"{row.side} {row.age}": row.number for row in rows}
    yours = {
        f"{side} {age}": number for (side, age), number in numbers.items() if number is not None
    }
    check_revision(application, "participants", read_revision, yours=yours, theirs=before)
    for (side, age), number in numbers.items():
        if number is None:
            rows.filter(side=side, age=age).delete()
            continue
        ParticipantGroup.objects.update_or_create(
            application=application, side=side, age=age, defaults={"number": number}
        )
    return save_part(application, "participants", by=by)
