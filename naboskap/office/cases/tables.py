"""What stands on a case's page: plain values, worded for the office."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from naboskap.accounts.models import Role, User
from naboskap.applications.amounts import counting_of
from naboskap.applications.exchange import exchanged_of
from naboskap.applications.models import Snapshot
from naboskap.applications.renderings import in_words
from naboskap.applications.statuses import ApplicationStatus
from naboskap.assessments.models import Case
from naboskap.assessments.queries import (
    needs_second_reader,
    partner_is_known,
)
from naboskap.assessments.statuses import Turn
from naboskap.cases.queries import Event, Row, Rulings, Standing, standing_of_case
from naboskap.core.secretariat import secretariat
from naboskap.core.words import capital, in_language, in_script
from naboskap.decisions.models import Decision
from naboskap.decisions.route import Level, level_for
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.judge import Line
from naboskap.guidelines.vocabulary import (
    AGES,
    CATEGORIES,
    CONTROLS,
    KINDS,
    LANGUAGES,
    MODES,
    SOURCES,
)
from naboskap.guidelines.wording import worded
from naboskap.guidelines.wording.met import found_of
from naboskap.office.cases.words import EVENTS, SILENT, WAYS, status_in_words
from naboskap.questionnaires.queries import questions_of
from naboskap.ui import wording
from naboskap.ui.parts import Rendering, Seat, renderings_of

Names = Mapping[str, Mapping[str, str]]


def in_few_words(parties: Any) -> str:
    """Say who the pair is: "skole, Sør-Varanger + skole, Murmansk oblast"."""
    told = [
        ", ".join(
            part
            for part in (
                str(KINDS.get(party.get("kind", ""), "")),
                in_language(party.get("place") or {}),
            )
            if part
        )
        for party in parties
    ]
    return " + ".join(each for each in told if each)


def status_of(row: Row) -> str:
    return status_in_words(
        row.status,
        is_unconfirmed=row.is_unconfirmed,
        is_held=row.is_held,
        outcome=row.outcome,
        grant=row.grant,
    )


def rows_of(rows: Iterable[Row], *, reader: int = 0) -> list[dict[str, Any]]:
    """Return rows as the table draws them. ``reader``: whose turn an officer's turn is "yours"."""
    list_of_cases = reverse("office:cases")
    return [
        {
            "title": row.title,
            "href": f"{list_of_cases}{row.number.replace('/', '-')}/",
            "known_as": ". ".join(filter(None, (row.number, capital(in_few_words(row.parties))))),
            "is_shut": row.is_disqualified,
            "programme": in_language(row.programme),
            "status": status_of(row),
            "turn": turn_of(row, reader),
            "is_yours": _is_yours(row, reader),
            "due": wording.day(row.due_on, year=False) if row.due_on else "",
            "is_late": row.is_late,
            "amount": wording.money(row.amount_applied_for),
            "officer": row.officer or _("Nobody yet"),
        }
        for row in rows
    ]


def _is_yours(row: Row, reader: int) -> bool:
    waits = row.is_unconfirmed or row.is_held
    return row.officer_id == reader and row.turn == Turn.OFFICE and not waits


def turn_of(row: Row, reader: int = 0) -> str:
    """Say whose turn a case in the list is: "Yours" to the officer who reads it."""
    if _is_yours(row, reader):
        return _("Yours")
    if row.is_held:
        return str(Turn.NOBODY.label)
    return str(Turn(Turn.SIDE_B if row.is_unconfirmed else row.turn).label)


# What the office calls whoever is to act, before what they do.
TURNS = {
    Turn.HEAD: gettext_lazy("The head's turn:"),
    Turn.BOARD: gettext_lazy("The board's turn:"),
    Turn.COUNCIL: gettext_lazy("The expert council's turn:"),
}


def standing_for(user: User, case: Case, decision: Decision | None) -> Standing:
    """Say whose turn it is as the reader sees it: "Your turn" where it is theirs."""
    told = standing_of_case(case, decision, "office")
    waits = case.is_open and case.application.status == ApplicationStatus.CONFIRMED
    if not waits or case.held_at is not None:
        return told
    if case.turn == Turn.OFFICE and case.officer_id == user.pk:
        return replace(told, whose=_("It is your turn:"), is_yours=True)
    if case.turn == Turn.HEAD and user.roles & {Role.HEAD, Role.DEPUTY}:
        return replace(told, whose=_("It is your turn:"), is_yours=True)
    return replace(told, whose=TURNS[Turn(case.turn)]) if case.turn in TURNS else told


def seats_of(case: Case, content: Mapping[str, Any], places: Names) -> list[Seat]:
    """Return both halves of the pair as they were sent."""
    seats = []
    for side in ("a", "b"):
        told = content.get("sides", {}).get(side) or {}
        place = in_language(places.get(told.get("place") or "", {}))
        kind = str(KINDS.get(told.get("kind") or "", ""))
        control = _control(told.get("control") or "")
        shielded = secretariat().sides[side].is_protected
        known = partner_is_known(case)
        seats.append(
            Seat(
                side=side,
                name=in_script(told.get("name", ""), told.get("latin_name", ""))
                or _("Nobody is named"),
                lines=tuple(
                    line
                    for line in (
                        told.get("name", "") if told.get("latin_name") else "",
                        ", ".join(each for each in (kind, place) if each),
                        control,
                    )
                    if line
                ),
                strong=_("Shielded outside the house.") if shielded else "",
                note=""
                if side == "a"
                else (_("Known to us.") if known else _("New to us: to be contacted.")),
            )
        )
    return seats


def _control(code: str) -> str:
    """Say who runs an organisation; nothing where that is not known."""
    if code in {"", "unknown"} or code not in CONTROLS:
        return ""
    return _("Run by: %(whom)s") % {"whom": CONTROLS[code]}


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule as the case officer reads it."""

    clause: str
    heading: str
    found: str
    needed: str
    result: str
    is_met: bool


def rulings_table(
    rulings: Rulings, places: Names, activities: list[str]
) -> dict[str, list[Ruling]]:
    """Return every rule with what it found: what asks for a look, and apart what is met."""
    told = [
        _ruling(line, rulings.facts, places, activities) for line in rulings.lines if line.is_set
    ]
    return {
        "wanting": [ruling for ruling in told if not ruling.is_met],
        "met": [ruling for ruling in told if ruling.is_met],
    }


def _ruling(line: Line, facts: Facts, places: Names, activities: list[str]) -> Ruling:
    heading = in_language(line.clause.heading)
    if line.finding is None:
        found = found_of(line.clause, facts, places=places)
        return Ruling(line.clause.number, heading, found, "", _("Met"), is_met=True)
    told = worded(line.finding, places=places, activities=activities)
    result = _("Not known") if told.missing else _("Not met")
    if line.finding.severity == "advises" and not told.missing:
        result = _("Advice")
    return Ruling(line.clause.number, heading, told.found, told.needed, result, is_met=False)


@dataclass(frozen=True, slots=True)
class Text:
    question: str
    text: str
    language: str
    called: Any = ""  # The language, in words.
    renderings: tuple[Rendering, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """What the pair sent, as the office reads it."""

    title: str
    title_renderings: tuple[Rendering, ...]
    from_date: date | None
    to_date: date | None
    activities: list[dict[str, Any]]
    participants: list[dict[str, Any]]
    budget: list[dict[str, Any]]
    financing: list[dict[str, Any]]
    total: int
    texts: list[Text]


def sent_of(case: Case, snapshot: Snapshot, places: Names) -> Sent:
    """Return the frozen content with its codes worded."""
    content = snapshot.content
    sides = {key: in_language(side.name) for key, side in secretariat().sides.items()}

    def said(frozen: Mapping[str, Any]) -> tuple[Rendering, ...]:
        return renderings_of(frozen, LANGUAGES, sides)

    return Sent(
        title=content["title"],
        title_renderings=said({"translations": content.get("title_translations", ())}),
        from_date=_day(content.get("start_date")),
        to_date=_day(content.get("end_date")),
        activities=[_activity(each, places, said) for each in content.get("activities", [])],
        participants=[
            {
                "side": sides[each["side"]],
                "age": AGES.get(each["age"], each["age"]),
                "number": each["number"],
            }
            for each in content.get("participants", [])
        ],
        budget=[
            {
                "side": sides[each["side"]],
                "category": CATEGORIES.get(each["category"], each["category"]),
                "text": each["text"],
                "amount": each["amount"],
                "abroad": wording.exchanged(what) if (what := exchanged_of(each)) else "",
                "how": wording.counted(how) if (how := counting_of(each)) else "",
                "renderings": said(each),
            }
            for each in content.get("budget", [])
        ],
        financing=[
            {
                "side": sides[each["side"]],
                "source": SOURCES.get(each["source"], each["source"]),
                "text": each["text"],
                "amount": each["amount"],
                "renderings": said(each),
            }
            for each in content.get("financing", [])
        ],
        total=content.get("total_cost") or 0,
        texts=_texts(case, content.get("answers", {})),
    )


def _activity(
    told: Mapping[str, Any],
    places: Names,
    said: Callable[[Mapping[str, Any]], tuple[Rendering, ...]],
) -> dict[str, Any]:
    beside = told.get("translations", {})
    where = [told.get("place_text") or "", in_language(places.get(told.get("place") or "", {}))]
    return {
        "what": told["what"],
        "renderings": said({"translations": beside.get("what", ())}),
        "where": ", ".join(part for part in where if part),
        "mode": MODES.get(told.get("mode") or "", ""),
        "from_date": _day(told.get("from_date")),
        "to_date": _day(told.get("to_date")),
        "halves": [
            {
                "side": in_language(secretariat().sides[side].name),
                "people": (told.get(side) or {}).get("people"),
                "task": (told.get(side) or {}).get("task") or "",
                "renderings": said({"translations": beside.get(f"task_{side}", ())}),
            }
            for side in ("a", "b")
        ],
    }


def _texts(case: Case, answers: Mapping[str, Any]) -> list[Text]:
    asked = questions_of(case.application.sheet.version)
    sides = {key: in_language(side.name) for key, side in secretariat().sides.items()}
    return [
        Text(
            in_language(question.words),
            question.answer_in_words(answers[question.key]["text"]),
            answers[question.key].get("language", ""),
            in_words(answers[question.key]["text"], answers[question.key].get("language", "")),
            renderings_of(answers[question.key], LANGUAGES, sides),
        )
        for question in asked
        if question.key in answers and answers[question.key]["text"]
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that must be there before a proposal."""

    words: str
    is_done: bool
    name: str = ""  # Of the page where it is done,
    anchor: str = ""  # or the place on this page.


def steps_of(case: Case, criteria: list[Any]) -> list[Step]:
    """List what a proposal waits for, in the order it is usually done."""
    missing = sum(1 for each in criteria if not (each.mark and each.reason))
    steps = [
        Step(
            _("Both sides have confirmed"),
            case.application.status == ApplicationStatus.CONFIRMED,
        )
    ]
    if case.programme.needs_partner:
        steps.append(
            Step(_("The partner is known or contacted"), partner_is_known(case), "case-partner")
        )
    assessed = _("Every criterion is assessed")
    if missing:
        remain = ngettext("%(number)s remains", "%(number)s remain", missing)
        assessed = f"{assessed} ({remain % {'number': missing}})"
    steps.append(Step(assessed, missing == 0, anchor="assessment"))
    if case.programme.council_advises:
        steps.append(Step(_("The expert council has advised"), hasattr(case, "council_advice")))
    if needs_second_reader(case):
        steps.append(Step(_("A second reader has read it"), case.second_read_at is not None))
    return steps


def decided_by(case: Case) -> str:
    """Say who decides, and why."""
    threshold = case.programme.board_threshold
    if threshold is None:
        return _("Not set: the programme has no boundary yet")
    level = level_for(
        case.amount_applied_for,
        threshold,
        boundary_included=case.programme.board_threshold_included,
    )
    return (
        _("The board, because of the sum applied for")
        if level == Level.BOARD
        else _("The head, because of the sum applied for")
    )


@dataclass(frozen=True, slots=True)
class Happened:
    at: Any
    words: str
    who: str


def timeline_of(events: list[Event], criteria: Mapping[str, str]) -> list[Happened]:
    """Word the trail, with the criteria's names; what is not for this page stays in the trail."""
    return [
        Happened(event.at, _told(event, criteria), event.who)
        for event in events
        if event.action in EVENTS and event.action not in SILENT
    ]


def _told(event: Event, criteria: Mapping[str, str]) -> str:
    if event.action == "assessments.save_criterion_note":
        name = criteria.get(event.data.get("criterion", ""), "")
        return (
            _("A criterion was assessed: %(name)s") % {"name": name}
            if name
            else str(EVENTS[event.action])
        )
    if event.action == "assessments.declare_impartiality":
        return (
            _("Said: I am impartial")
            if event.data.get("is_impartial")
            else _("Said: I have an interest")
        )
    if event.action == "applications.stand_behind":
        return _("%(side)s stands behind the text: confirmed %(how)s") % {
            "side": in_language(secretariat().sides[event.data["side"]].name),
            "how": WAYS[event.data["way"]],
        }
    return str(EVENTS[event.action])
