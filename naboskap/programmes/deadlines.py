"""When one may send: the one answer for page, act, list and worker, as functions of instants.

An instant has its zone and is compared as UTC, so a change of the clocks moves nothing. What is
announced and what is taken are two things: a round *closes* at its announced last second, and is
*taken until* the grace after it is over. Grace is minutes that pass, never a wall clock's.
"""

from datetime import date, datetime, timedelta

from naboskap.core import clock

LONGEST_GRACE = 120  # Minutes.


def taken_until(closes_at: datetime | None, grace_minutes: int) -> datetime | None:
    """Return the last second in which one may send; None: a round that does not close."""
    return closes_at + timedelta(minutes=grace_minutes) if closes_at else None


def whole_second(at: datetime) -> datetime:
    """Return the second that an instant lies in: the last second counts, all of it."""
    return at.replace(microsecond=0)


def is_open(
    at: datetime,
    *,
    opens_at: datetime,
    takes_until: datetime | None,
    closed_early_at: datetime | None,
) -> bool:
    """Say whether one may send at ``at``.

    From the first instant, through the last second that is taken. Closed early means at once:
    the money is gone, and there is no grace.
    """
    if at < opens_at or (closed_early_at is not None and at >= closed_early_at):
        return False
    return takes_until is None or whole_second(at) <= takes_until


def answer_counts_from(received_on: date, changeable_until: datetime | None) -> date:
    """Return the day in Oslo that the weeks to an answer are counted from.

    Rule PRO-10: the day it came in, or the last day on which the pair may change it, whichever
    is later; nobody is promised an answer to a text that may still be another. None: it may be
    changed until somebody begins to read it, and then it is the day it came in.
    """
    if changeable_until is None:
        return received_on
    return max(received_on, changeable_until.astimezone(clock.OSLO).date())
