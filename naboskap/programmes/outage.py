"""When the service was down, and by how much a closing moves for it: pure functions of signs.

A sign is what the worker learned in one minute: it asked the server, at the address that visitors
use, and the server answered or not. What counts as down is the time between two answers. Where
nobody asked meanwhile, the worker was silent itself; then the server's own word decides, how long
it has been up: if it stood all the time, it was the worker that was away, and nothing moves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

LONG_ENOUGH = timedelta(minutes=10)
BEFORE_CLOSING = timedelta(hours=24)
AT_LEAST = timedelta(hours=1)
# What comes to light later than this is for people to judge, not for a clock.
TOO_LATE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Sign:
    """One minute's look: whether the server answered, and since when it has been up."""

    at: datetime
    answered: bool
    up_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which the service was down."""

    begins: datetime
    ends: datetime

    @property
    def length(self) -> timedelta:
        return self.ends - self.begins


def gaps_in(signs: Iterable[Sign]) -> list[Gap]:
    """Return the times of ten minutes or more in which the service was down, oldest first.

    One that is not over yet is not among them: nobody knows how long it will be.
    """
    in_order = sorted(signs, key=lambda sign: sign.at)
    answered = [sign for sign in in_order if sign.answered]
    unanswered = [sign.at for sign in in_order if not sign.answered]
    found = []
    for before, after in pairwise(answered):
        ends = after.at
        if not any(before.at < at < after.at for at in unanswered):
            if after.up_since is None or after.up_since <= before.at:
                continue
            ends = min(ends, after.up_since)
        if ends - before.at >= LONG_ENOUGH:
            found.append(Gap(before.at, ends))
    return found


def moved_closing(closes_at: datetime, gap: Gap, now: datetime) -> datetime | None:
    """Return the closing that makes up for a gap; None where the gap moves nothing.

    Moved by the gap, and by an hour at least; and never to sooner than an hour from ``now``, so
    that whoever is told of it has time to send.
    """
    if not (gap.begins <= closes_at and gap.ends > closes_at - BEFORE_CLOSING):
        return None
    moved = closes_at + max(gap.length, AT_LEAST)
    if now > moved + TOO_LATE:
        return None
    return max(moved, now.replace(microsecond=0) + AT_LEAST)
