"""What the judge answered, in sentences that help: what is so, what is asked, what would do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import override

from naboskap.guidelines.changes import Change
from naboskap.guidelines.findings import SAME_DAY, Finding
from naboskap.guidelines.vocabulary import SEVERITIES
from naboskap.guidelines.wording.offers import change_words
from naboskap.guidelines.wording.reading import Names, Reading, Says
from naboskap.guidelines.wording.sentences import SENTENCES, same_day, waiting


@dataclass(frozen=True, slots=True)
class WordedChange:
    """A change that helps, and the sentence that offers it."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Worded:
    """A finding in a reader's language. ``missing`` waits for an empty field."""

    clause: str
    severity: str
    label: str
    heading: str
    found: str
    needed: str
    changes: tuple[WordedChange, ...]
    fields: tuple[str, ...]
    missing: bool


def worded(
    finding: Finding,
    language: str | None = None,
    *,
    places: Names | None = None,
    activities: Sequence[str] = (),
) -> Worded:
    """Word a finding in ``language`` (by default the active one).

    ``places`` gives words for place codes; ``activities`` the pair's own words for them.
    """
    if language is not None:
        with override(language):
            return worded(finding, places=places, activities=activities)
    reading = Reading(finding.found, finding.required, places or {}, activities, finding.severity)
    says = waiting(finding) if finding.missing else _said(finding.kind, reading)
    return Worded(
        clause=finding.clause,
        severity=finding.severity,
        label=str(SEVERITIES[finding.severity]),
        heading=says.heading,
        found=says.found,
        needed=says.needed,
        changes=tuple(
            WordedChange(change, change_words(change, reading)) for change in finding.changes
        ),
        fields=finding.fields,
        missing=finding.missing,
    )


def _said(kind: str, reading: Reading) -> Says:
    """Say what a kind found; where it offers another paragraph's first day, why that one."""
    says = SENTENCES[kind](reading)
    why = reading.required.get(SAME_DAY)
    return says._replace(needed=f"{says.needed} {same_day(why, reading)}") if why else says
