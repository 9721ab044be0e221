"""How much of a PDF's page is pictures and drawn lines, which no machine reads. Pure."""

from dataclasses import dataclass
from typing import Any

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
_SELF: Matrix = (1, 0, 0, 1, 0, 0)
DEEPEST = 12  # Drawings within drawings.


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page: the share of it that pictures cover, and curves of lines."""

    share: float = 0.0
    curves: int = 0


def drawn_on(page: pikepdf.Page) -> Drawn:
    """Say what is drawn on a page. What cannot be told is a page that is all picture."""
    found = Drawn()
    try:
        left, low, right, high = (float(one) for one in page.cropbox)
        _walk(page.obj, page.resources, _SELF, found, 0)
        found.share /= abs((right - left) * (high - low))
    except Exception:  # noqa: BLE001 -- whatever it is, a person looks at this page
        return Drawn(share=1.0)
    return found


def _walk(holder: Any, resources: Any, matrix: Matrix, found: Drawn, depth: int) -> None:
    """Add what a page or a drawing on it draws; ``share`` is in square points yet."""
    kept: list[Matrix] = []
    for one in pikepdf.parse_content_stream(holder):
        operands: Any = one.operands
        match str(one.operator):
            case "q":
                kept.append(matrix)
            case "Q" if kept:
                matrix = kept.pop()
            case "cm":
                matrix = _within(operands, matrix)
            case "c" | "v" | "y":
                found.curves += 1
            case "INLINE IMAGE":
                found.share += _area(matrix)
            case "Do":
                _show(resources["/XObject"][str(operands[0])], resources, matrix, found, depth)
            case "scn" | "SCN" if operands and isinstance(operands[-1], pikepdf.Name):
                # A pattern may be of pictures; how often it is laid is not told.
                if resources["/Pattern"][str(operands[-1])]["/PatternType"] == 1:
                    found.share = float("inf")


def _show(one: Any, resources: Any, matrix: Matrix, found: Drawn, depth: int) -> None:
    """Add a picture, or a drawing that is kept by its name."""
    if depth > DEEPEST:
        raise ValueError("drawings within drawings")
    if one["/Subtype"] == pikepdf.Name.Form:
        inner = _within(one.get("/Matrix", _SELF), matrix)
        _walk(one, one.get("/Resources", resources), inner, found, depth + 1)
    else:
        found.share += _area(matrix)


def _within(inner: Any, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in inner)
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _area(matrix: Matrix) -> float:
    """Return how much a picture covers, which is drawn in a square of one by one."""
    return abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])
