"""The shape of what looks for harmful programs in files: bytes in, one of four answers out.

That nobody answers is an answer like the others, never an exception: the file is then shown as
not scanned, and asked about again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Clean:
    """Nothing was found."""


@dataclass(frozen=True, slots=True)
class Infected:
    """Something was found; ``name`` is what the scanner calls it."""

    name: str


@dataclass(frozen=True, slots=True)
class Unscannable:
    """The scanner was reached and says no to this file, for example because of its size."""

    why: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nobody answered, or not in time."""

    why: str


Verdict = Clean | Infected | Unscannable | Unreachable


class Scanner(Protocol):
    def scan(self, pieces: Iterable[bytes]) -> Verdict: ...
