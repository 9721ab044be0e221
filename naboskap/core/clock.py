"""The one clock that domain rules read.

In a demonstration the installation may be moved to another day
(``NABOSKAP_TODAY``); the trail keeps real time all the same. Everything that
asks "is it past the deadline" asks here, never ``timezone.now``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

OSLO = ZoneInfo("Europe/Oslo")
REMINDED_AT = time(9, 0)  # In Oslo: nobody is woken by it, and the day is before them.
_is_hidden: ContextVar[bool] = ContextVar("clock is hidden", default=False)
_back: ContextVar[timedelta] = ContextVar("how far the clock is set back", default=timedelta(0))


@lru_cache(maxsize=1)
def _shift(day: date | None) -> timedelta:
    """How far the demonstration's day lies from the real one, fixed when first asked."""
    if day is None:
        return timedelta(0)
    real = timezone.localdate(timezone=OSLO)
    return timedelta(days=(day - real).days)


def now() -> datetime:
    """Return this instant (UTC, aware), as domain rules see it."""
    if _is_hidden.get():
        raise RuntimeError("What is kept may not hold the time it was made at: pass it in.")
    return timezone.now() + _shift(getattr(settings, "TODAY", None)) - _back.get()


def today() -> date:
    """Return the date in Oslo, as domain rules see it."""
    return now().astimezone(OSLO).date()


def start_of(day: date, zone: ZoneInfo = OSLO) -> datetime:
    """Return the instant at which ``day`` begins in ``zone``, in UTC."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def end_of(day: date, zone: ZoneInfo = OSLO) -> datetime:
    """Return the instant at which ``day`` is over in ``zone``: the following midnight, in UTC."""
    return start_of(day + timedelta(days=1), zone)


def days_later(instant: datetime, days: int, zone: ZoneInfo = OSLO) -> datetime:
    """Return the instant so many days later by the clock on the wall in ``zone``, in UTC.

    A day on which the clocks are changed has 23 or 25 hours: midnight stays midnight.
    """
    wall = instant.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return wall.replace(tzinfo=zone).astimezone(UTC)


def reminded_now(*, days_before: int) -> tuple[datetime, datetime] | None:
    """Return the hour of today's reminders, and until when what they tell of begins, aware.

    None before nine o'clock in Oslo. Whoever has heard of it since that hour knows it already.
    """
    hour = datetime.combine(today(), REMINDED_AT, tzinfo=OSLO)
    return None if now() < hour else (hour, end_of(today() + timedelta(days=days_before)))


@contextmanager
def hidden() -> Iterator[None]:
    """Let nobody read the clock in the block: what is made there is kept, and the time goes on."""
    token = _is_hidden.set(True)
    try:
        yield
    finally:
        _is_hidden.reset(token)


@contextmanager
def set_back(to: datetime) -> Iterator[None]:
    """Let it be ``to`` in the block, and go on from there: for what a demonstration has behind it.

    The trail keeps real time all the same. Outside a demonstration, and forward, it is a fault.
    """
    back = now() - to
    if not settings.DEMONSTRATION or back < timedelta(0):
        raise RuntimeError("The clock is set back in a demonstration only, and never forward.")
    token = _back.set(_back.get() + back)
    try:
        yield
    finally:
        _back.reset(token)
