"""What a sum in another currency is in kroner: exact, by a rate with its day and its source."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What a line may be written in beside the house's own. Each of them has hundredths.
CURRENCIES: dict[str, str | Promise] = {
    "EUR": _("euro"),
    "RUB": _("roubles"),
    "SEK": _("Swedish kronor"),
    "DKK": _("Danish kroner"),
    "USD": _("US dollars"),
    "GBP": _("pounds sterling"),
}
# Norges Bank publishes no rate for these: one writes it, with where it was found.
WITHOUT_RATE = frozenset({"RUB"})
NORGES_BANK, BY_HAND = "norges_bank", "by_hand"
BY_HAND_PER = 100  # A rate that somebody writes is what a hundred cost in kroner.
LARGEST_RATE = 1_000_000


@dataclass(frozen=True, slots=True)
class Rate:
    """What ``per`` of a currency cost in kroner on a day, as a decimal written in full.

    ``source`` is one of ``NORGES_BANK``, ``BY_HAND``; ``note`` says where somebody found it.
    """

    kroner: str
    per: int
    on: date
    source: str
    note: str = ""

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "on": self.on.isoformat()}


def rate_text(value: Decimal | str) -> str | None:
    """Write a rate in full, without noughts at its end; None where it is none.

    A rate is larger than nothing, has at most eight decimals, and is below a million.
    """
    try:
        read = Decimal(value)
    except InvalidOperation:
        return None
    if not read.is_finite() or not 0 < read < LARGEST_RATE:
        return None
    text = format(read, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if len(text.partition(".")[2]) <= 8 else None


def in_ore(hundredths: int, rate: Rate) -> int:
    """Return a sum in hundredths of a currency in whole øre; half an øre goes up."""
    exact = hundredths * Fraction(rate.kroner) / rate.per
    return int(exact + Fraction(1, 2))


def most_within(ore: int, rate: Rate) -> int:
    """Return the largest sum (hundredths of the currency) that is no more than ``ore``."""
    limit = (ore + Fraction(1, 2)) * rate.per / Fraction(rate.kroner)
    found = int(limit)
    return found - 1 if found == limit else found


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What stands behind a sum in kroner: hundredths of a currency, and the rate."""

    currency: str
    amount: int
    rate: Rate


def exchanged_of(line: Mapping[str, Any]) -> Exchanged | None:
    """Return what a line of what is sent (or would be) was written in; None for kroner."""
    if not line.get("currency"):
        return None
    told = line["exchange"]
    return Exchanged(
        line["currency"],
        line["original_amount"],
        Rate(**{**told, "on": date.fromisoformat(told["on"])}),
    )
