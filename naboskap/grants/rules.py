"""Who may do what with a grant. When is in statuses.py."""

from typing import Any

from naboskap.accounts.rules import (
    is_auditor,
    is_board_member,
    is_finance_preparer,
    is_finance_releaser,
    is_office,
)
from naboskap.applications.models import SeatPerson
from naboskap.assessments.rules import side_of, side_written_for
from naboskap.core.permissions import allow, is_system, once, predicate
from naboskap.grants.models import Grant


@predicate
def is_in_the_pair(user: Any, grant: Grant) -> bool:
    """Hold for whoever sits on either side now."""
    return bool(user.pk) and side_of(user.pk, grant.decision.case) != ""


@predicate
def writes_for_the_pair(user: Any, grant: Grant) -> bool:
    """Hold for whoever of the pair does not only read."""
    return bool(user.pk) and side_written_for(user.pk, grant.decision.case) != ""


@predicate
def leads_the_applicant(user: Any, grant: Grant) -> bool:
    """Hold for a lead of the home side: the one that gets the money and answers for it."""

    def fetch() -> bool:
        return SeatPerson.objects.filter(
            seat__application=grant.decision.case.application_id,
            seat__side="a",
            user=user.pk,
            is_lead=True,
            left_at__isnull=True,
        ).exists()

    return bool(user.pk) and once(("leads applicant", user.pk, grant.pk), fetch)


allow("grants.view_grant", is_in_the_pair | is_office | is_board_member | is_auditor)
allow("grants.answer_grant", leads_the_applicant)
allow("grants.lapse_grant", is_system)
allow("grants.lift_grant", is_system)
allow("grants.close_grant", is_system | is_finance_preparer | is_finance_releaser)
