"""Which body decides: a pure question of the sum applied for and the programme's boundary."""

from enum import StrEnum


class Level(StrEnum):
    """The body that decides."""

    HEAD = "head"
    BOARD = "board"


def level_for(amount_applied_for: int, threshold: int, *, boundary_included: bool) -> Level:
    """Return who decides over ``amount_applied_for`` (øre).

    Below the threshold the head, above it the board. At the threshold exactly it is the
    board's when the boundary is included ("400 000 and over"), else the head's ("more than").
    """
    at_the_board = (
        amount_applied_for >= threshold if boundary_included else amount_applied_for > threshold
    )
    return Level.BOARD if at_the_board else Level.HEAD


def carries(votes_for: int, counted: int, *, quorum: int) -> bool:
    """Say whether a vote carries: enough members counted, and more than half of them for it."""
    return counted >= quorum and votes_for * 2 > counted
