"""Who of the staff sees that a case is there, and who may read what is in it."""

from typing import Any

from naboskap.accounts.rules import is_auditor, is_board_member, is_council_member, is_office
from naboskap.assessments.models import Case
from naboskap.assessments.rules import is_impartial
from naboskap.core.permissions import allow, once, predicate
from naboskap.decisions.models import Decision
from naboskap.decisions.route import Level
from naboskap.decisions.statuses import DecisionStatus


@predicate
def is_the_boards(_user: Any, case: Case) -> bool:
    """Hold for a case that the board has on its agenda, or has decided."""
    return once(
        ("the board's", case.pk),
        lambda: (
            Decision.objects.filter(case=case, level=Level.BOARD)
            .exclude(status=DecisionStatus.RETURNED)
            .exists()
        ),
    )


@predicate
def is_the_councils(_user: Any, case: Case) -> bool:
    return case.programme.council_advises


sees_the_case = (
    is_office
    | is_auditor
    | (is_board_member & is_the_boards)
    | (is_council_member & is_the_councils)
)

allow("cases.view_case", sees_the_case)
# An auditor reads without a part in the case: each reading is written in the trail.
allow("cases.read_case", sees_the_case & (is_auditor | is_impartial))
allow("cases.export_cases", is_office | is_auditor)
