"""Committed words: places on the protected side, kinds, regions, and what stands for a name."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Place:
    """A place whose name points at a party. ``says_region``: it says no more than the region.

    ``needs_capital``: written small, it is a common word (nikel, kola). ``is_exact``: its
    beginning alone is a common word (Komi, kom).
    """

    spellings: tuple[str, ...]
    region: str
    says_region: bool
    needs_capital: bool
    is_exact: bool


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Return the towns and districts of the regions across the border, in every spelling."""
    rows: list[dict[str, Any]] = json.loads((HERE / "places.json").read_text(encoding="utf-8"))
    return tuple(
        Place(
            spellings=tuple(dict.fromkeys([row["nb"], row["en"], row["ru"], *row["also"]])),
            region=row["region"],
            says_region=row["says_region"],
            needs_capital=row["needs_capital"],
            is_exact=row["exact"],
        )
        for row in rows
    )


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Return what is said of a party without its name, by language."""
    found: dict[str, Any] = json.loads((HERE / "words.json").read_text(encoding="utf-8"))
    return found


def regions() -> frozenset[str]:
    """Return the codes of the regions that we have words for."""
    return frozenset(words()["regions"])


@lru_cache(maxsize=1)
def generic() -> frozenset[str]:
    """Return words that name no party: a body is found by the other words of its name."""
    return frozenset(words()["generic"])


@lru_cache(maxsize=1)
def in_all_texts() -> frozenset[str]:
    """Return words that point at no party in another's text: the generic, and peoples."""
    return generic() | frozenset(words()["in_all_texts"])
