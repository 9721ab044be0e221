"""Facts as somebody's own program hands them in: read whole, or told what is wrong and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from naboskap.guidelines.facts import Facts


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one of the facts: where it stands, as ``costs[0].amount``, and why."""

    path: str
    words: str


class FactsError(ValueError):
    """Not facts that can be judged. ``faults`` has every one of them, none is left for later."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{fault.path}: {fault.words}" for fault in faults))
        self.faults = faults


def read_facts(told: str | bytes) -> Facts:
    """Return the facts that a JSON text holds, or raise ``FactsError`` with each fault.

    Nothing is guessed: a number in quotation marks is no number, and a name that is not known is
    said to be unknown, since a misspelt fact would be a fact left out.
    """
    try:
        return Facts.model_validate_json(told, strict=True)
    except ValidationError as wrong:
        faults = tuple(Fault(_path(each["loc"]), _sentence(each)) for each in wrong.errors())
        raise FactsError(faults) from wrong


def _path(place: tuple[str | int, ...]) -> str:
    path = ""
    for step in place:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


# By the beginning of the kind of fault: the longer stands first.
_SENTENCES = {
    "missing": gettext_lazy("This must be there."),
    "extra_forbidden": gettext_lazy("There is no such fact. Is the name spelt as in the schema?"),
    "literal_error": gettext_lazy("This must be one of: %(words)s."),
    "greater_than_equal": gettext_lazy("This cannot be less than %(least)s."),
    "string_too_long": gettext_lazy("This can have %(most)s characters at most."),
    "json_invalid": gettext_lazy("This is not JSON: %(why)s."),
    "int": gettext_lazy("This must be a whole number. Sums are in øre, hours in hundredths."),
    "date": gettext_lazy("This must be a date, as 2021-11-01."),
    "bool": gettext_lazy("This must be true or false."),
    "string": gettext_lazy("This must be a text."),
    "": gettext_lazy("This is of another shape than in the schema."),
}


def _sentence(fault: Mapping[str, Any]) -> str:
    """Word a fault for whoever wrote the program that asked."""
    words = next(
        each for beginning, each in _SENTENCES.items() if fault["type"].startswith(beginning)
    )
    told = fault.get("ctx", {})
    return str(words) % {
        "words": told.get("expected"),
        "least": told.get("ge"),
        "most": told.get("max_length"),
        "why": told.get("error"),
    }
