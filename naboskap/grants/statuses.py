"""The life of a grant."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naboskap.core.errors import require
from naboskap.core.workflow import Transition, Workflow


class GrantStatus(TextChoices):
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Lapsed")
    LIFTED = "lifted", _("Lifted after a complaint")
    CLOSED = "closed", pgettext_lazy("case", "Closed")


S = GrantStatus

# What a grant owes and is owed: it runs from the offer until it is closed.
RUNNING = frozenset({S.OFFERED, S.ACCEPTED})


def goes_on(grant: Any) -> None:
    """Hold rule GRA-40: nothing is promised and no offer lapses while the case is on hold."""
    require(
        "GRA-40",
        grant.decision.case.held_at is None,
        _("The grant is on hold. We write to you when it goes on."),
    )


def _unless_on_hold(name: str, grant: Any) -> None:
    if name in {"accept", "lapse"}:
        goes_on(grant)


LIFE = Workflow(
    [
        Transition("accept", frozenset({S.OFFERED}), S.ACCEPTED, "grants.answer_grant"),
        Transition("decline", frozenset({S.OFFERED}), S.DECLINED, "grants.answer_grant"),
        Transition("lapse", frozenset({S.OFFERED}), S.LAPSED, "grants.lapse_grant"),
        Transition("lift", frozenset({S.OFFERED}), S.LIFTED, "grants.lift_grant"),
        Transition("close", frozenset({S.ACCEPTED}), S.CLOSED, "grants.close_grant"),
    ],
    unless=_unless_on_hold,
)
