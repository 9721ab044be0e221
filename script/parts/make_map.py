"""Draw the regions of the map as paths, once: from the topology to ``regions.json`` beside it.

Run by hand when the topology changes. It holds Natural Earth's borders (public domain), joined
so that neighbours share a line; codes are ISO 3166-2.
"""

import itertools
import json
from pathlib import Path

HERE = Path(__file__).resolve().parents[2] / "naboskap" / "website" / "bank"
WINDOW = (128, 272, 642, 322)  # What of the drawing is shown: x, y, width, height.
SMALLEST = 3  # Islands narrower than this are specks.

Point = tuple[int, int]


def lines(topology: dict) -> list[list[Point]]:
    """Return every arc as points of the drawing, whole units."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    drawn = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round(x * sx + tx), round(y * sy + ty)))
        drawn.append(points)
    return drawn


def ring(arcs: list[int], drawn: list[list[Point]]) -> list[Point]:
    """Join arcs to a ring; a negative number is an arc walked backwards."""
    points: list[Point] = []
    for arc in arcs:
        part = drawn[arc] if arc >= 0 else drawn[~arc][::-1]
        points += part[1:] if points else part
    return [point for point, after in itertools.pairwise(points) if point != after]


def path(rings: list[list[Point]]) -> str:
    """Write rings as one path, each step from the point before."""
    out = []
    for points in rings:
        (x, y), rest = points[0], points[1:]
        steps = []
        for to_x, to_y in rest:
            steps.append(f"{to_x - x} {to_y - y}")
            x, y = to_x, to_y
        out.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z")
    return "".join(out).replace(" -", "-")


def is_seen(points: list[Point]) -> bool:
    """Say whether a ring is large enough, and in the window."""
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    left, top, width, height = WINDOW
    return (
        len(points) > 2
        and max(max(xs) - min(xs), max(ys) - min(ys)) >= SMALLEST
        and max(xs) > left
        and min(xs) < left + width
        and max(ys) > top
        and min(ys) < top + height
    )


def main() -> None:
    topology = json.loads((HERE / "barents-regions.topo.json").read_text(encoding="utf-8"))
    drawn = lines(topology)
    regions = {}
    for shape in topology["objects"]["r"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [ring(arcs, drawn) for polygon in polygons for arcs in polygon]
        regions[shape["id"]] = path([points for points in rings if is_seen(points)])
    made = {"window": " ".join(map(str, WINDOW)), "regions": regions}
    (HERE / "regions.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
