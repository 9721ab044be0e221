"""The shape of a public register of organisations: a number in, one of four answers out.

That a register cannot be reached is an answer like the others, never an exception: the
person then types in what it would have told.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Found:
    """What a register tells of one organisation. No address: many are a person's home."""

    number: str
    name: str
    legal_form: str  # the register's code: AS, FLI, KOMM
    kind: str  # our guess, one of Organisation.Kind
    control: str  # our guess, one of Organisation.Control
    municipality: str
    place_code: str  # ISO 3166-2, or empty
    is_closing: bool = False  # bankrupt, or being wound up


@dataclass(frozen=True, slots=True)
class NotFound:
    """The register knows no such number."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """The register had it, and has deleted it; the day is told or not."""

    on: date | None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """There was no answer, or none that could be read. Try later, or type it in."""

    why: str


Answer = Found | NotFound | Deleted | Unreachable


class Register(Protocol):
    def look_up(self, number: str) -> Answer:
        """Ask for one organisation by its number, without spaces."""
