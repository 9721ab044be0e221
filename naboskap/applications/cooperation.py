"""What the plan says of who does what together: person-days, tasks, and visits each way.

It is drawn beside the plan. It is never a score: nothing is weighed, and nothing is decided by it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

SIDES = ("a", "b")
OTHER = {"a": "b", "b": "a"}


@dataclass(frozen=True, slots=True)
class Half:
    """One side's part in an activity. None is what nobody has written yet."""

    people: int | None
    days: int | None
    has_task: bool

    @property
    def person_days(self) -> int | None:
        """People times days; nobody there is 0, whatever the days."""
        if self.people == 0:
            return 0
        return None if self.people is None or self.days is None else self.people * self.days

    @property
    def takes_part(self) -> bool:
        return self.has_task or bool(self.people)


@dataclass(frozen=True, slots=True)
class Together:
    """An activity as both sides meet in it."""

    what: str
    language: str
    from_date: date | None
    to_date: date | None
    is_online: bool
    halves: Mapping[str, Half]
    led_by: str = ""  # a, b or both; empty where nobody has said.

    @property
    def is_joint(self) -> bool:
        """Whether both sides have a task in it."""
        return all(self.halves[side].has_task for side in SIDES)

    @property
    def is_met_in(self) -> bool:
        """Whether people of both sides are there."""
        return all(self.halves[side].people for side in SIDES)

    def is_led_by(self, side: str) -> bool:
        return self.led_by in {side, "both"}


@dataclass(frozen=True, slots=True)
class Visits:
    """How often a side travels to the other, and how many people in all."""

    times: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Cooperation:
    """The whole plan, activity by activity, and the journeys in it."""

    activities: tuple[Together, ...]
    visits: Mapping[str, Visits]  # By the side that travels.
    elsewhere: int  # How often they meet in a country that is neither's.
    costs: Mapping[str, int] = field(default_factory=dict)  # Øre in the budget, by side.

    @property
    def joint(self) -> int:
        """In how many activities both sides have a task."""
        return sum(1 for each in self.activities if each.is_joint)

    def person_days_of(self, side: str) -> int:
        """Person-days of a side, as far as they are written."""
        return sum(each.halves[side].person_days or 0 for each in self.activities)

    @property
    def person_days_together(self) -> int:
        """Person-days of both sides in the activities where people of both are there."""
        return sum(
            each.halves[side].person_days or 0
            for each in self.activities
            if each.is_met_in
            for side in SIDES
        )

    def active_in(self, side: str) -> int:
        """In how many activities a side has a task."""
        return sum(1 for each in self.activities if each.halves[side].has_task)

    def led_by(self, who: str) -> int:
        """How many activities a side, or "both", leads."""
        return sum(1 for each in self.activities if each.led_by == who)

    @property
    def weak_spots(self) -> tuple["WeakSpot", ...]:
        return weak_spots(self)

    @property
    def is_whole(self) -> bool:
        """Whether every person-day is written."""
        return all(
            each.halves[side].person_days is not None for each in self.activities for side in SIDES
        )


def cooperation_of(content: Mapping[str, Any], countries: Mapping[str, str]) -> Cooperation:
    """Return the cooperation that a plan holds; ``content`` is what is sent, or would be.

    ``countries``: the country of each side. A place's country is the beginning of its code
    (ISO 3166-2). A journey is an activity in person in the other's country, with people from here.
    """
    rows = content.get("activities", [])
    activities = tuple(_together(row) for row in rows)
    visits = dict.fromkeys(SIDES, Visits())
    elsewhere = 0
    for row, activity in zip(rows, activities, strict=True):
        country = (row.get("place") or "")[:2]
        if activity.is_online or not country:
            continue
        if country not in countries.values():
            elsewhere += 1
        for side in SIDES:
            people = activity.halves[side].people
            if people and country == countries[OTHER[side]] != countries[side]:
                so_far = visits[side]
                visits[side] = Visits(so_far.times + 1, so_far.people + people)
    costs = dict.fromkeys(SIDES, 0)
    for line in content.get("budget", []):
        costs[line["side"]] += line["amount"]
    return Cooperation(activities, visits, elsewhere, costs)


@dataclass(frozen=True, slots=True)
class WeakSpot:
    """Something in a plan that the guidelines say weighs little, and what would help.

    ``kind`` names it; ``side`` is the side that it is about; ``number`` of ``of`` activities.
    ``nearest`` is the number (from 1) of the activity where the least would help, 0 for a new one.
    Nothing is weighed: a spot has no size, and a plan has no score.
    """

    kind: str  # passive, apart, one_way, one_leads, one_pays
    side: str = ""
    number: int = 0
    of: int = 0
    nearest: int = 0


def weak_spots(plan: Cooperation) -> tuple[WeakSpot, ...]:
    """Say where a plan is weak by the guidelines' own words: who is active, and who travels.

    What is not written yet is not weak: it is not written.
    """
    of = len(plan.activities)
    if not of:
        return ()
    apart = [WeakSpot("apart", of=of, nearest=_nearest(plan, SIDES))] if not plan.joint else []
    return (*apart, *(spot for side in SIDES for spot in _spots_of(plan, side, of)))


def _spots_of(plan: Cooperation, side: str, of: int) -> Iterator[WeakSpot]:
    other, active = OTHER[side], plan.active_in(side)
    if active * 2 < of and active < plan.active_in(other):
        yield WeakSpot("passive", side, active, of, _nearest(plan, (side,)))
    if plan.visits[side].times and not plan.visits[other].times:
        yield WeakSpot("one_way", side, plan.visits[side].times, of)
    if of > 1 and plan.led_by(side) == of:
        yield WeakSpot("one_leads", side, of, of, of)
    if plan.costs.get(side) and not plan.costs.get(other):
        yield WeakSpot("one_pays", side, of=of)


def _nearest(plan: Cooperation, sides: tuple[str, ...]) -> int:
    """Return the first activity where a task for any of ``sides`` makes it joint; else 0."""
    lacking = (
        number
        for number, each in enumerate(plan.activities, start=1)
        if any(not each.halves[side].has_task for side in sides)
        and any(each.halves[side].has_task for side in SIDES)
    )
    return next(lacking, 0)


@dataclass(frozen=True, slots=True)
class Crowd:
    """More people of a side in one activity (its number, from 1) than take part in all."""

    side: str
    number: int
    people: int
    told: int


def crowds(plan: Cooperation, told: Mapping[str, int]) -> tuple[Crowd, ...]:
    """Hold the number of participants of each side (``told``) against the plan's activities.

    It is a question, never a bar: a guess is fine, and where nothing is told nothing is asked.
    """
    found = []
    for side in SIDES:
        here = [each.halves[side].people or 0 for each in plan.activities]
        most = max(here, default=0)
        if told.get(side) and most > told[side]:
            found.append(Crowd(side, here.index(most) + 1, most, told[side]))
    return tuple(found)


def _together(row: Mapping[str, Any]) -> Together:
    begins, ends = (
        date.fromisoformat(row[name]) if row.get(name) else None
        for name in ("from_date", "to_date")
    )
    days = ((ends or begins) - begins).days + 1 if begins else None
    return Together(
        what=row["what"],
        language=row.get("language") or "",
        from_date=begins,
        to_date=ends,
        is_online=row.get("mode") == "online",
        led_by=row.get("led_by") or "",
        halves={
            side: Half(
                people=(row.get(side) or {}).get("people"),
                days=days,
                has_task=bool(((row.get(side) or {}).get("task") or "").strip()),
            )
            for side in SIDES
        },
    )
