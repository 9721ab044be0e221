"""Read grants, always for somebody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from naboskap.accounts.models import Role, User
from naboskap.applications.models import Application, SeatPerson, Snapshot
from naboskap.applications.statuses import ApplicationStatus
from naboskap.assessments.models import Case
from naboskap.assessments.queries import disqualified_in
from naboskap.assessments.statuses import OPEN, CaseStatus
from naboskap.core.permissions import may
from naboskap.decisions.models import Decision
from naboskap.grants.models import Grant, Source
from naboskap.grants.statuses import RUNNING, GrantStatus
from naboskap.grants.terms import Ceiling, ceiling
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.findings import Finding
from naboskap.guidelines.judge import of_clause
from naboskap.guidelines.models import Clause, Version
from naboskap.guidelines.queries import rules_of
from naboskap.guidelines.running import forbidden, of_what_runs, undecided
from naboskap.ledger.models import Giver

STAFF = frozenset(
    {
        Role.CASE_OFFICER,
        Role.HEAD,
        Role.DEPUTY,
        Role.FINANCE_PREPARER,
        Role.FINANCE_RELEASER,
        Role.BOARD_MEMBER,
        Role.AUDITOR,
    }
)


def _everything() -> QuerySet[Grant]:
    return Grant.objects.select_related(
        "decision__case__case_file", "decision__case__application__programme", "recipient"
    )


def visible_to(user: User) -> QuerySet[Grant]:
    """Return the grants that ``user`` may see: the same answer as ``view_grant``."""
    if user.roles & STAFF:
        return _everything()
    mine = SeatPerson.objects.filter(
        user=user,
        left_at__isnull=True,
        seat__application=OuterRef("decision__case__application"),
    )
    return _everything().filter(Exists(mine))


def grant_of(decision: Decision) -> Grant | None:
    """Return what a decision awarded, once it has."""
    return Grant.objects.filter(decision=decision).first()


def unanswered(day: date) -> QuerySet[Grant]:
    """Return the offers whose last day for an answer was before ``day``, and that go on."""
    offers = Grant.objects.filter(status=GrantStatus.OFFERED, decision__case__held_at__isnull=True)
    return offers.filter(accept_by__lt=day).order_by("pk")


def running_grant(case: Case) -> Grant | None:
    """Return the case's grant while it is offered or accepted."""
    return Grant.objects.filter(decision__case=case, status__in=RUNNING).first()


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A case that a paragraph stops now. ``amount`` in øre: awarded, or applied for."""

    case: int
    application: int
    number: str
    title: str
    programme: Mapping[str, str]
    place: str  # The applicant's county, as a code; empty where nobody said.
    amount: int
    is_grant: bool
    officer: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Stopped:
    """What a paragraph stops now, as one person may see it, and how many more there are."""

    rows: tuple[Forbidden, ...] = ()
    unseen: int = 0  # Cases that the person has an interest in.
    # What it cannot be asked of: a field that its ``finding`` names was not told.
    undecided: tuple[Forbidden, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases a paragraph stops now, their sum (øre), and of how many it cannot say."""

    number: int = 0
    amount: int = 0
    undecided: int = 0


def forbidden_by(user: User, version: Version, clause: str) -> Stopped:
    """Return the undecided applications and running grants that a paragraph stops now.

    Judged by that paragraph alone, on the facts of what was sent last; one that is asked only of
    what is sent stops nothing here. What it cannot know is not forbidden, but told apart, and what
    is on hold already is not found again. One statement. The same cases as ``hold_case`` lets be
    put on hold.
    """
    if not may(user, "assessments.see_forbidden"):
        return Stopped()
    rules, rows, unsure, unseen = of_what_runs(of_clause(rules_of(version), clause)), [], [], 0
    for values in _running(user, version) if rules.asked else ():
        facts = Facts.model_validate(values["facts"])
        stops = forbidden(rules, facts)
        if values["barred"]:
            unseen += len(stops)
            continue
        rows += [_forbidden(values, finding) for finding in stops]
        unsure += [_forbidden(values, finding) for finding in undecided(rules, facts)]
    return Stopped(tuple(rows), unseen, tuple(unsure))


def forbidden_now(user: User, version: Version) -> dict[str, Tally]:
    """Return how many cases each paragraph stops now, or cannot decide, by its number."""
    if not may(user, "assessments.see_forbidden"):
        return {}
    rules = of_what_runs(rules_of(version))
    found: dict[str, Tally] = {}
    for values in _running(user, version) if rules.asked else ():
        if values["barred"]:
            continue
        facts = Facts.model_validate(values["facts"])
        for finding in forbidden(rules, facts):
            so_far = found.get(finding.clause, Tally())
            found[finding.clause] = replace(
                so_far, number=so_far.number + 1, amount=so_far.amount + _amount(values)
            )
        for finding in undecided(rules, facts):
            so_far = found.get(finding.clause, Tally())
            found[finding.clause] = replace(so_far, undecided=so_far.undecided + 1)
    return found


def _running(user: User, version: Version) -> QuerySet[Case, Any]:
    """Return every case under the version's rulebook that runs and is not on hold."""
    sent = Snapshot.objects.counting().filter(application=OuterRef("application"))
    grant = Grant.objects.filter(decision__case=OuterRef("pk"), status__in=RUNNING)
    undecided = Q(
        status__in=sorted(OPEN),
        application__status__in=[ApplicationStatus.SUBMITTED, ApplicationStatus.CONFIRMED],
    )
    return (
        Case.objects.filter(
            undecided | Q(Exists(grant), status=CaseStatus.DECIDED),
            Exists(sent),
            held_at__isnull=True,
            programme__rulebook=version.rulebook_id,
        )
        .annotate(
            facts=Subquery(sent.values("facts")[:1]),
            awarded=Subquery(grant.values("amount_awarded")[:1]),
            barred=Exists(disqualified_in(user).filter(pk=OuterRef("pk"))),
            year=F("case_file__year"),
            sequence=F("case_file__sequence"),
            programme_name=F("programme__name"),
            officer_name=F("officer__name"),
        )
        .order_by("year", "sequence")
        .values(
            "pk",
            "application_id",
            "facts",
            "awarded",
            "barred",
            "year",
            "sequence",
            "title",
            "programme_name",
            "amount_applied_for",
            "officer_name",
        )
    )


def _amount(values: Mapping[str, Any]) -> int:
    return int(values["awarded"] or values["amount_applied_for"])


def _forbidden(values: Mapping[str, Any], finding: Finding) -> Forbidden:
    return Forbidden(
        case=values["pk"],
        application=values["application_id"],
        number=f"{values['year'] % 100:02d}/{values['sequence']:04d}",
        title=values["title"],
        programme=values["programme_name"],
        place=values["facts"].get("applicant", {}).get("place") or "",
        amount=_amount(values),
        is_grant=values["awarded"] is not None,
        officer=values["officer_name"] or "",
        finding=finding,
    )


def planned_cost(application: Application) -> int:
    """Return what the pair planned that everything would cost, in øre."""
    return application.budget_lines.aggregate(sum=Sum("amount"))["sum"] or 0


def ceiling_for(application: Application) -> Ceiling:
    """Return the ceiling of the guidelines that the application was sent under."""
    sent = Snapshot.objects.counting().filter(application=application).first()
    clause = (
        Clause.objects.filter(version=sent.guideline_version_id, kind="share_ceiling").first()
        if sent
        else None
    )
    return ceiling(
        clause.parameters if clause else None,
        theme=application.theme,
        total=planned_cost(application),
    )


def grants_by_giver(givers: Iterable[Giver]) -> QuerySet[Source]:
    """Return what came from these givers' pots, grant by grant, in the order of their awards."""
    return (
        Source.objects.filter(pot__giver__in=list(givers))
        .select_related(
            "pot", "grant__decision__case__case_file", "grant__decision__case__programme"
        )
        .order_by("grant_id", "pk")
    )


def sources_of(grant: Grant) -> list[Any]:
    """Return where a grant's money comes from, with the pots."""
    return list(grant.sources.select_related("pot__giver").order_by("pk"))
