"""The life of an idea, of a question, of an answer for everybody and of a talk, as tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from naboskap.core.workflow import Transition, Workflow


class IdeaStatus(TextChoices):
    NEW = "new", _("New")
    CALLED = "called", _("Called")
    DRAFTED = "drafted", _("Became a draft")
    SETTLED = "settled", _("Settled")


S = IdeaStatus
WAITS = frozenset({S.NEW, S.CALLED})  # For the adviser.

LIFE = Workflow(
    [
        Transition("note_call", WAITS, S.CALLED, "advice.answer_idea"),
        Transition("open_draft", WAITS, S.DRAFTED, "advice.answer_idea"),
        Transition("begin_draft", WAITS, S.DRAFTED, "advice.begin_draft"),
        Transition("settle", WAITS, S.SETTLED, "advice.answer_idea"),
    ]
)


class ThreadStatus(TextChoices):
    WAITING = "waiting", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    DISOWNED = "disowned", _("Not theirs")
    BLOCKED = "blocked", _("Blocked")


T = ThreadStatus
OPEN = frozenset({T.WAITING, T.ANSWERED})

LIFE_OF_A_THREAD = Workflow(
    [
        Transition("answer_thread", OPEN, T.ANSWERED, "advice.answer_thread"),
        Transition("ask_more", OPEN, T.WAITING, "advice.write_in_thread"),
        Transition("reopen_thread", frozenset({T.CLOSED}), T.WAITING, "advice.write_in_thread"),
        Transition("close_thread", OPEN, T.CLOSED, "advice.close_thread"),
        Transition("disown_thread", OPEN | {T.CLOSED}, T.DISOWNED, "advice.disown_thread"),
        Transition("block_thread", OPEN | {T.CLOSED}, T.BLOCKED, "advice.block_sender"),
    ]
)


class SharedStatus(TextChoices):
    OFFERED = "offered", _("Waits for a second reader")
    PUBLISHED = "published", _("On the website")
    TAKEN_BACK = "taken_back", _("Taken back")


H = SharedStatus
EVERY = frozenset({H.OFFERED, H.PUBLISHED, H.TAKEN_BACK})

LIFE_OF_A_SHARED_ANSWER = Workflow(
    [
        Transition("rewrite_answer", EVERY, H.OFFERED, "advice.offer_answer"),
        Transition("publish_answer", frozenset({H.OFFERED}), H.PUBLISHED, "advice.publish_answer"),
        Transition(
            "take_back_answer", EVERY - {H.TAKEN_BACK}, H.TAKEN_BACK, "advice.take_back_answer"
        ),
    ]
)


class TalkStatus(TextChoices):
    BOOKED = "booked", _("Booked")
    CANCELLED = "cancelled", _("Cancelled")


B = TalkStatus

LIFE_OF_A_TALK = Workflow(
    [
        Transition("move_talk", frozenset({B.BOOKED}), B.BOOKED, "advice.change_talk"),
        Transition("reschedule_talk", frozenset({B.BOOKED}), B.BOOKED, "advice.reschedule_talk"),
        Transition("cancel_talk", frozenset({B.BOOKED}), B.CANCELLED, "advice.change_talk"),
    ]
)
