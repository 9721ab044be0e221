"""Draws the picture that stands beside a link to a page where it is shared.

The house's own: its colours, its two shores, and Inter from the site's own font files. Knows no
table and no request: it draws the words that it is given.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import cos, pi
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders
from PIL import Image

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
DRAWN_AS = "1"  # Another number where the drawing is changed: then every picture is made anew.
EDGE = 64  # Pixels that are left empty around the words.
FINE = 2  # Shapes are drawn so many times as large, and made smaller, so that no edge is jagged.
SIZES = (84, 76, 68, 60, 54, 48, 42)
TITLE_TOP, TITLE_ROOM = 146, 250  # Where the title begins, and how high it may be.
LEADING = 1.14
PAPER, INK, QUIET = "#FBF8F2", "#26221B", "#5B5548"
SIDE_A, SIDE_A_ROOF, SIDE_B, SIDE_B_ROOF = "#256A94", "#17435E", "#C46F0C", "#7D4506"
SKY, SUN, FAR, SEA, GLOW = "#F7EAD7", "#E9983A", "#DFD9CB", "#CFDFE3", "#F2C48A"
LAND, LAMP, JETTY = "#2B5A4D", "#F6C667", "#26221B"
HORIZON = 506

_FACE = re.compile(
    r"url\((files/inter-[a-z]+-wght-normal\.woff2)\).*?unicode-range: ([^;]+);", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in a picture: the page's title, and whose house it is."""

    title: str
    house: str
    slogan: str
    accent: str = ""  # The house's own two colours, where it has them.
    accent_other: str = ""


def draw(words: Words) -> bytes:
    """Return the picture as PNG, 1200 × 630."""
    picture = _shores(words)
    pen = _pen(picture)
    beside = 0.0 if is_told(words) else Letters(24, 450).length(words.slogan)
    name = _fitting(words.house, (34, 32, 30, 28, 26, 24), WIDTH - 2 * EDGE - 74 - 40 - beside)
    name.write(pen, (EDGE + 74, 64), words.house, INK)
    title = _set(words.title)
    for number, line in enumerate(title.lines):
        down = TITLE_TOP + round(number * title.letters.size * LEADING)
        title.letters.write(pen, (EDGE, down), line, INK)
    if not is_told(words):
        room = WIDTH - 2 * EDGE - 74 - 40 - name.length(words.house)
        slogan = _fitting(words.slogan, (28, 26, 24, 22, 20), room, weight=450)
        width = slogan.length(words.slogan)
        slogan.write(pen, (WIDTH - EDGE - round(width), 68), words.slogan, QUIET)
    kept = BytesIO()
    picture.quantize(128, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _pen(picture: Image.Image) -> "ImageDraw.ImageDraw":
    from PIL import ImageDraw  # noqa: PLC0415 -- as with the letters

    return ImageDraw.Draw(picture)


def is_told(words: Words) -> bool:
    """Whether the title is the slogan itself, as on the front page."""
    return words.slogan.casefold() == words.title.casefold()


# ── Letters ──────────────────────────────────────────────────────────────────
@lru_cache(maxsize=1)
def _faces() -> tuple[tuple[bytes, frozenset[int]], ...]:
    """Return the site's font files with the signs that each of them has."""
    style = Path(_found("inter.css")).read_text("utf-8")
    faces = []
    for name, ranges in _FACE.findall(style):
        signs = set()
        for part in ranges.replace("U+", "").split(","):
            first, _dash, last = part.strip().partition("-")
            signs |= set(range(int(first, 16), int(last or first, 16) + 1))
        faces.append((Path(_found(name)).read_bytes(), frozenset(signs)))
    return tuple(faces)


def _found(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return path


class Letters:
    """Inter in one size and weight, from several files as a browser takes it."""

    def __init__(self, size: int, weight: int) -> None:
        from PIL import ImageFont  # noqa: PLC0415 -- a library of its own, for what is seldom drawn

        self.size = size
        self.faces = []
        for content, signs in _faces():
            font = ImageFont.truetype(BytesIO(content), size)
            font.set_variation_by_axes([weight])
            self.faces.append((font, signs))

    def _runs(self, text: str) -> "list[tuple[ImageFont.FreeTypeFont, str]]":
        """Cut a text where the file changes."""
        runs: list[tuple[ImageFont.FreeTypeFont, str]] = []
        for sign in text:
            font = next((font for font, has in self.faces if ord(sign) in has), self.faces[0][0])
            if runs and runs[-1][0] is font:
                runs[-1] = (runs[-1][0], runs[-1][1] + sign)
            else:
                runs.append((font, sign))
        return runs

    def length(self, text: str) -> float:
        return sum(font.getlength(run) for font, run in self._runs(text))

    def write(
        self, pen: "ImageDraw.ImageDraw", place: tuple[int, int], text: str, colour: str
    ) -> None:
        """Write a line; ``place`` is the left end of its ascender."""
        across, base = float(place[0]), place[1] + self.size
        for font, run in self._runs(text):
            pen.text((across, base), run, fill=colour, font=font, anchor="ls")
            across += font.getlength(run)


def _fitting(text: str, sizes: tuple[int, ...], room: float, weight: int = 640) -> Letters:
    for size in sizes:
        letters = Letters(size, weight)
        if letters.length(text) <= room:
            return letters
    return letters


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is set: in which letters, on which lines."""

    letters: Letters
    lines: tuple[str, ...]


def _set(text: str) -> Title:
    """Set a title as large as it fits, its lines of nearly one length."""
    words = re.split(r"[ \t\n\r]+", text.strip())
    room = WIDTH - 2 * EDGE
    for size in SIZES:
        letters = Letters(size, 680)
        most = int(TITLE_ROOM // (size * LEADING))
        lines = wrapped(words, letters, room)
        if len(lines) <= most and max(map(letters.length, words)) <= room:
            return Title(letters, _balanced(words, letters, room, lines))
    # Longer than any title should be: what there is room for.
    kept = lines[:most]
    kept[-1] = _cut(f"{kept[-1]} …", letters, room)
    return Title(letters, tuple(_cut(line, letters, room) for line in kept))


def wrapped(words: list[str], letters: Letters, room: float) -> list[str]:
    """Put words on lines that are no longer than ``room``; a longer word has its own line."""
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if letters.length(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _balanced(
    words: list[str], letters: Letters, room: float, lines: list[str]
) -> tuple[str, ...]:
    low, high = max(map(letters.length, words)), room
    while high - low > 8:
        middle = (low + high) / 2
        tried = wrapped(words, letters, middle)
        if len(tried) > len(lines):
            low = middle
        else:
            lines, high = tried, middle
    return tuple(lines)


def _cut(line: str, letters: Letters, room: float) -> str:
    while letters.length(line) > room:
        line = f"{line.removesuffix('…').rstrip()[:-1].rstrip()}…"
    return line


# ── The two shores ───────────────────────────────────────────────────────────
def _shores(words: Words) -> Image.Image:
    large = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), PAPER)
    pen = _Shapes(_pen(large))
    pen.box(0, 436, WIDTH, HEIGHT, SKY)
    pen.disc(600, HORIZON, 50, SUN)
    pen.hill(-60, 430, 466, HORIZON, FAR)
    pen.hill(300, 600, 486, HORIZON, FAR)
    pen.hill(770, 1290, 462, HORIZON, FAR)
    pen.box(0, HORIZON, WIDTH, HEIGHT, SEA)
    for left, down, width in ((548, 518, 104), (540, 532, 84), (562, 546, 92), (552, 560, 64)):
        pen.box(left, down, left + width, down + 4, GLOW)
    pen.hill(-420, 420, 505, HEIGHT + 40, LAND)
    pen.hill(780, 1620, 505, HEIGHT + 40, LAND)
    pen.house(100, 534, SIDE_A, SIDE_A_ROOF)
    pen.house(1100, 534, SIDE_B, SIDE_B_ROOF)
    pen.jetty(170, 1)
    pen.jetty(1030, -1)
    a, b = words.accent or SIDE_A, words.accent_other or SIDE_B
    for left, colour in ((EDGE, a), (EDGE + 29, b)):
        pen.sign(left, 62, colour)
    return large.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


class _Shapes:
    """A pen that draws in the picture's own measure, larger than it will be."""

    def __init__(self, pen: "ImageDraw.ImageDraw") -> None:
        self.pen = pen

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self.pen.rectangle([n * FINE for n in (left, top, right, bottom)], fill=colour)

    def disc(self, across: float, down: float, radius: float, colour: str) -> None:
        ends = (across - radius, down - radius, across + radius, down + radius)
        self.pen.ellipse([n * FINE for n in ends], fill=colour)

    def shape(self, points: list[tuple[float, float]], colour: str) -> None:
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def hill(self, left: float, right: float, top: float, foot: float, colour: str) -> None:
        steps = 60
        crest = [
            (
                left + (right - left) * n / steps,
                foot - (foot - top) * (1 - cos(2 * pi * n / steps)) / 2,
            )
            for n in range(steps + 1)
        ]
        self.shape([*crest, (right, foot), (left, foot)], colour)

    def house(self, middle: float, foot: float, wall: str, roof: str) -> None:
        half, high = 30, 58
        self.shape(
            [
                (middle - half, foot),
                (middle - half, foot - high * 0.55),
                (middle, foot - high),
                (middle + half, foot - high * 0.55),
                (middle + half, foot),
            ],
            wall,
        )
        eaves, ridge = foot - high * 0.55, foot - high
        self.shape(
            [
                (middle - half - 6, eaves + 4),
                (middle, ridge - 7),
                (middle + half + 6, eaves + 4),
                (middle + half + 1, eaves + 8),
                (middle, ridge + 5),
                (middle - half - 1, eaves + 8),
            ],
            roof,
        )
        self.box(middle - 8, foot - 30, middle + 8, foot - 14, LAMP)

    def jetty(self, land: float, way: int) -> None:
        ends = sorted((land, land + way * 170))
        self.box(ends[0], 566, ends[1], 571, JETTY)
        for step in range(1, 5):
            post = land + way * 40 * step
            self.box(post - 2, 568, post + 2, 594, JETTY)

    def sign(self, left: float, top: float, colour: str) -> None:
        """One of the two houses of the house's mark."""
        wide, high = 28, 42
        self.shape(
            [
                (left, top + high),
                (left, top + 17),
                (left + wide / 2, top),
                (left + wide, top + 17),
                (left + wide, top + high),
            ],
            colour,
        )
        self.box(left + 9, top + 21, left + 18, top + 30, PAPER)
