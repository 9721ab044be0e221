"""The picture of a plan: bars from one seam, what each side does, and the journeys each way."""

from typing import Any

from django import template
from django.utils.translation import gettext, ngettext

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.ui import wording

register = template.Library()

HEAD, PITCH, BAR = 80, 64, 18  # px: the head, from row to row, and a bar's height
WIDEST = 37.0  # per cent of the width that the longest bar takes on its side of the seam
THINNEST = 1.5  # a part that has no person-days yet is still seen
SIDES = ("a", "b")


@register.inclusion_tag("ui/cooperation.html")
def cooperation(plan: Any, *, key: str = "cooperation", rank: int = 2) -> dict[str, Any]:
    """Draw who does what together, with the same figures as sentences and as a table.

    Takes ``applications.cooperation.Cooperation`` or the like; ``key`` makes the ids on the page.
    It gives no points: nothing is added up across the two sides, and no share is drawn.
    """
    names = {key: in_language(side.name) for key, side in secretariat().sides.items()}
    longest = max(
        (half.person_days or 0 for each in plan.activities for half in each.halves.values()),
        default=0,
    )
    counts = _counts(plan)
    rows = [
        _row(each, place, longest, counts=counts) for place, each in enumerate(plan.activities)
    ]
    foot = HEAD + PITCH * len(rows) + 12
    return {
        "key": key,
        "rank": rank,
        "names": names,
        "rows": rows,
        "counts": counts,
        "days": {side: wording.count(plan.person_days_of(side)) for side in SIDES},
        "in_days": {side: _days(plan.person_days_of(side)) for side in SIDES},
        "is_whole": plan.is_whole,
        "sentences": sentences_of(plan, names),
        "journeys": [
            _journey(side, plan.visits[side], foot + 44 + place * 44)
            for place, side in enumerate(SIDES)
        ],
        "foot": foot,
        "seam": foot - 20,
        "height": foot + 108 if counts else foot,
    }


def _counts(plan: Any) -> bool:
    """Whether anybody has written how many take part; a small form does not ask for it."""
    return any(
        half.person_days is not None for each in plan.activities for half in each.halves.values()
    )


def _row(activity: Any, place: int, longest: int, *, counts: bool) -> dict[str, Any]:
    top = HEAD + PITCH * place
    bars = [
        _bar(side, activity.halves[side], longest)
        for side in SIDES
        if activity.halves[side].takes_part
    ]
    return {
        "activity": activity,
        "top": top,
        "bar": top + 28,
        "number": top + 28 + BAR - 4,
        "middle": top + 28 + BAR // 2,
        "bars": bars,
        "cells": [
            {"side": side, "words": _part(activity.halves[side], counts=counts)} for side in SIDES
        ],
    }


def _bar(side: str, half: Any, longest: int) -> dict[str, Any]:
    days = half.person_days
    width = max(WIDEST * days / longest if days and longest else 0.0, THINNEST)
    end = 50 - width if side == "a" else 50 + width
    return {
        "side": side,
        "x": f"{min(end, 50.0):.2f}",
        "width": f"{width:.2f}",
        "end": f"{end:.2f}",
        "shift": "-6" if side == "a" else "6",
        "anchor": "end" if side == "a" else "start",
        "number": "?" if days is None else wording.count(days),
        "has_task": half.has_task,
    }


def _part(half: Any, *, counts: bool) -> str:
    """Say what a side does in an activity: "has a task, 66 person-days"."""
    if not half.takes_part:
        return gettext("not there")
    part = gettext("has a task") if half.has_task else gettext("is there without a task")
    if not counts:
        return part
    if half.person_days is None:
        return gettext("%(part)s, person-days not known yet") % {"part": part}
    return f"{part}, {_days(half.person_days)}"


def _days(number: int) -> str:
    return ngettext("%(days)s person-day", "%(days)s person-days", number) % {
        "days": wording.count(number)
    }


def _journey(side: str, visits: Any, y: int) -> dict[str, Any]:
    return {
        "side": side,
        "y": y,
        "words": y - 8,
        "tip": "88%" if side == "a" else "12%",
        "is_made": visits.times > 0,
        "text": _visits(visits),
    }


def _visits(visits: Any) -> str:
    if not visits.times:
        return gettext("no visit")
    times = ngettext("%(number)s visit", "%(number)s visits", visits.times)
    people = ngettext("%(number)s person", "%(number)s people", visits.people)
    return (
        f"{times % {'number': visits.times}}, {people % {'number': wording.count(visits.people)}}"
    )


def sentences_of(plan: Any, names: dict[str, str]) -> list[str]:
    """Say what the picture shows, for whoever reads rather than looks."""
    told = [
        ngettext(
            "Both sides have a task in %(joint)s of %(all)s activity.",
            "Both sides have a task in %(joint)s of %(all)s activities.",
            len(plan.activities),
        )
        % {"joint": plan.joint, "all": len(plan.activities)}
    ]
    if not _counts(plan):
        return [*told, gettext("How many are there at each activity is not written.")]
    told += [
        gettext("Person-days. %(home)s: %(a)s. %(across)s: %(b)s.")
        % {
            "home": names["a"],
            "across": names["b"],
            **{side: wording.count(plan.person_days_of(side)) for side in SIDES},
        },
        gettext("Visits to the other side. %(home)s: %(a)s. %(across)s: %(b)s.")
        % {
            "home": names["a"],
            "across": names["b"],
            **{side: _visits(plan.visits[side]) for side in SIDES},
        },
    ]
    if plan.elsewhere:
        told.append(
            ngettext(
                "They meet once in another country.",
                "They meet %(number)s times in another country.",
                plan.elsewhere,
            )
            % {"number": plan.elsewhere}
        )
    if not plan.is_whole:
        told.append(gettext("Some activities have no dates or no number of people yet."))
    return told
