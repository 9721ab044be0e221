"""The life of a subscription, an issue, an event and a registration, as tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from naboskap.core.workflow import Transition, Workflow


class SubscriberStatus(TextChoices):
    WAITING = "waiting", _("Not confirmed")
    SUBSCRIBED = "subscribed", _("Gets the newsletter")
    RESTING = "resting", _("Set to rest: the mail came back")


S = SubscriberStatus
CHANGE = "network.change_subscription"

LIFE_OF_A_SUBSCRIBER = Workflow(
    [
        Transition("confirm", frozenset({S.WAITING, S.RESTING}), S.SUBSCRIBED, CHANGE),
        Transition("rest", frozenset({S.SUBSCRIBED}), S.RESTING, "network.run_newsletter"),
    ]
)


class IssueStatus(TextChoices):
    WRITING = "writing", _("Being written")
    READY = "ready", _("Waits for a second person")
    SENDING = "sending", _("Is being sent")
    STOPPED = "stopped", _("Stopped")
    SENT = "sent", _("Sent")
    ENDED = "ended", _("Ended before all had it")


N = IssueStatus
SEND = "network.send_issue"
RELEASED = frozenset({N.SENDING, N.STOPPED, N.SENT, N.ENDED})  # Some have it: it is not changed.
PUBLIC = frozenset({N.SENDING, N.SENT})  # Stands in the archive.

LIFE_OF_AN_ISSUE = Workflow(
    [
        Transition("propose_issue", frozenset({N.WRITING}), N.READY, "network.write_issue"),
        Transition("return_issue", frozenset({N.READY}), N.WRITING, "network.write_issue"),
        Transition("send_issue", frozenset({N.READY}), N.SENDING, SEND),
        Transition("stop_issue", frozenset({N.SENDING}), N.STOPPED, SEND),
        Transition("halt_issue", frozenset({N.SENDING}), N.STOPPED, "network.run_newsletter"),
        Transition("go_on_with_issue", frozenset({N.STOPPED}), N.SENDING, SEND),
        Transition("end_issue", frozenset({N.STOPPED}), N.ENDED, SEND),
        Transition("finish_issue", frozenset({N.SENDING}), N.SENT, "network.run_newsletter"),
    ]
)


class EventStatus(TextChoices):
    WRITING = "writing", _("Being written")
    SHOWN = "shown", _("On the website")
    CANCELLED = "cancelled", _("Cancelled")


E = EventStatus

LIFE_OF_AN_EVENT = Workflow(
    [
        Transition("show_event", frozenset({E.WRITING}), E.SHOWN, "network.arrange"),
        Transition("cancel_event", frozenset({E.SHOWN}), E.CANCELLED, "network.arrange"),
    ]
)


class RegistrationStatus(TextChoices):
    SEATED = "seated", _("Has a place")
    LISTED = "listed", _("On the waiting list")
    CANCELLED = "cancelled", _("Cancelled")


R = RegistrationStatus
COMES = frozenset({R.SEATED, R.LISTED})

LIFE_OF_A_REGISTRATION = Workflow(
    [
        Transition("seat", frozenset({R.LISTED}), R.SEATED, "network.register"),
        Transition("cancel_registration", COMES, R.CANCELLED, "network.change_registration"),
        Transition("release_registration", COMES, R.CANCELLED, "network.erase_registrations"),
    ]
)
