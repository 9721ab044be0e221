"""The judge: clauses and facts in, findings out. Pure, and the same answer every time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from naboskap.core.errors import applies
from naboskap.guidelines.changes import MoveStart, apply_change
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.findings import (
    ADVISES,
    RANK,
    SAME_DAY,
    STOPS,
    Breach,
    Finding,
    order,
)
from naboskap.guidelines.judge import money as money
from naboskap.guidelines.judge import plan as plan
from naboskap.guidelines.judge import who as who
from naboskap.guidelines.judge.registry import KINDS, Context, Function, informs
from naboskap.guidelines.parameters import (
    AdvanceShare,
    AnswerTime,
    AuditorAbove,
    DecisionLevel,
    InstalmentShares,
    Intake,
    OwnWorkRate,
    Parameters,
    ReportOwnShare,
    ReportWithin,
)

informs("decision_level", DecisionLevel)
informs("advance_share", AdvanceShare)
informs("instalment_shares", InstalmentShares)
informs("intake", Intake)
informs("auditor_above", AuditorAbove)
informs("report_own_share", ReportOwnShare)
informs("report_within", ReportWithin)
informs("answer_time", AnswerTime)

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlainClause:
    """One paragraph, as plain values: what people read and what the judge applies."""

    number: str
    kind: str  # Empty: text only.
    severity: str  # Empty: it informs.
    parameters: Mapping[str, Any]
    heading: Words = field(default_factory=dict)
    words: Words = field(default_factory=dict)
    basis: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    clause: PlainClause
    parameters: Parameters
    function: Function


@dataclass(frozen=True, slots=True)
class Rules:
    """A version's clauses, read and checked once, ready to judge."""

    clauses: tuple[PlainClause, ...]
    context: Context
    asked: tuple[_Asked, ...]

    def parameters_of(self, kind: str) -> Parameters | None:
        """Return the parameters of the first clause of ``kind``, or None without one."""
        for clause in self.clauses:
            if clause.kind == kind:
                return read_parameters(kind, clause.parameters)
        return None


@dataclass(frozen=True, slots=True)
class Line:
    """One clause and what was found of it: for the table that a case officer reads."""

    clause: PlainClause
    finding: Finding | None
    is_set: bool


def read_parameters(kind: str, values: Mapping[str, Any]) -> Parameters:
    """Read a clause's parameters; a wrong one raises ``ValueError`` with its name."""
    if kind not in KINDS:
        raise ValueError(f"{kind}: no such kind of clause")
    return KINDS[kind].parameters.model_validate(values)


def is_set(clause: PlainClause) -> bool:
    """Say whether the clause has the values it needs: one that is "not set" is silent."""
    needed = [
        name
        for name, info in KINDS[clause.kind].parameters.model_fields.items()
        if info.is_required()
    ]
    return all(clause.parameters.get(name) is not None for name in needed)


def compiled(clauses: Iterable[PlainClause]) -> Rules:
    """Read a version's clauses once, so that judging costs only the judging."""
    plain = tuple(clauses)
    asked = []
    rates: tuple[int | None, int | None] = (None, None)
    for clause in plain:
        if not clause.kind:
            continue
        parameters = read_parameters(clause.kind, clause.parameters)
        if isinstance(parameters, OwnWorkRate):
            rates = (parameters.side_a, parameters.side_b)
        function = KINDS[clause.kind].function
        if function is not None and clause.severity:
            asked.append(_Asked(clause, parameters, function))
    return Rules(plain, Context(hour_rates=rates), tuple(asked))


def finding_of(clause: PlainClause, breach: Breach) -> Finding:
    """Return what a rule found, with the paragraph that asked it."""
    return Finding(
        clause=clause.number,
        severity=clause.severity,
        kind=clause.kind,
        found=breach.found,
        required=breach.required,
        fields=breach.fields,
        changes=breach.changes,
        missing=breach.missing,
    )


def judge(rules: Rules, facts: Facts) -> tuple[Finding, ...]:
    """Return what is not as the clauses ask: first what stops, then warnings, then advice."""
    found = _breached(rules, facts)
    if applies("GUI-40", len(_movers(found)) > 1):
        found = _with_one_start(rules, facts, found)
    return tuple(found)


def _breached(rules: Rules, facts: Facts) -> list[Finding]:
    """Return what each clause finds on its own, in the order that it is read in."""
    found = []
    for one in rules.asked:
        breach = one.function(one.parameters, facts, rules.context)
        if breach is not None:
            found.append(finding_of(one.clause, breach))
    found.sort(key=lambda finding: (RANK[finding.severity], order(finding.clause)))
    return found


def _movers(found: Iterable[Finding]) -> list[MoveStart]:
    return [one for finding in found for one in finding.changes if isinstance(one, MoveStart)]


def _with_one_start(rules: Rules, facts: Facts, found: list[Finding]) -> list[Finding]:
    """Let all that ask for another first day ask for the same one, if one day suits them all.

    Each says why it is that day. What only advises has then nothing more to say beside what
    stops, and is left out.
    """
    moving = [one for one in found if _movers([one])]
    latest = max(moving, key=lambda one: _movers([one])[0].to)
    [day] = _movers([latest])
    if _movers(_breached(rules, apply_change(facts, day))):
        return found
    stops = any(one.severity == STOPS for one in moving)
    return [
        _moved(one, latest, day) if one in moving else one
        for one in found
        if not (stops and one.severity == ADVISES and one in moving)
    ]


def _moved(finding: Finding, latest: Finding, day: MoveStart) -> Finding:
    """Let a finding offer the day that ``latest`` asks for, and name it as the reason."""
    if day in finding.changes:
        return finding
    why = {
        "clause": latest.clause,
        "kind": latest.kind,
        "found": dict(latest.found),
        "required": dict(latest.required),
        "to": day.to.isoformat(),
    }
    return replace(
        finding,
        required={**finding.required, SAME_DAY: why},
        changes=tuple(day if isinstance(each, MoveStart) else each for each in finding.changes),
    )


def of_clause(rules: Rules, number: str) -> Rules:
    """Return the rules with one paragraph alone to judge by, and all that it hangs on."""
    return replace(rules, asked=tuple(one for one in rules.asked if one.clause.number == number))


def stopping_clauses(rules: Rules) -> tuple[PlainClause, ...]:
    """Return the paragraphs that can forbid something: they judge, stop, and have their values."""
    return tuple(
        one.clause for one in rules.asked if one.clause.severity == STOPS and is_set(one.clause)
    )


def table(rules: Rules, facts: Facts) -> tuple[Line, ...]:
    """Return every clause that judges, with what was found of it or None where it holds.

    Each is on its own here: what is left out of an answer to the pair (GUI-40) does not hold.
    """
    findings = {finding.clause: finding for finding in _breached(rules, facts)}
    return tuple(
        Line(one.clause, findings.get(one.clause.number), is_set(one.clause))
        for one in rules.asked
    )
