"""The life of an application, as a table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from naboskap.core.workflow import Transition, Workflow


class ApplicationStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent")
    CONFIRMED = "confirmed", _("Sent and confirmed by both sides")
    LAPSED = "lapsed", _("Lapsed: not confirmed in time")
    WITHDRAWN = "withdrawn", _("Withdrawn")


S = ApplicationStatus

LIFE = Workflow(
    [
        Transition("submit", frozenset({S.DRAFT}), S.SUBMITTED, "applications.submit_application"),
        Transition(
            "confirm", frozenset({S.SUBMITTED}), S.CONFIRMED, "applications.confirm_application"
        ),
        Transition("lapse", frozenset({S.SUBMITTED}), S.LAPSED, "applications.lapse_application"),
        Transition(
            "withdraw",
            frozenset({S.DRAFT, S.SUBMITTED, S.CONFIRMED}),
            S.WITHDRAWN,
            "applications.withdraw_application",
        ),
    ]
)
