"""A refusal made: the decision, and a letter to each side in its own language."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.applications.models import Seat
from naboskap.assessments.queries import names_of
from naboskap.core.errors import require
from naboskap.core.permissions import Actor
from naboskap.core.words import in_language
from naboskap.decisions.actions.deciding import make_decision, tell_the_pair_of_it
from naboskap.decisions.models import Decision
from naboskap.decisions.queries import complaint_body
from naboskap.letters.actions import write
from naboskap.letters.kinds import REFUSAL
from naboskap.programmes.models import Criterion


@transaction.atomic
def refuse(decision: Decision, *, by: Actor) -> Decision:
    """Decide a refusal, and write to both sides why, and how one complains.

    Rule: DEC-35 (a refusal is what is proposed).
    """
    require(
        "DEC-35",
        decision.outcome == Decision.Outcome.REFUSAL,
        _("This proposal is not a refusal."),
    )
    decision = make_decision(decision, by=by)
    for side, language, facts in letters_of_refusal(decision):
        write(
            REFUSAL,
            language=language,
            facts=facts,
            about=decision,
            reader=side,
            case_file=decision.case.case_file,
            by=by,
        )
    tell_the_pair_of_it(decision.case)
    return decision


def letters_of_refusal(decision: Decision) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the letter to each side that there is somebody on: its side, language and facts."""
    case = decision.case
    for seat in case.application.seats.order_by("side"):
        names = names_of(case, seat.language)
        if names[seat.side]:
            yield seat.side, seat.language, _facts(decision, seat, names)


def _facts(decision: Decision, seat: Seat, names: dict[str, str]) -> dict[str, Any]:
    case, programme = decision.case, decision.case.programme
    called = {
        criterion.slug: in_language(criterion.name, seat.language)
        for criterion in Criterion.objects.filter(programme=programme)
    }
    return {
        "case_number": case.case_file.number,
        "title": case.title,
        "to": (names[seat.side],),
        "side_a": names["a"],
        "side_b": names["b"],
        "programme": in_language(programme.name, seat.language),
        "amount_applied_for": case.amount_applied_for,
        "reason": decision.reason_for(seat.side),
        "criterion_reasons": [
            {
                "what": called[row["criterion"]],
                "reason": (row.get("reason_across") if seat.side == "b" else "") or row["reason"],
            }
            for row in decision.criterion_reasons
        ],
        "complain_within_days": programme.complain_within_days,
        "complaint_body": complaint_body(decision),
    }
