"""The shape of what the worker asks each minute: is the service there for visitors?"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look told. ``up_seconds``: how long the server has been up, by its own word."""

    answered: bool
    up_seconds: int | None = None


class Health(Protocol):
    def look(self) -> Seen:
        """Ask the service once; that it does not answer is an answer, never an exception."""
