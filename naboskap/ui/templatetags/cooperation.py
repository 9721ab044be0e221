"""The picture of a plan: bars from one seam, what each side does, and the journeys each way."""

from typing import Any

from django import template
from django.utils.translation import gettext, ngettext

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.ui import wording
from naboskap.ui.namesakes import activities_named

register = template.Library()

HEAD, PITCH, BAR = 80, 64, 18  # px: the head, from row to row, and a bar's height
MONEY = 76  # px: what each side's costs take below it all
WIDEST = 37.0  # per cent of the width that the longest bar takes on its side of the seam
THINNEST = 1.5  # a part that has no person-days yet is still seen
SIDES = ("a", "b")


@register.inclusion_tag("ui/cooperation.html")
def cooperation(plan: Any, *, key: str = "cooperation", rank: int = 2) -> dict[str, Any]:
    """Draw who does what together, with the same figures as sentences and as a table.

    Takes ``applications.cooperation.Cooperation`` or the like; ``key`` makes the ids on the page.
    It gives no points: a weak spot is told in words with what would help, and nothing is weighed.
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
        "below": rank + 1,
        "names": names,
        "rows": rows,
        "counts": counts,
        "days": {side: wording.count(plan.person_days_of(side)) for side in SIDES},
        "in_days": {side: _days(plan.person_days_of(side)) for side in SIDES},
        "is_whole": plan.is_whole,
        "sentences": sentences_of(plan, names),
        "spots": [spot_in_words(spot, plan, names) for spot in plan.weak_spots],
        "money": _money(plan, foot + (108 if counts else 0)),
        "journeys": [
            _journey(side, plan.visits[side], foot + 44 + place * 44)
            for place, side in enumerate(SIDES)
        ],
        "foot": foot,
        "seam": foot - 20,
        "height": foot + (108 if counts else 0) + (MONEY if any(plan.costs.values()) else 0),
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
            {
                "side": side,
                "words": _part(
                    activity.halves[side], counts=counts, leads=activity.is_led_by(side)
                ),
            }
            for side in SIDES
        ],
        "leads": [side for side in SIDES if activity.is_led_by(side)],
    }


def _money(plan: Any, top: int) -> dict[str, Any] | None:
    """Draw what each side's costs come to, from the same seam; None where there is no budget."""
    most = max(plan.costs.values(), default=0)
    if not most:
        return None
    bars = []
    for side in SIDES:
        width = WIDEST * plan.costs[side] / most
        bars.append(
            {
                "side": side,
                "x": f"{50 - width if side == 'a' else 50:.2f}",
                "width": f"{width:.2f}",
                "sum": wording.money(plan.costs[side]),
            }
        )
    return {"top": top + 14, "bar": top + 24, "sums": top + 46, "bars": bars}


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


def _part(half: Any, *, counts: bool, leads: bool = False) -> str:
    """Say what a side does in an activity: "has a task, leads, 66 person-days"."""
    if not half.takes_part:
        return gettext("not there, but leads") if leads else gettext("not there")
    part = gettext("has a task") if half.has_task else gettext("is there without a task")
    if leads:
        part = gettext("%(part)s, leads") % {"part": part}
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
    if any(plan.led_by(who) for who in (*SIDES, "both")):
        told.append(
            gettext("Leads. %(home)s: %(a)s. %(across)s: %(b)s. Both together: %(both)s.")
            % {
                "home": names["a"],
                "across": names["b"],
                **{who: plan.led_by(who) for who in (*SIDES, "both")},
            }
        )
    if any(plan.costs.values()):
        told.append(
            gettext("Costs. %(home)s: %(a)s. %(across)s: %(b)s.")
            % {
                "home": names["a"],
                "across": names["b"],
                **{side: wording.money(plan.costs[side]) for side in SIDES},
            }
        )
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
    if plan.person_days_together:
        told.append(
            gettext("Person-days in activities where both are there: %(days)s.")
            % {"days": wording.count(plan.person_days_together)}
        )
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


def spot_in_words(spot: Any, plan: Any, names: dict[str, str]) -> dict[str, str]:
    """Say where a plan is weak, as the guidelines do, and the nearest thing that helps."""
    other = {"a": "b", "b": "a"}.get(spot.side, "")
    words = {
        "side": names.get(spot.side, ""),
        "other": names.get(other, ""),
        "number": spot.number,
        "count": spot.of,
    }
    if spot.nearest:
        words["activity"] = activities_named(plan.activities)[spot.nearest - 1]
    match spot.kind:
        case "apart":
            found = gettext("There is no activity in which both sides have a task.")
            helps = (
                gettext("Give the other side a task in “%(activity)s”.")
                if spot.nearest
                else gettext("Write what each side does, in an activity that you hold together.")
            )
        case "passive":
            found = ngettext(
                "%(side)s is active in %(number)s of %(count)s activity.",
                "%(side)s is active in %(number)s of %(count)s activities.",
                spot.of,
            )
            helps = (
                gettext("Give this side a task in “%(activity)s”.")
                if spot.nearest
                else gettext("Plan one more activity in which this side has a task.")
            )
        case "one_way":
            found = gettext(
                "%(side)s travels, and nobody travels the other way: a visit one way, shown and"
                " gone."
            )
            helps = gettext("Plan a visit the other way, or meet online before and after.")
        case "one_leads":
            found = gettext("%(side)s leads every activity.")
            helps = gettext("Let the other side lead “%(activity)s”, or lead it together.")
        case _:
            found = gettext("All the costs stand on one side: %(side)s.")
            helps = gettext(
                "Write what it costs on the other side too, hours of own work as well."
            )
    return {"found": found % words, "helps": helps % words}
