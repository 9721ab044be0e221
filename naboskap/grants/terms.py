"""The terms a grant comes on, worked out from the guidelines and the programme. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How much of the cost a grant may cover, and of which costs."""

    percent: int | None = None
    categories: tuple[str, ...] = ()


def ceiling(parameters: Mapping[str, Any] | None, *, theme: str, total: int) -> Ceiling:
    """Read the share of the guidelines' ceiling for a theme and a planned cost (øre)."""
    if not parameters:
        return Ceiling()
    by_theme = parameters.get("by_theme") or {}
    percent = by_theme.get(theme, parameters.get("percent"))
    whole_below = parameters.get("whole_below")
    if whole_below is not None and total < whole_below:
        percent = 100
    return Ceiling(percent, tuple(parameters.get("of_categories") or ()))


def most(award: int, cost: int, percent: int | None) -> int:
    """Return what a project may keep: the lesser of the award and its share of the real cost.

    In øre, rounded down to whole kroner, never above the cost.
    """
    share = cost if percent is None else cost * percent // 100
    return min(award, share // 100 * 100)


def report_by(end: date | None, award: date, days: int) -> date:
    """Return the report's last day: so many days after the project is over."""
    return max(end or award, award) + timedelta(days=days)
