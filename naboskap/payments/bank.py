"""What the bank gets: one row a payment, as a list that a spreadsheet opens safely. Pure."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# A cell that begins so is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

_NUMBER = re.compile(r"-?[0-9]+(,[0-9]+)?")


def safe(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula. Numbers below nought stay numbers."""
    text = str(value)
    if _NUMBER.fullmatch(text) or not text.lstrip().startswith(_FORMULA):
        return text
    return "'" + text


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a semicolon-separated list, as Norwegian spreadsheets open it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe(head) for head in heads])
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue()


def kroner_cell(ore: int) -> str:
    """Write a sum for a spreadsheet: 12345 øre is 123,45."""
    sign = "-" if ore < 0 else ""
    return f"{sign}{abs(ore) // 100},{abs(ore) % 100:02d}"
