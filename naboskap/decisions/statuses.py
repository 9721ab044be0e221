"""The life of a decision, from proposal to complaint."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naboskap.core.workflow import Transition, Workflow


class DecisionStatus(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    MADE = "made", _("Made")
    RETURNED = "returned", _("Returned to the case officer")
    LIFTED = "lifted", _("Lifted after a complaint")


class ComplaintStatus(TextChoices):
    ENTERED = "entered", _("Entered")
    SETTLED = "settled", pgettext_lazy("complaint", "Settled")


S = DecisionStatus
# What stands, or is to be decided; the others are history.
STANDING = frozenset({S.PROPOSED, S.MADE})
# What the pair has been told.
TOLD = frozenset({S.MADE, S.LIFTED})

LIFE = Workflow(
    [
        Transition("make", frozenset({S.PROPOSED}), S.MADE, "decisions.make_decision"),
        Transition("return", frozenset({S.PROPOSED}), S.RETURNED, "decisions.return_decision"),
        Transition("lift", frozenset({S.MADE}), S.LIFTED, "decisions.lift_decision"),
    ]
)

COMPLAINT_LIFE = Workflow(
    [
        Transition(
            "settle",
            frozenset({ComplaintStatus.ENTERED}),
            ComplaintStatus.SETTLED,
            "decisions.settle_complaint",
        )
    ]
)
