"""The map of the regions, drawn on the server: a shape, a number and a way on for each."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from naboskap.core.secretariat import secretariat
from naboskap.disclosure import gate
from naboskap.projects.queries import map_counts


@dataclass(frozen=True, slots=True)
class Shape:
    """A region on the map. ``href`` empty: nothing to go to. ``side``: a, b or other."""

    code: str
    name: str
    path: str
    side: str
    count: int
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The map as it is drawn. ``together``: projects whose region is not told apart."""

    window: str
    shapes: tuple[Shape, ...]
    together: int

    @property
    def links(self) -> list[Shape]:
        """The regions one can go to, most projects first."""
        return sorted(
            (shape for shape in self.shapes if shape.href), key=lambda shape: -shape.count
        )

    @property
    def chosen(self) -> list[Shape]:
        return [shape for shape in self.shapes if shape.is_chosen]


@lru_cache(maxsize=1)
def drawn() -> dict[str, Any]:
    """Return the committed paths (made by script/parts/make_map.py)."""
    path = Path(__file__).parent / "regions.json"
    made: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return made


def side_of(code: str) -> str:
    """Return which side of the border a region is on, by its country."""
    country = code.partition("-")[0]
    house = secretariat()
    return {house.home.country: "a", house.across.country: "b"}.get(country, "other")


def chart(
    counts: Mapping[str, int],
    *,
    hrefs: Mapping[str, str] | None = None,
    chosen: Collection[str] = (),
) -> Chart | None:
    """Draw the regions with their counts; None where none of this house's places is on the map."""
    language = get_language() or "nb"
    told, together = map_counts(counts)
    shapes = tuple(
        Shape(
            code=code,
            name=str(gate.region_name(code, language) or ""),
            path=path,
            side=side_of(code),
            count=told.get(code, 0),
            href=(hrefs or {}).get(code, "") if told.get(code) else "",
            is_chosen=code in chosen,
        )
        for code, path in drawn()["regions"].items()
    )
    if not any(shape.side != "other" for shape in shapes):
        return None
    return Chart(drawn()["window"], shapes, together)
