"""The life of a grant."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from naboskap.core.workflow import Transition, Workflow


class GrantStatus(TextChoices):
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Lapsed")
    LIFTED = "lifted", _("Lifted after a complaint")
    CLOSED = "closed", _("Closed")


S = GrantStatus

LIFE = Workflow(
    [
        Transition("accept", frozenset({S.OFFERED}), S.ACCEPTED, "grants.answer_grant"),
        Transition("decline", frozenset({S.OFFERED}), S.DECLINED, "grants.answer_grant"),
        Transition("lapse", frozenset({S.OFFERED}), S.LAPSED, "grants.lapse_grant"),
        Transition("lift", frozenset({S.OFFERED}), S.LIFTED, "grants.lift_grant"),
        Transition("close", frozenset({S.ACCEPTED}), S.CLOSED, "grants.close_grant"),
    ]
)
