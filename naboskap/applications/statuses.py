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
    LAID_ASIDE = "laid_aside", _("Laid aside: nobody had written in it for long")


S = ApplicationStatus

LIFE = Workflow(
    [
        Transition("submit", frozenset({S.DRAFT}), S.SUBMITTED, "applications.submit_application"),
        Transition(
            "send_again",
            frozenset({S.SUBMITTED, S.CONFIRMED}),
            S.SUBMITTED,
            "applications.submit_application",
        ),
        Transition(
            "confirm", frozenset({S.SUBMITTED}), S.CONFIRMED, "applications.confirm_application"
        ),
        Transition("lapse", frozenset({S.SUBMITTED}), S.LAPSED, "applications.lapse_application"),
        Transition(
            "let_change_lapse",
            frozenset({S.SUBMITTED}),
            S.CONFIRMED,
            "applications.lapse_application",
        ),
        Transition(
            "lay_aside",
            frozenset({S.DRAFT}),
            S.LAID_ASIDE,
            "applications.lay_aside_draft",
        ),
        Transition(
            "withdraw",
            frozenset({S.DRAFT, S.SUBMITTED, S.CONFIRMED}),
            S.WITHDRAWN,
            "applications.withdraw_application",
        ),
    ]
)
