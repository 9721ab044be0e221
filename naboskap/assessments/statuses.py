"""The life of a case, until its decision takes over."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naboskap.core.errors import require
from naboskap.core.workflow import Transition, Workflow


class CaseStatus(TextChoices):
    RECEIVED = "received", _("Received")
    ASSESSING = "assessing", _("Being assessed")
    ASKED = "asked", _("Waiting for the pair's answer")
    PROPOSED = "proposed", _("Proposed")
    DECIDED = "decided", _("Decided")
    CLOSED = "closed", pgettext_lazy("case", "Closed")


class Turn(TextChoices):
    """Who is to act now. Kept with the status by the same acts, so that a list reads one row."""

    OFFICE = "office", _("The case officer")
    SIDE_A = "a", _("The applicant")
    SIDE_B = "b", _("The partner")
    PAIR = "pair", _("The pair")
    COUNCIL = "council", _("The expert council")
    HEAD = "head", _("The head")
    BOARD = "board", _("The board")
    NOBODY = "", _("Nobody")


S = CaseStatus
OPEN = frozenset({S.RECEIVED, S.ASSESSING, S.ASKED, S.PROPOSED})

# What a hold lets happen: the pair may answer and take the application back.
GOES_ON = frozenset({"answer", "close"})


def goes_on(case: Any) -> None:
    """Hold rule ASS-62: a case that is on hold is not assessed, proposed or decided."""
    require(
        "ASS-62",
        case.held_at is None,
        _("The case is on hold. It can go on when the hold is ended."),
    )


def _unless_on_hold(name: str, case: Any) -> None:
    if name not in GOES_ON:
        goes_on(case)


LIFE = Workflow(
    [
        Transition("begin", frozenset({S.RECEIVED}), S.ASSESSING, "assessments.assess_case"),
        Transition("ask", frozenset({S.ASSESSING}), S.ASKED, "assessments.assess_case"),
        Transition("answer", frozenset({S.ASKED}), S.ASSESSING, "assessments.answer_case"),
        Transition("stop_waiting", frozenset({S.ASKED}), S.ASSESSING, "assessments.stop_waiting"),
        Transition("propose", frozenset({S.ASSESSING}), S.PROPOSED, "assessments.assess_case"),
        Transition("take_back", frozenset({S.PROPOSED}), S.ASSESSING, "assessments.take_back"),
        Transition("decide", frozenset({S.PROPOSED}), S.DECIDED, "assessments.decide_case"),
        Transition(
            "reopen", frozenset({S.DECIDED, S.CLOSED}), S.ASSESSING, "assessments.reopen_case"
        ),
        Transition("close", OPEN | {S.DECIDED}, S.CLOSED, "assessments.close_case"),
    ],
    unless=_unless_on_hold,
)
