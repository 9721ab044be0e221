"""What the plan says of who does what together: person-days, tasks, and visits each way.

It is drawn beside the plan. It is never a score: nothing is weighed, and nothing is decided by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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

    @property
    def is_joint(self) -> bool:
        """Whether both sides have a task in it."""
        return all(self.halves[side].has_task for side in SIDES)


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

    @property
    def joint(self) -> int:
        """In how many activities both sides have a task."""
        return sum(1 for each in self.activities if each.is_joint)

    def person_days_of(self, side: str) -> int:
        """Person-days of a side, as far as they are written."""
        return sum(each.halves[side].person_days or 0 for each in self.activities)

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
    return Cooperation(activities, visits, elsewhere)


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
        halves={
            side: Half(
                people=(row.get(side) or {}).get("people"),
                days=days,
                has_task=bool(((row.get(side) or {}).get("task") or "").strip()),
            )
            for side in SIDES
        },
    )
