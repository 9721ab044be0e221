"""The life of a wish, and of an introduction of two wishes to each other, as tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from naboskap.core.workflow import Transition, Workflow


class WishStatus(TextChoices):
    WAITING = "waiting", _("Waits for an adviser to read it")
    SENT_BACK = "sent_back", _("Sent back to be changed")
    SHOWN = "shown", _("Shown to the other side")
    PAUSED = "paused", _("Paused")
    FADED = "faded", _("Not shown any more: nobody confirmed it")
    FOUND = "found", _("Found a partner")
    TAKEN_AWAY = "taken_away", _("Taken away")


class IntroductionStatus(TextChoices):
    PROPOSED = "proposed", _("An adviser looks at it")
    ASKED = "asked", _("Waits for an answer")
    AGREED = "agreed", _("Both have said yes")
    NOT_NOW = "not_now", _("Not this time")
    FOUND = "found", _("A draft is begun")


W, I = WishStatus, IntroductionStatus  # noqa: E741 -- read beside its table
LIVE = frozenset({W.WAITING, W.SENT_BACK, W.SHOWN, W.PAUSED, W.FADED})
OPEN = frozenset({I.PROPOSED, I.ASKED, I.AGREED})

LIFE = Workflow(
    [
        Transition("show", frozenset({W.WAITING}), W.SHOWN, "partnering.read_wish"),
        Transition(
            "send_back", frozenset({W.WAITING, W.SHOWN}), W.SENT_BACK, "partnering.read_wish"
        ),
        Transition("edit", LIVE, W.WAITING, "partnering.keep_wish"),
        Transition("pause", frozenset({W.SHOWN}), W.PAUSED, "partnering.keep_wish"),
        Transition(
            "confirm",
            frozenset({W.SHOWN, W.PAUSED, W.FADED}),
            W.SHOWN,
            "partnering.confirm_wish",
        ),
        Transition(
            "fade",
            frozenset({W.WAITING, W.SHOWN, W.PAUSED, W.SENT_BACK}),
            W.FADED,
            "partnering.fade_wish",
        ),
        Transition("find", LIVE, W.FOUND, "partnering.close_found"),
        Transition("take_away", LIVE, W.TAKEN_AWAY, "partnering.keep_wish"),
    ]
)

LIFE_OF_AN_INTRODUCTION = Workflow(
    [
        Transition("pass_on", frozenset({I.PROPOSED}), I.ASKED, "partnering.handle_introduction"),
        Transition("agree", frozenset({I.ASKED}), I.AGREED, "partnering.answer_introduction"),
        Transition("say_no", OPEN, I.NOT_NOW, "partnering.end_introduction"),
        Transition("begin_draft", frozenset({I.AGREED}), I.FOUND, "partnering.begin_draft"),
    ]
)
