"""Which times an adviser has: hours of the week by the clock on the wall, and what is taken.

Pure: no table is asked. A day on which the clocks are changed has no 02:30, or has it twice; an
hour that is not there is not offered, and one that comes twice is offered the first time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time that can be booked, in UTC."""

    begins_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        return self.begins_at + timedelta(minutes=self.minutes)

    def meets(self, other: "Slot") -> bool:
        """Whether the two are at the same time, wholly or in part."""
        return self.begins_at < other.ends_at and other.begins_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Weekly:
    """Hours of a weekday (0 is Monday), each talk so many minutes."""

    weekday: int
    begins: time
    ends: time
    minutes: int

    def on(self, day: date, zone: ZoneInfo) -> Iterator[Slot]:
        """Yield the times of one day."""
        if day.weekday() != self.weekday:
            return
        wall = datetime.combine(day, self.begins)
        last = datetime.combine(day, self.ends) - timedelta(minutes=self.minutes)
        while wall <= last:
            if (at := instant(wall, zone)) is not None:
                yield Slot(at, self.minutes)
            wall += timedelta(minutes=self.minutes)


def instant(wall: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when the clock on the wall in ``zone`` shows this; None where it never does."""
    at = wall.replace(tzinfo=zone).astimezone(UTC)
    return at if at.astimezone(zone).replace(tzinfo=None) == wall else None


def free(
    weekly: Iterable[Weekly],
    single: Iterable[Slot],
    *,
    closed: Iterable[date],
    taken: Iterable[Slot],
    days: Iterable[date],
    earliest: datetime,
    zone: ZoneInfo,
) -> list[Slot]:
    """Return the times that can be booked, in order, none at the same time as another.

    ``days`` are those that are looked at, ``earliest`` the first instant that is not too soon. A
    single time stands also on a closed day: it was opened by hand.
    """
    looked, shut, hours = list(days), set(closed), list(weekly)
    offered = [
        slot for day in looked if day not in shut for one in hours for slot in one.on(day, zone)
    ]
    inside = set(looked)
    offered += [one for one in single if one.begins_at.astimezone(zone).date() in inside]
    busy, found = list(taken), list[Slot]()
    for slot in sorted(set(offered)):
        if slot.begins_at < earliest or any(slot.meets(other) for other in busy):
            continue
        if found and slot.meets(found[-1]):
            continue
        found.append(slot)
    return found
