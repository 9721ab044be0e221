"""What six answers come to, in words: the verdict, what stands in the way, and what helps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from naboskap.advice.outline import ACROSS, AT_HOME, IN_TURN, Outline, sealed
from naboskap.cases.queries import Handling, handling, latest_of
from naboskap.core.secretariat import secretariat
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.findings import Finding
from naboskap.guidelines.judge import PlainClause
from naboskap.guidelines.outlook import NO
from naboskap.guidelines.queries import rules_of
from naboskap.guidelines.wording import worded
from naboskap.guidelines.wording.paragraphs import paragraph
from naboskap.organisations.models import Place
from naboskap.programmes.queries import Fit, also_open_to, fits
from naboskap.website.support.forms import place_names

Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it is read, and its number in the guidelines."""

    number: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the judge said of one paragraph, and the nearest changes that help."""

    heading: str
    found: str
    needed: str
    helps: tuple[str, ...]
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer; ``first`` is the programme to name, None where no one is offered.

    ``token`` bears the answers into a draft; empty where there is none to begin: the answer is no,
    or whoever tells is the partner, and the other side begins.
    """

    first: Fit | None
    verdict: str
    stops: tuple[Found, ...]
    notes: tuple[Found, ...]
    open: tuple[Paragraph, ...]
    others: tuple[Fit, ...]
    handling: Handling | None
    token: str
    is_from_across: bool


def answer_to(outline: Outline, places: Iterable[Place]) -> Answer:
    """Judge the answers by every programme that is shown, and word the nearest one."""
    home = secretariat().home.country

    def told(on: date) -> tuple[Facts, frozenset[str]]:
        return outline.facts(on, home=home)

    found = fits(told, theme=outline.theme, travels=outline.travels)
    is_from_across = outline.is_told_from_across(home)
    if not found:
        return Answer(None, NO, (), (), (), (), None, "", is_from_across)
    first, names = found[0], place_names(places)
    clauses = {one.number: one for one in rules_of(first.version).clauses}

    def words(findings: Iterable[Finding]) -> tuple[Found, ...]:
        return tuple(_found(one, clauses[one.clause], names, outline) for one in findings)

    may_begin = first.outlook.verdict != NO and not is_from_across
    return Answer(
        first=first,
        verdict=first.outlook.verdict,
        stops=words(first.outlook.stops),
        notes=words(first.outlook.notes),
        open=tuple(_paragraph(one, names) for one in first.outlook.open),
        others=tuple(also_open_to(found)),
        handling=latest_of(handling()).get(first.programme.pk),
        token=sealed(outline) if may_begin else "",
        is_from_across=is_from_across,
    )


def _found(finding: Finding, clause: PlainClause, names: Names, outline: Outline) -> Found:
    said = worded(finding, places=names, activities=_meetings(outline))
    return Found(
        heading=said.heading,
        found=said.found,
        needed=said.needed,
        helps=tuple(change.text for change in said.changes),
        paragraph=_paragraph(clause, names),
    )


def _paragraph(clause: PlainClause, names: Names) -> Paragraph:
    heading, text = paragraph(clause, places=names)
    return Paragraph(clause.number, heading, text)


def _meetings(outline: Outline) -> tuple[str, ...]:
    """Name what they do, as the judge counts it."""
    at_home, across = _("the meeting on the home side"), _("the meeting at the partner's place")
    whole = _("what you do together")
    return {AT_HOME: (whole,), ACROSS: (whole,), IN_TURN: (at_home, across)}.get(
        outline.meet, (whole,)
    )
