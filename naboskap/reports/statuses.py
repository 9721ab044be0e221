"""The life of a report."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from naboskap.core.workflow import Transition, Workflow


class ReportStatus(TextChoices):
    DUE = "due", _("To be written")
    SUBMITTED = "submitted", _("Sent")
    RETURNED = "returned", _("Returned: something is missing")
    APPROVED = "approved", _("Approved")


S = ReportStatus

LIFE = Workflow(
    [
        Transition("submit", frozenset({S.DUE, S.RETURNED}), S.SUBMITTED, "reports.submit_report"),
        Transition("return", frozenset({S.SUBMITTED}), S.RETURNED, "reports.judge_report"),
        Transition("approve", frozenset({S.SUBMITTED}), S.APPROVED, "reports.judge_report"),
    ]
)
