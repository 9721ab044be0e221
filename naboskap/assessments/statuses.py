"""The life of a case, until its decision takes over."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from naboskap.core.workflow import Transition, Workflow


class CaseStatus(TextChoices):
    RECEIVED = "received", _("Received")
    ASSESSING = "assessing", _("Being assessed")
    ASKED = "asked", _("Waiting for the pair's answer")
    PROPOSED = "proposed", _("Proposed")
    DECIDED = "decided", _("Decided")
    CLOSED = "closed", _("Closed")


S = CaseStatus

LIFE = Workflow(
    [
        Transition("begin", frozenset({S.RECEIVED}), S.ASSESSING, "assessments.assess_case"),
        Transition("ask", frozenset({S.ASSESSING}), S.ASKED, "assessments.assess_case"),
        Transition("answer", frozenset({S.ASKED}), S.ASSESSING, "assessments.answer_question"),
        Transition(
            "give_up_waiting", frozenset({S.ASKED}), S.ASSESSING, "assessments.assess_case"
        ),
        Transition("propose", frozenset({S.ASSESSING}), S.PROPOSED, "assessments.assess_case"),
        Transition("take_back", frozenset({S.PROPOSED}), S.ASSESSING, "assessments.assess_case"),
        Transition("decide", frozenset({S.PROPOSED}), S.DECIDED, "assessments.decide_case"),
        Transition(
            "close",
            frozenset({S.RECEIVED, S.ASSESSING, S.ASKED, S.PROPOSED, S.DECIDED}),
            S.CLOSED,
            "assessments.close_case",
        ),
    ]
)
