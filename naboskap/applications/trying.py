"""What changes for a project when other guidelines judge it: pure, and added up."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from naboskap.guidelines.changes import AskFor
from naboskap.guidelines.facts import Facts
from naboskap.guidelines.findings import Finding
from naboskap.guidelines.judge import Rules, judge

STOPPED, FREED, WARNED = "stopped", "freed", "warned"
SHOWN = 200  # So many are listed; all are counted.


def outcome(before: Iterable[Mapping[str, Any]], after: Iterable[Finding]) -> str:
    """Say what other findings mean: it would be stopped, no longer stopped, warned of more.

    ``before`` are the findings frozen when it was sent. Advice changes nothing, nor does what
    waits for a value that nobody gave.
    """
    old = {(one["kind"], one["severity"]) for one in before if not one["missing"]}
    new = {(one.kind, one.severity) for one in after if not one.missing}
    stopped_then = any(severity == "stops" for _kind, severity in old)
    stops_now = any(severity == "stops" for _kind, severity in new)
    if stops_now != stopped_then:
        return STOPPED if stops_now else FREED
    more = {kind for kind, severity in new - old if severity == "warns"}
    return WARNED if more else ""


def add(found: dict[str, Any], rules: Rules, key: int, told: Mapping[str, Any]) -> None:
    """Judge one project by ``rules`` and add what is other to ``found``.

    ``told``: its frozen ``facts`` and ``findings``. ``key`` is the application's.
    """
    facts = Facts.model_validate(told["facts"])
    findings = judge(rules, facts)
    what = outcome(told["findings"], findings)
    if not what:
        return
    amount = facts.amount_applied_for or 0
    _count(found, what, amount)
    _count(found.setdefault("programmes", {}).setdefault(facts.programme, {}), what, amount)
    place = facts.applicant.place or "?"
    _count(found.setdefault("places", {}).setdefault(place, {}), what, amount)
    severity = "warns" if what == WARNED else "stops"
    hits = [one for one in findings if one.severity == severity and not one.missing]
    clauses = [one.clause for one in hits]
    for clause in clauses:
        numbers = found.setdefault("clauses", {})
        numbers[clause] = numbers.get(clause, 0) + 1
    rows = found.setdefault("rows", [])
    if len(rows) < SHOWN:
        told_of = [replace(one, changes=()).as_data() for one in hits]
        rows.append([key, what, clauses, amount, told_of, could_ask_for(hits)])


def could_ask_for(hits: Iterable[Finding]) -> int | None:
    """Return the sum (øre) that would have met every finding; None where a sum meets not all."""
    sums = [
        next((change.amount for change in one.changes if isinstance(change, AskFor)), None)
        for one in hits
    ]
    known = [sum_ for sum_ in sums if sum_ is not None]
    return min(known) if known and len(known) == len(sums) else None


def _count(sums: dict[str, Any], what: str, amount: int) -> None:
    number, sum_ = sums.get(what, (0, 0))
    sums[what] = [number + 1, sum_ + amount]
