"""What the guidelines say of a draft, as its pages draw it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from naboskap.applications.gaps import FACT_ASKED_BY
from naboskap.guidelines import changes as c
from naboskap.guidelines.findings import Finding
from naboskap.guidelines.models import Version
from naboskap.guidelines.wording import WordedChange
from naboskap.questionnaires.text import QuestionText
from naboskap.ui.parts import Change

LEVELS = {"stops": "stop", "warns": "warn", "advises": "advice"}
PARTS = {
    "costs": "money",
    "financing": "money",
    "amount_applied_for": "money",
    "activities": "activities",
    "participants": "participants",
    "partner": "pair",
    "applicant": "pair",
    "open_obligations": "pair",
    "language": "texts",
    "attachments": "attachments",
}
# The changes that a button can do at once; the others lead to the page where they are done.
AT_ONCE = (
    c.AskFor,
    c.CoverMore,
    c.AddOwnWork,
    c.RemoveCosts,
    c.SetLine,
    c.MoveStart,
    c.MoveEnd,
    c.HoldOnline,
)


def part_of(finding: Finding) -> str:
    """Name the part of the draft where a finding is put right."""
    return PARTS.get(_fact(finding), "basics")


def lesson_of(finding: Finding, told: Mapping[str, QuestionText]) -> str:
    """Name the lesson about what a finding is about: that of the question that asks for it."""
    asked = told.get(FACT_ASKED_BY.get(_fact(finding), ""))
    return asked.lesson if asked else ""


def _fact(finding: Finding) -> str:
    return finding.fields[0].split(".")[0] if finding.fields else ""


@dataclass(frozen=True, slots=True)
class Advice:
    """A finding as the page draws it."""

    part: str
    level: str
    clause: str
    heading: str
    found: str
    needed: str
    changes: tuple[Change | str, ...]
    lesson: str = ""
    fact: str = ""  # What of the draft it is about.
    mends: tuple[c.Change, ...] = ()  # The changes themselves: their words may be of several.
    also: tuple["Advice", ...] = ()  # What else the same change puts right.


@dataclass(frozen=True, slots=True)
class Coming:
    """What guidelines that take over say of the draft and today's do not, and the reverse."""

    version: Version
    worse: tuple[Advice, ...]
    better: tuple[Advice, ...]


def parted(
    now: Iterable[Finding], then: Iterable[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what is found then and not now, and what is found now and not then.

    The same kind, as hard, of the same fields is the same, whatever its paragraph's number.
    """
    before, after = tuple(now), tuple(then)
    return (
        tuple(one for one in after if _what(one) not in {_what(each) for each in before}),
        tuple(one for one in before if _what(one) not in {_what(each) for each in after}),
    )


def _what(finding: Finding) -> tuple[str, str, tuple[str, ...]]:
    return finding.kind, finding.severity, finding.fields


def advice_of(finding: Finding, says: Any, told: Mapping[str, QuestionText]) -> Advice:
    """Word a finding. ``told`` are the questions of the form that are built in, by role."""
    return Advice(
        part=part_of(finding),
        level=LEVELS[finding.severity],
        clause=finding.clause,
        heading=says.heading,
        found=says.found,
        needed=says.needed,
        changes=tuple(_button(change) for change in says.changes),
        lesson=lesson_of(finding, told),
        fact=_fact(finding),
        mends=finding.changes,
    )


def whose_money(finding: Finding) -> Finding:
    """Name the applicant's side in what it is offered to cover: both sides read it and press."""
    named = (
        replace(one, side="a") if isinstance(one, c.AskFor) and one.cover_more else one
        for one in finding.changes
    )
    return replace(finding, changes=tuple(named))


def said_once(advices: Iterable[Advice]) -> list[Advice]:
    """Offer a change once where it helps with several paragraphs, and name each of them there.

    The first stays: the judge has what stops before what only advises.
    """
    offered: list[Advice] = []
    for one in advices:
        at = next((n for n, each in enumerate(offered) if _is_mended_alike(each, one)), None)
        if at is None:
            offered.append(one)
        else:
            offered[at] = replace(offered[at], also=(*offered[at].also, one))
    return offered


def _is_mended_alike(one: Advice, other: Advice) -> bool:
    return bool(one.mends) and one.mends == other.mends


def _button(one: WordedChange) -> Change | str:
    if isinstance(one.change, AT_ONCE):
        value = json.dumps(c.as_data(one.change), ensure_ascii=False)
        return Change(one.text, label=_("Do this"), name="change", value=value)
    return one.text
