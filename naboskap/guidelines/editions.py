"""Versions that are told by what they change: the rest stands as in the version before them."""

from collections.abc import Iterable, Mapping
from typing import Any

from naboskap.guidelines.findings import order

Row = Mapping[str, Any]


class UnknownBaseError(ValueError):
    """A version changes one that is not there, or takes out a paragraph that it does not have."""


def whole(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return every version with all its paragraphs, in their order.

    A row with ``based_on`` (another row's slug) has in ``clauses`` what is new or other, and in
    ``without`` the numbers that fall out. It takes the rulebook and its name from its base.
    """
    known = {row["slug"]: row for row in rows}
    return [_whole(row, known) for row in known.values()]


def _whole(row: Row, known: Mapping[str, Row]) -> dict[str, Any]:
    if "based_on" not in row:
        return dict(row)
    if row["based_on"] not in known:
        raise UnknownBaseError(f"{row['slug']} changes {row['based_on']}, which is not there.")
    base = _whole(known[row["based_on"]], known)
    clauses = {clause["number"]: clause for clause in base["clauses"]}
    if missing := set(row.get("without", ())) - set(clauses):
        raise UnknownBaseError(f"{row['slug']} takes out what is not there: {sorted(missing)}.")
    for number in row.get("without", ()):
        del clauses[number]
    clauses |= {clause["number"]: clause for clause in row["clauses"]}
    return {
        "rulebook": base["rulebook"],
        "rulebook_name": base["rulebook_name"],
        "slug": row["slug"],
        "name": row["name"],
        "in_force_from": row["in_force_from"],
        "clauses": [clauses[number] for number in sorted(clauses, key=order)],
    }
