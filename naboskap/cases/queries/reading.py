"""One case, for whoever reads it: what was sent, what the rules say, what has been done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from naboskap.accounts.models import User
from naboskap.accounts.queries import names_of
from naboskap.applications.models import Change, Seat, SeatPerson, Snapshot
from naboskap.applications.queries import latest_snapshot
from naboskap.assessments.models import Case, CriterionNote, QuestionToPair
from naboskap.audit.queries import trail_of
from naboskap.cases.queries.listing import what_came_of_it
from naboskap.cases.queries.seen import visible_with
from naboskap.core.prepared import Prepared
from naboskap.decisions.models import Complaint, Decision
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.judge import Line, table
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import rules_of
from naboskap.programmes.models import Criterion


def find(user: User, number: str) -> Case | None:
    """Return the case with a number as it stands in addresses (``21-0412``), if it is seen."""
    year, _dash, sequence = number.partition("-")
    if not (year.isdecimal() and sequence.isdecimal() and len(year) == 2 and len(sequence) < 9):
        return None
    found: Case | None = _FOUND.first(
        user.roles, year=2000 + int(year), before=1900 + int(year), sequence=int(sequence)
    )
    if found is not None:
        found.application.programme = found.programme  # A case is of its application's programme.
    return found


def changing_since(case: Case) -> datetime | None:
    """Return since when the pair has been changing what it sent. ``case`` comes from ``find``."""
    since: datetime | None = vars(case)["changing_since"]
    return since


def came_of_it(case: Case) -> tuple[str, str]:
    """Return the outcome that was decided and the status of the grant, or nothing of each.

    ``case`` comes from ``find``.
    """
    told = vars(case)
    return told["outcome"] or "", told["grant_status"] or ""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the pair as it is now: its name, and the people who are on it."""

    side: str
    name: str
    people: tuple[str, ...]


def parties_of(case: Case) -> tuple[Party, ...]:
    """Return all who take part on each side, those who only read too (ASS-76).

    Of them somebody says whether they are impartial.

    A name in two scripts is given in both, as the one that a reader knows may be either.
    """
    there = SeatPerson.objects.filter(left_at__isnull=True).select_related("user")
    seats = Seat.objects.filter(application=case.application_id).select_related("organisation")
    rows = seats.prefetch_related(Prefetch("people", there.order_by("-is_lead", "pk")))
    return tuple(
        Party(
            seat.side,
            _in_both(
                seat.organisation.name if seat.organisation else seat.described_as,
                seat.latin_name,
            ),
            tuple(_in_both(str(one.user), one.latin_name) for one in seat.people.all()),
        )
        for seat in rows.order_by("side")
    )


def _in_both(own: str, latin: str) -> str:
    return f"{own} ({latin})" if own and latin and latin != own else own or latin


def _with_number(
    roles: frozenset[str], *, year: int, before: int, sequence: int
) -> QuerySet[Case]:
    return (
        visible_with(roles)
        .filter(case_file__year__in=(year, before), case_file__sequence=sequence)
        .annotate(
            **what_came_of_it(),
            changing_since=Subquery(
                Change.objects.filter(
                    application=OuterRef("application"), ended_at__isnull=True
                ).values("began_at")[:1]
            ),
        )
        .select_related(
            "application__sheet__version__form",
            "application__round",
            "application__idea__adviser",
            "programme__rulebook",
            "case_file",
            "officer",
            "second_reader",
            "council_advice",
        )
        .order_by("-case_file__year")[:1]
    )


_FOUND = Prepared(_with_number)


def what_was_sent(case: Case) -> Snapshot | None:
    """Return what the pair sent, frozen: the newest where one thing was asked for."""
    return latest_snapshot(case.application)


_VERSION = Prepared(lambda *, version: Version.objects.filter(pk=version))


@dataclass(frozen=True, slots=True)
class Rulings:
    """Every rule of the version that was in force, and what it says of what was sent."""

    version: Version
    lines: tuple[Line, ...]
    facts: Facts


def rulings_of(sent: Snapshot) -> Rulings:
    """Ask the rules of the day it was sent anew: what is met stands beside what is not."""
    version = _VERSION.first(version=sent.guideline_version_id)
    facts = Facts.model_validate(sent.facts)
    return Rulings(version, table(rules_of(version), facts), facts)


def criteria_of(case: Case) -> list[Any]:
    """Return the programme's criteria with how the case stands by each: one statement."""
    return _CRITERIA.ask(case=case.pk, programme=case.programme_id)


def _criteria(*, case: int, programme: int) -> QuerySet[Criterion, Any]:
    note = CriterionNote.objects.filter(case=case, criterion=OuterRef("pk"))
    return Criterion.objects.filter(programme=programme).annotate(
        mark=Subquery(note.values("mark")[:1]),
        reason=Subquery(note.values("reason")[:1]),
        number=Subquery(note.values("number")[:1]),
    )


_CRITERIA = Prepared(_criteria)


def questions_to(case: Case) -> list[QuestionToPair]:
    """Return what the pair was asked, newest first."""
    return _QUESTIONS.ask(case=case.pk)


_QUESTIONS = Prepared(
    lambda *, case: (
        QuestionToPair.objects.filter(case=case).select_related("seat").order_by("-asked_at")
    )
)


def decisions_of(case: Case) -> list[Decision]:
    """Return the case's proposals and its decision, newest first."""
    return _DECISIONS.ask(case=case.pk)


_DECISIONS = Prepared(lambda *, case: Decision.objects.filter(case=case).order_by("-pk"))


def complaints_over(decision: Decision) -> list[Complaint]:
    """Return the complaints over a decision, oldest first."""
    return list(Complaint.objects.filter(decision=decision).order_by("entered_at", "pk"))


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the trail, with the name of who did it (empty: the installation itself)."""

    at: Any
    action: str
    who: str
    data: dict[str, Any]


def events_of(case: Case, decisions: list[Decision]) -> list[Event]:
    """Return what has been done in the case, newest first: two statements."""
    entries = list(trail_of(case, case.application, *decisions))
    names = names_of(entry.actor_id for entry in entries)
    return [
        Event(entry.occurred_at, entry.action, names.get(entry.actor_id or 0, ""), entry.data)
        for entry in reversed(entries)
    ]
