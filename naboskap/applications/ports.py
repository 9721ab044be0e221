"""The shape of a bank that publishes what currencies cost: a currency in, one of three answers.

That the bank cannot be reached is an answer like the others, never an exception: one then writes
the rate, with where it was found.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from naboskap.applications.exchange import Rate


@dataclass(frozen=True, slots=True)
class NoRate:
    """The bank publishes no rate for this currency."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """There was no answer, or none that could be read."""

    why: str


Answer = Rate | NoRate | Unreachable


class Bank(Protocol):
    def latest(self, currency: str, on: date) -> Answer:
        """Return the last rate that was published up to and with a day."""
