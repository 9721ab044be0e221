"""What is offered, what is open, and what a programme still lacks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from naboskap.core import clock
from naboskap.core.prepared import Prepared
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.models import Version
from naboskap.guidelines.outlook import VERDICTS, YES, Outlook, outlook
from naboskap.guidelines.parameters import (
    AdvanceShare,
    AnswerTime,
    ApplicantKind,
    AuditorAbove,
    DecisionLevel,
    InstalmentShares,
    PartnerKind,
    PartnerRequired,
    ReportWithin,
)
from naboskap.guidelines.queries import (
    differences,
    rules_of,
    version_in_force,
    versions_in_force,
)
from naboskap.programmes.deadlines import answer_counts_from, whole_second
from naboskap.programmes.models import Programme, Round

# What the house keeps to itself as a clock where no answer is promised by a day.
SIX_WEEKS = timedelta(weeks=6)

# What a round needs: without these nobody could say how, when and to what an answer leads.
NEEDED = (
    "board_threshold",
    "answer_from_weeks",
    "answer_to_weeks",
    "accept_within_days",
    "report_within_days",
    "auditor_above",
)


def shown_programmes() -> QuerySet[Programme]:
    """Return the programmes that visitors see, in order."""
    return Programme.objects.filter(is_shown=True).select_related("rulebook")


def rounds_open(now: datetime | None = None) -> QuerySet[Round]:
    """Return the rounds in which one may send at ``now`` (``Round.is_open``, in SQL)."""
    at = now or clock.now()
    return _open(at, whole_second(at))


def _open(at: datetime, second: datetime) -> QuerySet[Round]:
    return (
        Round.objects.filter(opens_at__lte=at, programme__is_shown=True)
        .filter(Q(takes_until__isnull=True) | Q(takes_until__gte=second))
        .filter(Q(closed_early_at__isnull=True) | Q(closed_early_at__gt=at))
        .select_related("programme")
        .order_by("closes_at", "pk")
    )


def rounds_ahead(now: datetime | None = None) -> QuerySet[Round]:
    """Return the rounds that are yet to open, the nearest first."""
    return _ahead(now or clock.now())


def _ahead(at: datetime) -> QuerySet[Round]:
    return (
        Round.objects.filter(opens_at__gt=at, programme__is_shown=True)
        .filter(closed_early_at__isnull=True)
        .select_related("programme")
        .order_by("opens_at", "pk")
    )


_AHEAD = Prepared(lambda *, at, programme: _ahead(at).filter(programme=programme)[:1])


def next_opening(programme: Programme, now: datetime | None = None) -> Round | None:
    """Return the round of ``programme`` that is the next to open, if one is announced."""
    found: Round | None = _AHEAD.first(at=now or clock.now(), programme=programme.pk)
    return found


def open_round(programme: Programme, now: datetime | None = None) -> Round | None:
    """Return the round of ``programme`` that is open at ``now``, if there is one."""
    at = now or clock.now()
    found: Round | None = _OPEN_ROUND.first(at=at, second=whole_second(at), programme=programme.pk)
    return found


_OPEN_ROUND = Prepared(
    lambda *, at, second, programme: _open(at, second).filter(programme=programme)[:1]
)


def last_closed(programme: Programme, now: datetime | None = None) -> Round | None:
    """Return the round of ``programme`` that closed last: what a late draft was written for."""
    begun = programme.rounds.filter(opens_at__lte=now or clock.now(), programme__is_shown=True)
    return begun.order_by("-opens_at", "-pk").first()


def open_rounds(now: datetime | None = None) -> dict[int, Round]:
    """Return the open round of each programme that has one, by the programme's key."""
    found: dict[int, Round] = {}
    for one in rounds_open(now):
        found.setdefault(one.programme_id, one)
    return found


def next_round(now: datetime | None = None, programme: Programme | None = None) -> Round | None:
    """Return the round to tell of first: the nearest closing, else the nearest opening.

    A continuous round is told of only when there is no other.
    """
    is_open, ahead = rounds_open(now), rounds_ahead(now)
    if programme is not None:
        is_open, ahead = is_open.filter(programme=programme), ahead.filter(programme=programme)
    closing = is_open.filter(closes_at__isnull=False).first()
    return closing or ahead.first() or is_open.first()


@dataclass(frozen=True, slots=True)
class Promise:
    """When an answer is due: the day that is told, and the one the office works by."""

    told: date | None  # None: the programme's weeks are not set, and nothing is promised.
    due: date


def promise_of(programme: Programme, current: Round | None, *, received_on: date) -> Promise:
    """Return what is promised of an answer to what came in on a day, in a round or in none.

    The one answer for mail, receipt, the pair's pages and the office (rule PRO-10).
    """
    begins = answer_counts_from(received_on, current.changeable_until if current else None)
    weeks = programme.answer_to_weeks
    told = begins + timedelta(weeks=weeks) if weeks else None
    return Promise(told, told or begins + SIX_WEEKS)


@dataclass(frozen=True, slots=True)
class Fit:
    """How a project stands by one programme's guidelines, and the round it could be sent in."""

    programme: Programme
    version: Version
    round: Round | None
    outlook: Outlook


def fits(
    told: Callable[[date], tuple[Facts, frozenset[str]]],
    *,
    theme: str,
    travels: bool,
    now: datetime | None = None,
) -> list[Fit]:
    """Return how a project stands by each programme that is for it, the one to name first.

    ``told`` returns the facts for a day of sending, and the names of those that are known. A
    round ahead is judged for the day on which it opens, by the version in force then.

    Rules: PRO-13 (a programme is for the fields it says; none: for all), PRO-14 (a journey's
    programme is named first to whoever travels to find, learn or report, and to no other).
    """
    at = now or clock.now()
    today = at.astimezone(clock.OSLO).date()
    ahead: dict[int, Round] = {}
    for opening in rounds_ahead(at):
        ahead.setdefault(opening.programme_id, opening)
    rounds = {**ahead, **open_rounds(at)}
    taken = [
        one for one in shown_programmes() if not theme or not one.themes or theme in one.themes
    ]
    days = {
        one.pk: max(today, rounds[one.pk].opens_at.astimezone(clock.OSLO).date())
        if one.pk in rounds
        else today
        for one in taken
    }
    versions = versions_in_force((one.rulebook_id, days[one.pk]) for one in taken)
    found = []
    for one in taken:
        version = versions.get((one.rulebook_id, days[one.pk]))
        if version is None:
            continue
        facts, known = told(days[one.pk])
        at_round = rounds.get(one.pk)
        if at_round is not None:
            facts = facts.model_copy(update=facts_of_round(at_round, days[one.pk]))
        facts = facts.model_copy(update={"programme": one.slug})
        found.append(Fit(one, version, at_round, outlook(rules_of(version), facts, known)))
    return sorted(found, key=lambda fit: _nearness(fit, theme=theme, travels=travels))


def facts_of_round(at_round: Round | None, sent_on: date) -> dict[str, date | None]:
    """Return what the judge may know of the round that something is, or would be, sent in."""
    if at_round is None:
        return {}
    return {
        "round_starts_from": at_round.starts_from,
        "round_starts_to": at_round.starts_to,
        "answer_counts_from": answer_counts_from(sent_on, at_round.changeable_until),
    }


def usual_of(found: Iterable[Fit], *, theme: str, travels: bool) -> Fit:
    """Return what would be named first whatever the judge says: what the field usually asks."""
    return min(found, key=lambda fit: _of_field(fit, theme=theme, travels=travels))


def journeys() -> list[Programme]:
    """Return the programmes for whoever travels to find a partner, to learn or to report."""
    return [one for one in shown_programmes() if not one.needs_partner]


def _nearness(fit: Fit, *, theme: str, travels: bool) -> tuple[bool, int, bool, int]:
    is_of_another_way, is_narrow, place = _of_field(fit, theme=theme, travels=travels)
    return is_of_another_way, VERDICTS.index(fit.outlook.verdict), is_narrow, place


def _of_field(fit: Fit, *, theme: str, travels: bool) -> tuple[bool, bool, int]:
    is_for_a_journey = not fit.programme.needs_partner
    return (
        is_for_a_journey != travels,
        bool(fit.programme.themes) and not theme,  # Where the field is not chosen yet.
        fit.programme.order,
    )


def asks_who_runs_the_partner() -> bool:
    """Say whether the guidelines of any programme today bar a partner by who runs it."""
    today = clock.today()
    asked = ((one.rulebook_id, today) for one in shown_programmes())
    return any(
        isinstance(found := rules_of(version).parameters_of("partner_kind"), PartnerKind)
        and found.barred_controls
        for version in versions_in_force(asked).values()
    )


def also_open_to(found: list[Fit]) -> list[Fit]:
    """Return the others that would say yes, after the first."""
    return [fit for fit in found[1:] if fit.outlook.verdict == YES]


def missing_values(programme: Programme) -> list[str]:
    """Return the fields that nobody has set yet, and that a round needs."""
    return [name for name in NEEDED if getattr(programme, name) is None]


def guidelines_of(programme: Programme, day: date | None = None) -> Version | None:
    """Return the guidelines of ``programme`` in force on ``day``, today by default."""
    return version_in_force(programme.rulebook, day)


@dataclass(frozen=True, slots=True)
class NewGuidelines:
    """Guidelines that take over, and the headings of what they say otherwise."""

    version: Version
    headings: tuple[str, ...]


def new_guidelines(
    versions: tuple[Version | None, Version | None], rounds: Iterable[Round]
) -> NewGuidelines | None:
    """Return the guidelines to come, where what one is about to send may be judged by them.

    Rule PRO-11: told where a round that is open or announced takes applications on their first
    day or later, or does not close, or where no round is known. ``versions`` are
    ``guidelines.queries.now_and_next``.
    """
    now, then = versions
    if now is None or then is None or then.in_force_from is None:
        return None
    begins = clock.start_of(then.in_force_from)
    ends = [one.changeable_until for one in rounds]
    if ends and all(end is not None and end < begins for end in ends):
        return None
    apart = [one.after or one.before for one in differences(now, then)]
    headings = dict.fromkeys(one.heading for one in apart if one is not None)
    return NewGuidelines(then, tuple(headings))


def stated_values(version: Version) -> Mapping[str, Any]:
    """Return what the guidelines say of a programme's own fields. Not set there: left out."""
    stated: dict[str, Any] = {}
    rules = rules_of(version)
    for clause in rules.clauses:
        parameters = rules.parameters_of(clause.kind) if clause.kind else None
        match parameters:
            case DecisionLevel():
                stated["board_threshold"] = parameters.threshold
                stated["board_threshold_included"] = parameters.boundary_included
                stated["council_advises"] = parameters.council_advises
            case AdvanceShare():
                stated["advance_share_percent"] = parameters.percent
            case InstalmentShares(shares=(first, *_rest)):
                stated["advance_share_percent"] = first
            case AuditorAbove():
                stated["auditor_above"] = parameters.amount
            case ReportWithin():
                stated["report_within_days"] = parameters.days
            case AnswerTime():
                stated["answer_from_weeks"] = parameters.from_weeks
                stated["answer_to_weeks"] = parameters.to_weeks
            case PartnerRequired():
                stated["needs_partner"] = parameters.required
            case ApplicantKind():
                stated["allows_private_person"] = parameters.private_person
    return {name: value for name, value in stated.items() if value is not None}


def contradictions(programme: Programme, day: date | None = None) -> list[str]:
    """Return the fields whose value is another than the guidelines in force say."""
    version = guidelines_of(programme, day)
    if version is None:
        return []
    return [
        name
        for name, value in stated_values(version).items()
        if getattr(programme, name) not in (None, value)
    ]
