"""What the judge answers: codes and numbers, worded only when shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from naboskap.guidelines.changes import Change, as_data, from_data

STOPS, WARNS, ADVISES = "stops", "warns", "advises"
SAME_DAY = "same_day"  # In ``required``: the other paragraph whose first day is offered, and why.
RANK = {STOPS: 0, WARNS: 1, ADVISES: 2}


def order(number: str) -> tuple[int, ...]:
    """Return what a paragraph's number is sorted by: 4.10 comes after 4.9."""
    return tuple(int(part) for part in number.split(".") if part.isdigit())


@dataclass(frozen=True, slots=True)
class Breach:
    """What one rule found: not as the clause asks, or (``missing``) not known yet.

    ``found`` and ``required`` hold codes and numbers (øre, per cent, ISO dates); ``fields`` are
    the names of the facts that it looked at.
    """

    found: Mapping[str, Any]
    required: Mapping[str, Any]
    fields: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    missing: bool = False


def unknown(*fields: str, **required: Any) -> Breach:
    """Say that the rule cannot be asked before ``fields`` are given."""
    return Breach(found={}, required=required, fields=fields, missing=True)


@dataclass(frozen=True, slots=True)
class Finding:
    """A clause that is not met by a project, and the nearest changes that would meet it."""

    clause: str  # its number
    severity: str
    kind: str
    found: Mapping[str, Any]
    required: Mapping[str, Any]
    fields: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    missing: bool = field(default=False)

    def as_data(self) -> dict[str, Any]:
        """Return it as plain JSON data, to be frozen with what was sent."""
        return {
            "clause": self.clause,
            "severity": self.severity,
            "kind": self.kind,
            "found": dict(self.found),
            "required": dict(self.required),
            "fields": list(self.fields),
            "changes": [as_data(change) for change in self.changes],
            "missing": self.missing,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Finding":
        """Return the finding that ``as_data`` wrote."""
        return cls(
            clause=data["clause"],
            severity=data["severity"],
            kind=data["kind"],
            found=data["found"],
            required=data["required"],
            fields=tuple(data["fields"]),
            changes=tuple(from_data(change) for change in data["changes"]),
            missing=data["missing"],
        )


def stopping(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what must be put right before the application may be sent."""
    return tuple(finding for finding in findings if finding.severity == STOPS)


def known(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what can be said already: without the clauses that wait for an empty field."""
    return tuple(finding for finding in findings if not finding.missing)
