"""Money is whole øre in an integer column.

SQLite adds decimal columns as floating point (0.10 + 0.20 is not 0.30 there),
and the books must come out the same on both databases.
"""

from django.db import models


class OreField(models.BigIntegerField):  # type: ignore[type-arg]  # not generic at run time
    """A sum of Norwegian money in øre."""


def kroner(ore: int) -> str:
    """Write a sum the Norwegian way: 1234500 becomes '12 345,00'."""
    whole, part = divmod(abs(ore), 100)
    sign = "−" if ore < 0 else ""
    return f"{sign}{whole:,}".replace(",", "\u00a0") + f",{part:02d}"


def whole_kroner(ore: int) -> str:
    """Write a sum, without øre where there is none: 21000000 becomes '210 000'."""
    text = kroner(ore)
    return text.removesuffix(",00")
