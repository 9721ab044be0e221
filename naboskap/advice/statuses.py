"""The life of an idea, as a table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from naboskap.core.workflow import Transition, Workflow


class IdeaStatus(TextChoices):
    NEW = "new", _("New")
    CALLED = "called", _("Called")
    DRAFTED = "drafted", _("Became a draft")
    SETTLED = "settled", _("Settled")


S = IdeaStatus

LIFE = Workflow(
    [
        Transition("note_call", frozenset({S.NEW, S.CALLED}), S.CALLED, "advice.answer_idea"),
        Transition("open_draft", frozenset({S.NEW, S.CALLED}), S.DRAFTED, "advice.answer_idea"),
        Transition("settle", frozenset({S.NEW, S.CALLED}), S.SETTLED, "advice.answer_idea"),
    ]
)
