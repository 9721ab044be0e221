"""What six answers come to, in words: the verdict, what stands in the way, and what helps."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from naboskap.advice.outline import ACROSS, AT_HOME, IN_TURN, Outline, sealed
from naboskap.cases.queries import Handling, handling, latest_of
from naboskap.core import clock
from naboskap.core.errors import applies
from naboskap.core.secretariat import secretariat
from naboskap.decisions.route import Level, level_for
from naboskap.guidelines.changes import (
    AddCosts,
    AddOwnFinancing,
    AskFor,
    Change,
    FindPartner,
    MoveStart,
    apply_change,
)
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.findings import Finding
from naboskap.guidelines.judge import PlainClause, is_set, judge, of_clause
from naboskap.guidelines.outlook import NO, YES
from naboskap.guidelines.parameters import NotCovered
from naboskap.guidelines.queries import asks_for_number, rules_of
from naboskap.guidelines.wording import worded
from naboskap.guidelines.wording.paragraphs import paragraph
from naboskap.guidelines.wording.sentences.money import EQUIPMENT, equipment
from naboskap.guidelines.wording.sentences.plan import getting_a_number
from naboskap.organisations.models import Place
from naboskap.programmes.models import Programme
from naboskap.programmes.queries import Fit, also_open_to, fits, journeys, usual_of
from naboskap.website.support.forms import place_names

HUNDRED = 100_00  # øre
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it is read, and its number in the guidelines."""

    number: str
    heading: str
    text: str
    version: str  # The slug of the guidelines that it stands in.


@dataclass(frozen=True, slots=True)
class Found:
    """What the judge said of one paragraph, and the nearest changes that help."""

    heading: str
    found: str
    needed: str
    helps: tuple[str, ...]
    paragraph: Paragraph
    finds_partner: bool  # Another partner, or a first one, is what helps.


@dataclass(frozen=True, slots=True)
class PassedOver:
    """The programme that the field usually asks, where another one is named instead, and why.

    ``unset`` are the paragraphs of the other that say nothing of it yet: their value is not set.
    """

    programme: Programme
    stops: tuple[Found, ...]
    unset: tuple[Paragraph, ...]


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
    passed: PassedOver | None = None
    board_decides: bool = False
    is_undecided: bool = False  # Yes so far, but what decides most is not known yet.
    lacks_partner: bool = False
    start_after: date | None = None  # The first day that leaves time for an answer (WEB-100).
    journeys: tuple[Programme, ...] = ()  # For whoever travels, where none is for their field.
    start_rule: Paragraph | None = None  # When one may start, beside ``start_after``.
    opens_on: date | None = None  # A round ahead is judged for the day on which it opens.
    number: Found | None = None  # What the applicant needs before it can send (WEB-111).


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
    reading = _Reading(outline, names)
    usual = usual_of(found, theme=outline.theme, travels=outline.travels)
    may_begin = first.outlook.verdict != NO and not is_from_across
    return Answer(
        first=first,
        verdict=first.outlook.verdict,
        stops=reading.findings(first, first.outlook.stops),
        notes=(*reading.findings(first, first.outlook.notes), *reading.equipment(first)),
        open=tuple(reading.paragraph(first, one) for one in first.outlook.open),
        others=tuple(also_open_to(found)),
        handling=latest_of(handling()).get(first.programme.pk),
        token=sealed(outline) if may_begin else "",
        is_from_across=is_from_across,
        passed=(
            reading.passed_over(usual, first) if applies("WEB-41", usual is not first) else None
        ),
        board_decides=applies("WEB-42", _is_for_the_board(first.programme, outline.amount)),
        is_undecided=applies("WEB-80", _waits_for_the_tasks(first)),
        lacks_partner=not outline.has_partner
        and any(_finds_partner(one) for one in first.outlook.stops),
        start_after=_first_after_an_answer(first),
        start_rule=reading.paragraph_of(first, "start_after_sending"),
        opens_on=_opens_on(first),
        journeys=(tuple(journeys()) if outline.travels and first.programme.needs_partner else ()),
        number=reading.number(first),
    )


def _is_for_the_board(programme: Programme, amount: int | None) -> bool:
    """Whether the programme leaves a sum of this size to the board. Not set: nobody says."""
    threshold = programme.board_threshold
    if amount is None or threshold is None:
        return False
    included = programme.board_threshold_included
    return level_for(amount, threshold, boundary_included=included) == Level.BOARD


def _waits_for_the_tasks(fit: Fit) -> bool:
    """Whether nothing stops it, and nobody has told what the two sides do."""
    return fit.outlook.verdict == YES and any(
        one.kind == "both_active" for one in fit.outlook.open
    )


def _first_after_an_answer(fit: Fit) -> date | None:
    """Return the day that the judge would move a start to that comes before an answer can."""
    days = (
        change.to
        for one in fit.outlook.notes
        if one.kind == "lead_time"
        for change in one.changes
        if isinstance(change, MoveStart)
    )
    day = next(days, None)
    return day if applies("WEB-100", day) else None


def _opens_on(fit: Fit) -> date | None:
    """Return when the round that it waits for opens, where the start is held against that day."""
    if fit.round is None or fit.round.opens_at <= clock.now():
        return None
    said = {one.kind for one in (*fit.outlook.stops, *fit.outlook.notes)}
    is_held = applies("GUI-52", said & {"start_after_sending", "lead_time"})
    return fit.round.opens_at.astimezone(clock.OSLO).date() if is_held else None


def _finds_partner(finding: Finding) -> bool:
    return any(isinstance(change, FindPartner) for change in finding.changes)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Words for what the judge says of the answers."""

    outline: Outline
    names: Names

    def findings(self, fit: Fit, findings: Iterable[Finding]) -> tuple[Found, ...]:
        clauses = {one.number: one for one in rules_of(fit.version).clauses}
        return tuple(self._found(fit, one, clauses[one.clause]) for one in findings)

    def paragraph(self, fit: Fit, clause: PlainClause) -> Paragraph:
        heading, text = paragraph(clause, places=self.names)
        return Paragraph(clause.number, heading, text, fit.version.slug)

    def paragraph_of(self, fit: Fit, kind: str) -> Paragraph | None:
        """Return the first paragraph of a kind; None where the guidelines have none."""
        clauses = (one for one in rules_of(fit.version).clauses if one.kind == kind)
        clause = next(clauses, None)
        return self.paragraph(fit, clause) if clause else None

    def equipment(self, fit: Fit) -> Iterator[Found]:
        """Tell what holds for equipment, which nobody asks about before there is a budget."""
        for one in rules_of(fit.version).asked:
            parameters = one.parameters
            if isinstance(parameters, NotCovered) and EQUIPMENT in (parameters.categories or ()):
                said = equipment(one.clause.severity)
                yield Found(*said, (), self.paragraph(fit, one.clause), finds_partner=False)

    def number(self, fit: Fit) -> Found | None:
        """Tell that the applicant needs a number, and how to get one, as nobody is asked for it.

        Rule WEB-111. A person who applies has none, and needs none.
        """
        clause = asks_for_number(fit.version)
        kind = self.outline.applying(secretariat().home.country)
        if not applies("WEB-111", clause is not None and kind != "private_person"):
            return None
        assert clause is not None
        told = self.paragraph(fit, clause)
        return Found(told.heading, told.text, getting_a_number(), (), told, finds_partner=False)

    def passed_over(self, usual: Fit, named: Fit) -> PassedOver:
        """Say why the usual programme is not named, and what the one named says nothing of."""
        kinds = {one.kind for one in usual.outlook.stops}
        asked = (one.clause for one in rules_of(named.version).asked)
        unset = [one for one in asked if one.kind in kinds and not is_set(one)]
        return PassedOver(
            usual.programme,
            self.findings(usual, usual.outlook.stops),
            tuple(self.paragraph(named, one) for one in unset),
        )

    def _found(self, fit: Fit, finding: Finding, clause: PlainClause) -> Found:
        said = worded(
            self._rounded(fit, finding), places=self.names, activities=_meetings(self.outline)
        )
        found, needed = said.found, said.needed
        helps = tuple(change.text for change in said.changes)
        if applies("WEB-99", finding.kind == "both_active"):
            found, needed, helps = self._both_active()
        elif applies("WEB-99", finding.kind == "activity_place"):
            found = _("You have chosen to meet outside the region.")
        return Found(
            heading=said.heading,
            found=found,
            needed=needed,
            helps=helps,
            paragraph=self.paragraph(fit, clause),
            finds_partner=_finds_partner(finding),
        )

    def _both_active(self) -> tuple[str, str, tuple[str, ...]]:
        """Say what was told, what is asked, and what helps; no activities are counted (WEB-99)."""
        if self.outline.travels:
            return (
                _("You have chosen to travel to find a partner, to learn or to report."),
                _("This programme is for what two sides do together."),
                (_("Choose something that you do together with a partner."),),
            )
        return (
            _("You have chosen that one side does it, and the other is there."),
            _("Both sides must have a task in what you do together."),
            (_("Think of something that the other side too plans, leads or does."),),
        )

    def _rounded(self, fit: Fit, finding: Finding) -> Finding:
        """Let what helps be in whole hundreds, as what was told is, where it helps as well."""
        rules = of_clause(rules_of(fit.version), finding.clause)
        facts, _told = self.outline.facts(clock.today(), home=secretariat().home.country)

        def round_one(change: Change) -> Change:
            other = _in_hundreds(change, self.outline.amount or 0)
            helps = other != change and not judge(rules, apply_change(facts, other))
            return other if helps else change

        return replace(finding, changes=tuple(round_one(one) for one in finding.changes))


def _in_hundreds(change: Change, asked: int) -> Change:
    match change:
        case AskFor(amount, cover_more) if amount < asked:
            less = amount % HUNDRED if amount > HUNDRED else 0
            return AskFor(amount - less, cover_more + less if cover_more else 0)
        case AskFor(amount):
            return AskFor(-(-amount // HUNDRED) * HUNDRED)
        case AddOwnFinancing(side, amount):
            return AddOwnFinancing(side, -(-amount // HUNDRED) * HUNDRED)
        case AddCosts(amount):
            return AddCosts(-(-amount // HUNDRED) * HUNDRED)
    return change


def _meetings(outline: Outline) -> tuple[str, ...]:
    """Name what they do, as the judge counts it."""
    at_home, across = _("the meeting on the home side"), _("the meeting at the partner's place")
    whole = _("what you do together")
    return {AT_HOME: (whole,), ACROSS: (whole,), IN_TURN: (at_home, across)}.get(
        outline.meet, (whole,)
    )
