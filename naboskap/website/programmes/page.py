"""What a programme's page tells from the data: who may apply, for what, when, who decides."""

from typing import Any

from naboskap.advice.queries import adviser_for
from naboskap.cases.queries import handling, latest_of
from naboskap.core import clock
from naboskap.guidelines.queries import Paragraph, now_and_next, paragraphs
from naboskap.programmes.models import Programme
from naboskap.programmes.queries import new_guidelines, rounds_ahead, rounds_open
from naboskap.ui.wording import language

# What a visitor wants to know first, by the kinds of paragraph that tell it.
IN_SHORT = (
    "applicant_place",
    "applicant_kind",
    "partner_required",
    "partner_place",
    "participant_ages",
    "amount_limits",
    "share_ceiling",
    "cofinancing",
    "own_work_rate",
    "start_after_sending",
    "decision_level",
    "answer_time",
)
NOT_COVERED = "not_covered"
TEMPLATE = "website/programmes/programme.html"


def facts_of(programme: Programme) -> dict[str, Any]:
    """Return what the page of ``programme`` shows beside an editor's words about it."""
    versions = now_and_next(programme.rulebook)
    version = versions[0]
    rules = paragraphs(version) if version else ()
    rounds = [
        *rounds_open().filter(programme=programme),
        *rounds_ahead().filter(programme=programme),
    ]
    return {
        "programme": programme,
        "version": version,
        "in_short": _in_short(rules),
        "not_covered": [one for one in rules if one.kind == NOT_COVERED],
        "criteria": programme.criteria.all(),
        "soon": new_guidelines(versions, rounds),
        "rounds": rounds,
        "now": clock.now(),
        "handled": latest_of(handling()).get(programme.pk),
        "adviser": adviser_for(programme.adviser_theme, language()),
    }


def _in_short(rules: tuple[Paragraph, ...]) -> list[Paragraph]:
    found = [one for one in rules if one.kind in IN_SHORT]
    return sorted(found, key=lambda one: IN_SHORT.index(one.kind))
