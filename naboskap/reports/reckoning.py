"""The accounts against the award: what a project may keep. Pure: figures in, figures out."""

from collections.abc import Iterable
from dataclasses import dataclass

from naboskap.grants.terms import most


@dataclass(frozen=True, slots=True)
class Spent:
    """What one budget line was planned to cost, and what it came to; in øre."""

    category: str
    planned: int
    spent: int | None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Where the accounts stand. Sums in øre."""

    award: int
    planned: int
    cost: int  # What the lines that have a figure came to.
    counted: int  # Of it: what the ceiling counts.
    own: int
    own_needed: int  # The least own share of such a cost.
    may_keep: int
    is_whole: bool  # Every line has a figure, and the own share is given.

    @property
    def to_pot(self) -> int:
        """What is left of the award, and goes back to its pots."""
        return self.award - self.may_keep


def reckoned(
    lines: Iterable[Spent],
    *,
    award: int,
    own: int | None,
    percent: int | None,
    categories: Iterable[str] = (),
) -> Reckoning:
    """Reckon what may be kept.

    It is the least of the award, its share of what was really spent, and what others have not
    paid already: a grant is never paid on top of a cost that is covered.
    """
    lines, categories = list(lines), set(categories)
    cost = sum(line.spent or 0 for line in lines)
    counted = sum(
        line.spent or 0 for line in lines if not categories or line.category in categories
    )
    needed = 0 if percent is None else -(-counted * (100 - percent) // 100)
    keep = most(award, counted, percent)
    if own is not None:
        keep = min(keep, max(cost - own, 0))
    return Reckoning(
        award=award,
        planned=sum(line.planned for line in lines),
        cost=cost,
        counted=counted,
        own=own or 0,
        own_needed=needed,
        may_keep=keep,
        is_whole=own is not None and all(line.spent is not None for line in lines),
    )
