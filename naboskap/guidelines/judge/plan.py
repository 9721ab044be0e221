"""What the pair does together, where and when."""

from datetime import date, timedelta

from naboskap.core.errors import applies
from naboskap.guidelines.changes import (
    AddParticipants,
    Change,
    GiveTask,
    HoldOnline,
    MoveActivity,
    MoveEnd,
    MoveStart,
)
from naboskap.guidelines.facts import Facts, Side
from naboskap.guidelines.findings import Breach, unknown
from naboskap.guidelines.judge.registry import Context, asks
from naboskap.guidelines.parameters import (
    ActivityMode,
    ActivityPlace,
    BothActive,
    Duration,
    LeadTime,
    Nothing,
    ParticipantAges,
    TaskShare,
    YearsAtATime,
)

SIDES: tuple[Side, Side] = ("a", "b")
BOTH = frozenset(SIDES)


@asks(BothActive)
def both_active(p: BothActive, facts: Facts, _: Context) -> Breach | None:
    """Both sides have a task in at least ``activities`` activities."""
    if p.activities is None:
        return None
    if not facts.activities:
        return unknown("activities", activities=p.activities)
    together = sum(activity.sides_with_task == BOTH for activity in facts.activities)
    if together >= p.activities:
        return None
    wanting = [
        (number, BOTH - activity.sides_with_task)
        for number, activity in enumerate(facts.activities, start=1)
        if activity.sides_with_task != BOTH
    ]
    wanting.sort(key=lambda one: (len(one[1]), one[0]))
    lacking = p.activities - together
    changes: tuple[Change, ...] = ()
    if lacking == 1:
        number, sides = wanting[0] if wanting else (0, BOTH)
        changes = (GiveTask(number, tuple(sorted(sides))),)
    return Breach(
        found={"activities": together, "of": len(facts.activities)},
        required={"activities": p.activities},
        fields=("activities",),
        changes=changes,
    )


@asks(TaskShare)
def task_share(p: TaskShare, facts: Facts, _: Context) -> Breach | None:
    """Each side has a task in at least ``percent`` of the activities."""
    count = len(facts.activities)
    if p.percent is None or not count:
        return None
    tasks = {
        side: sum(side in activity.sides_with_task for activity in facts.activities)
        for side in SIDES
    }
    side = min(SIDES, key=lambda one: (tasks[one], one == "a"))
    if tasks[side] * 100 >= p.percent * count:
        return None
    free = [
        number
        for number, activity in enumerate(facts.activities, start=1)
        if side not in activity.sides_with_task
    ]
    other: Side = "b" if side == "a" else "a"
    mends = (tasks[side] + 1) * 100 >= p.percent * count and (
        tasks[other] * 100 >= p.percent * count
    )
    return Breach(
        found={"side": side, "activities": tasks[side], "of": count},
        required={"percent": p.percent},
        fields=("activities",),
        changes=(GiveTask(free[0], (side,)),) if mends else (),
    )


def _start_on(facts: Facts, day: date) -> MoveStart:
    """Let the project start on ``day``; the whole of it moves where it would be over by then.

    Rule GUI-41: it then lasts as long as it did, for no form takes an end before the start.
    """
    begins, ends = facts.start_date, facts.end_date
    if begins is None or ends is None or not applies("GUI-41", day > ends):
        return MoveStart(day)
    return MoveStart(day, day + max(ends - begins, timedelta()))


@asks(Nothing)
def start_after_sending(_p: Nothing, facts: Facts, _: Context) -> Breach | None:
    """The project does not start before the application is sent."""
    if facts.start_date is None:
        return unknown("start_date")
    if facts.start_date >= facts.submitted_on:
        return None
    return Breach(
        found={"start": facts.start_date.isoformat()},
        required={"from": facts.submitted_on.isoformat()},
        fields=("start_date",),
        changes=(_start_on(facts, facts.submitted_on),),
    )


@asks(LeadTime)
def lead_time(p: LeadTime, facts: Facts, _: Context) -> Breach | None:
    """There are at least ``to_weeks`` weeks to the start from where an answer is counted from.

    That is the day of sending, or a later one: the last on which the pair may change what it sent.
    """
    if p.to_weeks is None or facts.start_date is None:
        return None
    begins = facts.submitted_on
    if facts.answer_counts_from and applies("GUI-31", facts.answer_counts_from > begins):
        begins = facts.answer_counts_from
    days = (facts.start_date - begins).days
    if days >= p.to_weeks * 7:
        return None
    required: dict[str, int | str | None] = {"from_weeks": p.from_weeks, "to_weeks": p.to_weeks}
    if begins > facts.submitted_on:
        required["counts_from"] = begins.isoformat()
    return Breach(
        found={"days": max(days, 0)},
        required=required,
        fields=("start_date",),
        changes=(_start_on(facts, begins + timedelta(weeks=p.to_weeks)),),
    )


@asks(Nothing)
def start_in_round(_p: Nothing, facts: Facts, _: Context) -> Breach | None:
    """The project starts within the window that the round serves."""
    earliest, latest = facts.round_starts_from, facts.round_starts_to
    if facts.start_date is None or (earliest is None and latest is None):
        return None
    nearest = facts.start_date
    if earliest is not None:
        nearest = max(nearest, earliest)
    if latest is not None:
        nearest = min(nearest, latest)
    if nearest == facts.start_date:
        return None
    return Breach(
        found={"start": facts.start_date.isoformat()},
        required={
            "from": earliest.isoformat() if earliest else "",
            "to": latest.isoformat() if latest else "",
        },
        fields=("start_date",),
        changes=(_start_on(facts, nearest),),
    )


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


@asks(Duration)
def duration(p: Duration, facts: Facts, _: Context) -> Breach | None:
    """The project is over within ``years`` years of its start."""
    if p.years is None or facts.start_date is None or facts.end_date is None:
        return None
    latest = _years_on(facts.start_date, p.years)
    if facts.end_date <= latest:
        return None
    return Breach(
        found={"end": facts.end_date.isoformat()},
        required={"years": p.years, "to": latest.isoformat()},
        fields=("end_date",),
        changes=(MoveEnd(latest),),
    )


@asks(YearsAtATime)
def years_at_a_time(p: YearsAtATime, facts: Facts, _: Context) -> Breach | None:
    """The money is for ``years`` years at a time: a longer project asks again for the rest.

    No change is offered: a long project need not be shorter, its pair need only know.
    """
    if p.years is None or facts.start_date is None or facts.end_date is None:
        return None
    until = _years_on(facts.start_date, p.years)
    if facts.end_date <= until:
        return None
    return Breach(
        found={"end": facts.end_date.isoformat()},
        required={"years": p.years, "to": until.isoformat()},
        fields=("end_date",),
    )


@asks(ActivityPlace)
def activity_place(p: ActivityPlace, facts: Facts, _: Context) -> Breach | None:
    """More than ``more_than`` per cent of the activities are in ``places``, or online."""
    if p.places is None or p.more_than is None or not facts.activities:
        return None
    outside, unplaced = [], 0
    for number, activity in enumerate(facts.activities, start=1):
        if activity.mode == "online" or activity.place in p.places:
            continue
        if activity.place or activity.country:
            outside.append(number)
        else:
            unplaced += 1
    count = len(facts.activities)
    inside = count - len(outside) - unplaced
    if inside * 100 > p.more_than * count:
        return None
    required = {"places": p.places, "more_than": p.more_than}
    if (inside + unplaced) * 100 > p.more_than * count:
        return unknown("activities.place", **required)
    mends = outside and (inside + 1) * 100 > p.more_than * count
    return Breach(
        found={"activities": inside, "of": count},
        required=required,
        fields=("activities.place",),
        changes=(MoveActivity(outside[0], p.places[0]), HoldOnline(outside[0]))
        if mends and p.places
        else (),
    )


@asks(ActivityMode)
def activity_mode(p: ActivityMode, facts: Facts, _: Context) -> Breach | None:
    """Every activity is held in one of ``modes``, and none in a barred country."""
    barred = [
        number
        for number, activity in enumerate(facts.activities, start=1)
        if (p.modes is not None and activity.mode not in p.modes)
        or (
            activity.mode == "in_person"
            and (activity.place.split("-")[0] or activity.country) in (p.barred_countries or ())
        )
    ]
    if not barred:
        return None
    online = p.modes is None or "online" in p.modes
    return Breach(
        found={"activities": tuple(barred)},
        required={"modes": p.modes or (), "barred_countries": p.barred_countries or ()},
        fields=("activities.mode", "activities.place"),
        changes=(HoldOnline(barred[0]),) if online and len(barred) == 1 else (),
    )


@asks(ParticipantAges)
def participant_ages(p: ParticipantAges, facts: Facts, _: Context) -> Breach | None:
    """People in the age groups ``ages`` take part, from both sides."""
    if p.ages is None:
        return None
    if not facts.participants:
        return unknown("participants", ages=p.ages)
    there = dict.fromkeys(SIDES, 0)
    for group in facts.participants:
        if group.age in p.ages:
            there[group.side] += group.number
    empty = [side for side in SIDES if not there[side]]
    if not empty:
        return None
    return Breach(
        found={"sides": tuple(empty)},
        required={"ages": p.ages},
        fields=("participants",),
        changes=(AddParticipants(empty[0], p.ages[0], 1),) if len(empty) == 1 and p.ages else (),
    )
