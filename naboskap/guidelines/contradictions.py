"""Paragraphs of one version that cannot all be meant. Pure: paragraphs in, codes and numbers out.

Each rule is right on its own, and the judge applies each; only side by side do they say what
nobody can follow, or two things about one. Where a value is not set, nothing is said.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from naboskap.guidelines.findings import STOPS, order
from naboskap.guidelines.judge import PlainClause, read_parameters
from naboskap.guidelines.judge.registry import KINDS
from naboskap.guidelines.parameters import (
    WHOLE,
    ActivityMode,
    ActivityPlace,
    AdvanceShare,
    AmountLimits,
    AnswerTime,
    CategoryShare,
    Cofinancing,
    DailyCeiling,
    Duration,
    HourlyCeiling,
    InstalmentShares,
    Intake,
    LeadTime,
    NotCovered,
    OwnWorkRate,
    Parameters,
    PartnerPlace,
    ReportOwnShare,
    ShareCeiling,
    TotalLimits,
    YearsAtATime,
)

P = TypeVar("P", bound=Parameters)

# Of these a project meets one at most: two that differ say two things about the same.
SAID_ONCE = frozenset(
    {
        "applicant_registered",
        "partner_required",
        "open_reports",
        "duration",
        "years_at_a_time",
        "own_work_rate",
        "decision_level",
        "answer_time",
        "intake",
        "advance_share",
        "instalment_shares",
        "auditor_above",
        "report_within",
        "report_own_share",
    }
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What does not go together: ``numbers`` are the paragraphs in their order.

    ``values``: what the sentence about it names, in per cent, øre, weeks and years.
    """

    code: str
    numbers: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Read:
    clause: PlainClause
    parameters: Parameters


class _Version:
    """The paragraphs whose values can be read, by the type of their values."""

    def __init__(self, clauses: Iterable[PlainClause]) -> None:
        self.read: list[_Read] = []
        for clause in sorted(clauses, key=lambda one: order(one.number)):
            if clause.kind not in KINDS:
                continue
            try:
                parameters = read_parameters(clause.kind, clause.parameters)
            except ValidationError:
                continue  # Its own page says what is not fit.
            self.read.append(_Read(clause, parameters))

    def of(self, kind: type[P]) -> list[tuple[PlainClause, P]]:
        return [
            (one.clause, one.parameters) for one in self.read if isinstance(one.parameters, kind)
        ]

    def named(self, name: str) -> list[_Read]:
        return [one for one in self.read if one.clause.kind == name]


def contradictions(clauses: Iterable[PlainClause]) -> tuple[Contradiction, ...]:
    """Return what cannot all be meant, in the order of the paragraphs."""
    version = _Version(clauses)
    found = [one for check in CHECKS for one in check(version)]
    found.sort(key=lambda one: ([order(number) for number in one.numbers], one.code))
    return tuple(found)


def about(number: str, found: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
    """Return those that the paragraph with ``number`` is part of."""
    return tuple(one for one in found if number in one.numbers)


def _say(code: str, *clauses: PlainClause, **values: Any) -> Contradiction:
    numbers = sorted({clause.number for clause in clauses}, key=order)
    return Contradiction(code, tuple(numbers), values)


def _floors_above_ceilings(version: _Version) -> Iterator[Contradiction]:
    both: tuple[Sequence[tuple[PlainClause, AmountLimits | TotalLimits]], ...] = (
        version.of(AmountLimits),
        version.of(TotalLimits),
    )
    for limits in both:
        for one, low in limits:
            for other, high in limits:
                if low.at_least is None or high.at_most is None or low.at_least <= high.at_most:
                    continue
                values = {"at_least": low.at_least, "at_most": high.at_most}
                yield _say("floor_above_ceiling", one, other, **values)


def _ceilings_of_the_whole(version: _Version) -> list[tuple[PlainClause, ShareCeiling]]:
    return [one for one in version.of(ShareCeiling) if one[1].of_categories is None]


def _most_by(share: ShareCeiling, whole: int) -> int | None:
    """Return the most that a share lets one ask for of a budget of at most ``whole`` øre."""
    if share.percent is None:
        return None
    percents = [share.percent, *(one for one in share.by_theme.values() if one is not None)]
    most = max(percents) * whole // WHOLE
    if share.whole_below is not None:
        most = max(most, min(whole, share.whole_below - 1))
    return most


def _asked_above_the_whole(version: _Version) -> Iterator[Contradiction]:
    """The least that may be asked for is more than any budget allows."""
    for one, low in version.of(AmountLimits):
        for other, high in version.of(TotalLimits):
            if low.at_least is None or high.at_most is None:
                continue
            values = {"at_least": low.at_least, "total": high.at_most}
            if low.at_least > high.at_most:
                yield _say("floor_above_whole", one, other, **values)
                continue
            for third, share in _ceilings_of_the_whole(version):
                most = _most_by(share, high.at_most)
                if most is not None and low.at_least > most:
                    yield _say("floor_above_share", one, other, third, **values, at_most=most)


def _share_and_what_is_brought(version: _Version) -> Iterator[Contradiction]:
    """What may be asked for and what the sides must bring are more than the whole.

    A side that brings something with no lower limit brings more than nothing.
    """
    brought: dict[str, tuple[PlainClause, int]] = {}
    for clause, each in version.of(Cofinancing):
        percent = each.percent or 0
        if each.side not in brought or percent > brought[each.side][1]:
            brought[each.side] = (clause, percent)
    if not brought:
        return
    own = sum(percent for _clause, percent in brought.values())
    least = 0 if all(percent for _clause, percent in brought.values()) else 1
    clauses = [clause for clause, _percent in brought.values()]
    if own > WHOLE:
        yield _say("brought_above_whole", *clauses, own=own)
        return
    for clause, share in _ceilings_of_the_whole(version):
        if share.percent is None:
            continue
        if own + share.percent + least > WHOLE:
            yield _say("share_and_own", clause, *clauses, percent=share.percent, own=own)
        elif share.whole_below is not None:
            values = {"whole_below": share.whole_below, "own": own}
            yield _say("whole_and_own", clause, *clauses, **values)


def _share_and_what_the_report_shows(version: _Version) -> Iterator[Contradiction]:
    """What the pair must pay itself when it reports is not what the share leaves to it."""
    for one, share in _ceilings_of_the_whole(version):
        for other, report in version.of(ReportOwnShare):
            if share.percent is None or report.percent is None:
                continue
            values = {"percent": share.percent, "left": WHOLE - share.percent}
            if report.percent != WHOLE - share.percent:
                yield _say("share_and_report", one, other, own=report.percent, **values)


def _rounds_all_year(version: _Version) -> Iterator[Contradiction]:
    for one, intake in version.of(Intake):
        for other in version.named("start_in_round"):
            if intake.continuous:
                yield _say("round_all_year", one, other.clause)


def _ceilings_on_what_is_barred(version: _Version) -> Iterator[Contradiction]:
    """What is not covered at all has a price or a share of its own."""
    for one, barred in version.of(NotCovered):
        if one.severity != STOPS:
            continue
        for other, codes in _priced(version):
            both = [code for code in barred.categories or () if code in codes]
            if both:
                yield _say("price_of_what_is_barred", one, other, categories=tuple(both))


def _priced(version: _Version) -> Iterator[tuple[PlainClause, frozenset[str]]]:
    for clause, part in version.of(CategoryShare):
        yield clause, frozenset(part.categories or ())
    for clause, hourly in version.of(HourlyCeiling):
        yield clause, frozenset(hourly.categories or ())
    for clause, daily in version.of(DailyCeiling):
        yield clause, frozenset(daily.categories or ())
    for clause, _rates in version.of(OwnWorkRate):
        yield clause, frozenset({"own_work"})


def _granted_for_longer_than_it_lasts(version: _Version) -> Iterator[Contradiction]:
    for one, granted in version.of(YearsAtATime):
        for other, lasts in version.of(Duration):
            if granted.years is None or lasts.years is None or granted.years <= lasts.years:
                continue
            yield _say("granted_for_longer", one, other, years=granted.years, lasts=lasts.years)


def _advance_and_first_instalment(version: _Version) -> Iterator[Contradiction]:
    for one, advance in version.of(AdvanceShare):
        for other, parts in version.of(InstalmentShares):
            if advance.percent is None or not parts.shares:
                continue
            if advance.percent != parts.shares[0]:
                values = {"percent": advance.percent, "first": parts.shares[0]}
                yield _say("advance_and_instalments", one, other, **values)


def _weeks_backwards(version: _Version) -> Iterator[Contradiction]:
    both: tuple[Sequence[tuple[PlainClause, LeadTime | AnswerTime]], ...] = (
        version.of(LeadTime),
        version.of(AnswerTime),
    )
    for clause, weeks in (one for rows in both for one in rows):
        if weeks.from_weeks is None or weeks.to_weeks is None:
            continue
        if weeks.from_weeks > weeks.to_weeks:
            values = {"from_weeks": weeks.from_weeks, "to_weeks": weeks.to_weeks}
            yield _say("weeks_backwards", clause, **values)


def _in(places: Iterable[str], countries: Iterable[str]) -> bool:
    known = set(countries)
    return any(place.partition("-")[0] in known for place in places)


def _nowhere(version: _Version) -> Iterator[Contradiction]:
    """No place is left: for the partner, or for what the pair does."""
    partners = [one for one in version.of(PartnerPlace) if one[0].severity == STOPS]
    for one, lands in partners:
        for other, places in partners:
            if lands.countries and places.places and not _in(places.places, lands.countries):
                yield _say("partner_nowhere", one, other)
    for one, mainly in version.of(ActivityPlace):
        for other, mode in version.of(ActivityMode):
            if not mainly.places or not mode.barred_countries or other.severity != STOPS:
                continue
            if all(_in([place], mode.barred_countries) for place in mainly.places):
                yield _say("activity_nowhere", one, other)


def _said_twice(version: _Version) -> Iterator[Contradiction]:
    """Two paragraphs set one thing, and not alike. What is not set says nothing."""
    for name in sorted(SAID_ONCE):
        rows = version.named(name)
        for at, one in enumerate(rows):
            for other in rows[at + 1 :]:
                mine, theirs = (each.parameters.model_dump() for each in (one, other))
                if any(
                    value != theirs[key]
                    for key, value in mine.items()
                    if value is not None and theirs[key] is not None
                ):
                    yield _say("said_twice", one.clause, other.clause, kind=name)


CHECKS = (
    _floors_above_ceilings,
    _asked_above_the_whole,
    _share_and_what_is_brought,
    _share_and_what_the_report_shows,
    _rounds_all_year,
    _ceilings_on_what_is_barred,
    _granted_for_longer_than_it_lasts,
    _advance_and_first_instalment,
    _weeks_backwards,
    _nowhere,
    _said_twice,
)
