"""The letter as it will be, before anybody gets it: one example for each language."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from naboskap.applications.models import Seat
from naboskap.assessments.models import Case, Hold
from naboskap.core import clock
from naboskap.grants.actions import is_somebody
from naboskap.grants.queries import Forbidden
from naboskap.guidelines.models import Version
from naboskap.letters.kinds import HOLD, KINDS
from naboskap.letters.wording import worded
from naboskap.reports.actions import letter_of_hold


def languages_of(rows: Iterable[Forbidden]) -> list[str]:
    """Return the languages that the partners of these cases read, in order."""
    seats = Seat.objects.filter(application__in=[row.application for row in rows], side="b")
    return sorted(set(seats.values_list("language", flat=True)))


def _seats(rows: Iterable[Forbidden]) -> list[Seat]:
    """Return the sides that get a letter, the applicants first."""
    seats = Seat.objects.filter(application__in=[row.application for row in rows])
    ordered = seats.select_related("organisation").order_by("side", "application", "pk")
    return [seat for seat in ordered if is_somebody(seat)]


def letters_of(rows: Iterable[Forbidden]) -> dict[str, int]:
    """Return how many letters go out of these cases, by the language that they are written in."""
    return dict(Counter(seat.language for seat in _seats(rows)))


def examples(
    version: Version, clause: str, rows: Iterable[Forbidden], *, reason: str, reason_across: str
) -> list[dict[str, Any]]:
    """Return the letter of the first case in each language that it goes out in, as pages."""
    found = {row.application: row for row in rows}
    pages: dict[str, dict[str, Any]] = {}
    for seat in _seats(found.values()):
        if seat.language in pages:
            continue
        row = found[seat.application_id]
        hold = Hold(
            case=Case.objects.select_related("case_file", "application", "officer").get(
                pk=row.case
            ),
            reason=reason,
            reason_across=reason_across,
            version=version,
            clause=clause,
            finding=row.finding.as_data(),
        )
        facts = KINDS[HOLD].model_validate(letter_of_hold(hold, seat, is_grant=row.is_grant))
        pages[seat.language] = worded(HOLD, facts, seat.language, clock.today())
    return list(pages.values())
