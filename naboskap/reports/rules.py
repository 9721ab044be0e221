"""Who may do what with a report. When is in statuses.py."""

from typing import Any

from naboskap.accounts.rules import is_auditor, is_case_officer, is_deputy, is_editor, is_head
from naboskap.assessments.rules import ties_of, works_with_cases
from naboskap.core.permissions import allow, is_system, predicate
from naboskap.grants.rules import is_in_the_pair, leads_the_applicant
from naboskap.grants.rules import writes_for_the_pair as may_write_for
from naboskap.reports.models import Report


@predicate
def is_of_the_pair(user: Any, report: Report) -> bool:
    return bool(is_in_the_pair(user, report.grant))  # type: ignore[operator]


@predicate
def writes_for_the_pair(user: Any, report: Report) -> bool:
    return bool(may_write_for(user, report.grant))  # type: ignore[operator]


@predicate
def leads_it(user: Any, report: Report) -> bool:
    return bool(leads_the_applicant(user, report.grant))  # type: ignore[operator]


@predicate
def is_impartial(user: Any, report: Report) -> bool:
    """Hold for whoever has said so in the case, with no interest remembered."""
    return bool(user.pk) and ties_of(user.pk, report.grant.decision.case).is_impartial


allow("reports.view_report", is_of_the_pair | is_auditor | (works_with_cases & is_impartial))
allow("reports.write_report", writes_for_the_pair)
allow("reports.submit_report", leads_it)
allow("reports.judge_report", (is_case_officer | is_head | is_deputy) & is_impartial)
allow("reports.roll_reports_forward", is_system)
allow("reports.move_reports", is_editor | is_head | is_deputy)
