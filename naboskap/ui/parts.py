"""Plain values that the components draw. A room or a door makes them; no table behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Seat:
    """One half of the pair, as it is shown: always two of them, always in the same order."""

    name: str
    side: str = "a"
    heading: str = ""  # Empty: the side's own name, such as "Norsk side".
    lines: tuple[str, ...] = ()
    note: str = ""  # Quiet, last: "Skrev sist i dag kl. 10.02"
    strong: str = ""  # What is still missing, in words.


@dataclass(frozen=True, slots=True)
class Step:
    """One step on a numbered path. ``state``: "done", "now" or empty.

    ``also`` are further steps under the same number.
    """

    title: str
    href: str = ""  # Empty: one is there.
    text: str = ""
    state: str = ""
    also: tuple["Step", ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """The nearest thing that helps, and the link or button that does it."""

    text: str
    label: str = ""
    href: str = ""
    name: str = ""  # A button of the surrounding form: its name and value.
    value: str = ""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A text in another language beside the original, and what it is worth."""

    language: str
    called: Any  # The language, in words.
    text: str
    mark: str  # "written", "translated" or "checked".
    side: str = ""  # Whose it is, in words; empty where it is nobody's of the pair.
    is_stale: bool = False  # It renders a text that has changed since.


def renderings_of(
    answer: Mapping[str, Any], languages: Mapping[str, Any], sides: Mapping[str, str]
) -> tuple[Rendering, ...]:
    """Return what stands beside a text in its frozen content, in words."""
    return tuple(
        Rendering(
            language=one["language"],
            called=languages.get(one["language"], one["language"]),
            text=one["text"],
            mark=one["mark"],
            side=sides.get(one.get("by_side", ""), ""),
            is_stale=one["of_version"] != answer.get("version")
            if "of_version" in one
            else one.get("is_old", False),
        )
        for one in answer.get("translations", ())
    )
