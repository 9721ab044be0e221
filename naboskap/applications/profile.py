"""A draft as the rules see it."""

from collections.abc import Mapping
from datetime import date

from naboskap.applications.draft import Draft, Side
from naboskap.guidelines.facts import (
    Activity,
    CostLine,
    Facts,
    FinancingLine,
    ParticipantGroup,
    Party,
)

NO_SPECIAL_KIND = "other"  # What a cost is judged as until somebody says its kind.


def facts_from(
    draft: Draft,
    *,
    on: date,
    open_obligations: int = 0,
    in_round: Mapping[str, date | None] | None = None,
) -> Facts:
    """Return the frozen facts that the guidelines judge ``draft`` by, were it sent ``on`` a day.

    A side of which nothing is said yet has no party: a rule that needs one says so. A cost whose
    kind nobody has said is judged as one of no special kind, until it is. ``in_round`` is
    ``programmes.queries.facts_of_round``.
    """
    applicant, partner = draft.sides.get("a"), draft.sides.get("b")
    return Facts.model_validate(
        {
            "programme": draft.programme,
            "submitted_on": on,
            "language": _language_of(draft),
            "theme": draft.theme or None,
            "for_children_and_youth": draft.for_children_and_youth,
            "applicant": _party(applicant) if applicant else Party(),
            "partner": _party(partner) if partner and partner.is_known else None,
            "activities": tuple(
                Activity(
                    mode=activity.mode,  # type: ignore[arg-type]  # the same codes
                    country=activity.place_country,
                    place=activity.place_code,
                    from_date=activity.from_date,
                    to_date=activity.to_date,
                    people_a=activity.people_a,
                    people_b=activity.people_b,
                    sides_with_task=frozenset(
                        side  # type: ignore[misc]
                        for side, task in (("a", activity.task_a), ("b", activity.task_b))
                        if task.strip()
                    ),
                )
                for activity in draft.activities
            ),
            "participants": tuple(
                ParticipantGroup.model_validate(
                    {"side": group.side, "age": group.age, "number": group.number}
                )
                for group in draft.participants
            ),
            "costs": tuple(
                CostLine.model_validate(
                    {
                        "side": line.side,
                        "category": line.category or NO_SPECIAL_KIND,
                        "amount": line.amount,
                        "hours": line.hours_hundredths,
                    }
                )
                for line in draft.costs
            ),
            "financing": tuple(
                FinancingLine.model_validate(
                    {"side": line.side, "source": line.source, "amount": line.amount}
                )
                for line in draft.financing
            ),
            "amount_applied_for": draft.amount_applied_for,
            "start_date": draft.start_date,
            "end_date": draft.end_date,
            **(in_round or {}),
            "open_obligations": open_obligations,
            "attachments": frozenset(paper.kind for paper in draft.papers if paper.counts),
        }
    )


def _party(side: Side) -> Party:
    return Party.model_validate(
        {
            "kind": side.kind or None,
            "country": side.country,
            "place": side.place_code,
            "is_registered": bool(side.organisation_number),
            "is_chosen": side.organisation_id is not None,
            "control": side.control or "unknown",
        }
    )


def _language_of(draft: Draft) -> str:
    """The language of the main text: what the rule on languages asks about."""
    for answer in draft.answers.values():
        if answer.role == "summary" and answer.language:
            return answer.language
    return "nb"
