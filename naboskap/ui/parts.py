"""Plain values that the components draw. A room or a door makes them; no table behind them."""

from dataclasses import dataclass


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
    """One step on a numbered path. ``state``: "done", "now" or empty."""

    title: str
    href: str = ""
    text: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """The nearest thing that helps, and the link or button that does it."""

    text: str
    label: str = ""
    href: str = ""
    name: str = ""  # A button of the surrounding form: its name and value.
    value: str = ""
