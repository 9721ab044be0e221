"""The kinds of clause: their parameters, and the pure function that asks each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from naboskap.guidelines.facts import Facts
from naboskap.guidelines.findings import Breach
from naboskap.guidelines.parameters import Parameters

P = TypeVar("P", bound=Parameters)


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know of the other clauses of its version."""

    hour_rates: tuple[int | None, int | None] = (None, None)  # øre, side a and b

    def rate(self, side: str) -> int | None:
        return self.hour_rates[0 if side == "a" else 1]


Function = Callable[[Any, Facts, Context], Breach | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of clause. Without a function it informs: it is shown, and judges nothing."""

    name: str
    parameters: type[Parameters]
    function: Function | None


KINDS: dict[str, Kind] = {}


def asks(parameters: type[P]) -> Callable[[Callable[[P, Facts, Context], Breach | None]], Any]:
    """Register a function as the rule of the kind that bears its name."""

    def register(function: Callable[[P, Facts, Context], Breach | None]) -> Any:
        KINDS[function.__name__] = Kind(function.__name__, parameters, function)
        return function

    return register


def informs(name: str, parameters: type[Parameters]) -> None:
    """Register a kind that only tells."""
    KINDS[name] = Kind(name, parameters, None)
