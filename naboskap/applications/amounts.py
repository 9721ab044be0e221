"""What a line of a budget comes to: whole øre, by whole numbers only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LARGEST = 100_000_000_000_00  # Øre. A hundred billion kroner: beyond it, a slip of the finger.
WHOLE = "whole"
# What one price is the price of; "whole" is one sum, not counted.
UNITS: dict[str, str | Promise] = {
    WHOLE: _("one sum for it all"),
    "person": _("per person"),
    "night": _("per night"),
    "day": _("per day"),
    "hour": _("per hour"),
    "trip": _("per trip"),
    "occasion": _("each time"),
    "piece": _("per piece"),
}


def product(hundredths: int, rate: int) -> int:
    """Return so many hundredths at ``rate`` (øre) each, in whole øre; half an øre goes up."""
    return (hundredths * rate + 50) // 100


def rate_within(hundredths: int, at_most: int) -> int:
    """Return the highest rate (øre) at which so many hundredths come to no more than a sum."""
    return (at_most * 100 + 49) // hundredths if hundredths else 0


@dataclass(frozen=True, slots=True)
class Counting:
    """How a line is counted: so many hundredths, at a rate for one of what ``per`` says.

    ``rate`` is øre, or hundredths of the ``currency`` where one is named.
    """

    hundredths: int
    rate: int
    per: str | Promise
    currency: str = ""

    @property
    def is_rounded(self) -> bool:
        """Whether the sum is not the exact product: there was a part of an øre."""
        return self.hundredths * self.rate % 100 != 0


def counting_of(line: Mapping[str, Any]) -> Counting | None:
    """Return how a line of what is sent (or would be) is counted; None where it is one sum."""
    rate, hours = line.get("rate"), line.get("hours_hundredths")
    if rate is None:
        return None
    if hours is not None:
        return Counting(hours, rate, UNITS["hour"])
    unit, quantity = line.get("unit") or WHOLE, line.get("quantity_hundredths")
    if unit == WHOLE or quantity is None:
        return None
    return Counting(quantity, rate, UNITS[unit], line.get("currency") or "")
