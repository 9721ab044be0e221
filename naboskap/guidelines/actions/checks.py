"""What holds for every paragraph, from a file or from a form."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from naboskap.core.errors import require
from naboskap.guidelines.fitness import Fault, faults_of
from naboskap.guidelines.judge import PlainClause


def plain_of(clause: Mapping[str, Any]) -> PlainClause:
    """Return a paragraph that is told as a row, as the judge knows it."""
    return PlainClause(
        number=clause["number"],
        kind=clause.get("kind", ""),
        severity=clause.get("severity", ""),
        parameters=clause.get("parameters", {}),
        heading=clause["heading"],
        words=clause["words"],
        basis=clause.get("basis", ""),
        source=clause.get("source", ""),
    )


def checked(clause: Mapping[str, Any]) -> dict[str, Any]:
    """Return a clause's values, if its text and its rule are fit to be one thing (GUI-1 to 4)."""
    plain = plain_of(clause)
    faults: dict[str, Fault] = {}
    for fault in faults_of(plain):
        faults.setdefault(fault.rule, fault)
    for rule in ("GUI-1", "GUI-4", "GUI-2", "GUI-3"):
        require(rule, rule not in faults, _told(plain, faults.get(rule)))
    return {
        "number": plain.number,
        "heading": plain.heading,
        "words": plain.words,
        "kind": plain.kind,
        "parameters": plain.parameters,
        "severity": plain.severity,
        "basis": plain.basis,
        "source": plain.source,
    }


def _told(plain: PlainClause, fault: Fault | None) -> Any:
    if fault is None:
        return ""
    words = _("Paragraph %(number)s: %(words)s")
    return words % {"number": plain.number, "words": fault.words}
