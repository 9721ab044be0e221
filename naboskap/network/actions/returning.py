"""Take in what comes back: the letter's proof says so, and a dead address is set to rest."""

from enum import StrEnum

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import applies
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.network.actions.sending import count_refusal
from naboskap.network.models import Delivery, Issue, Subscriber
from naboskap.network.returns import number_in, read
from naboskap.notifications.actions import forget_numbered

Outcome = Delivery.Outcome
# A letter that a server has had; or may have had, and of which it is not noted yet.
MAY_COME_BACK = (Outcome.TAKEN, Outcome.UNDERWAY, Outcome.UNKNOWN)


class Taken(StrEnum):
    """What a message to the return address turned out to be, as an operator reads it."""

    RETURNED = "newsletters that did not arrive"
    KNOWN = "about newsletters that are settled or forgotten"
    NO_FAILURE = "saying that a newsletter is late, or has arrived"
    NO_REPORT = "not a mail server's report"
    NOT_OURS = "not addressed to a newsletter of ours"


@transaction.atomic
def take_return(raw: bytes, *, by: Actor, to: str = "") -> Taken:
    """Read one message that came to the return address, and note what it says of a letter.

    ``to`` is the address on the envelope, where the mail server tells it. Nothing of the message
    is kept but the number that says why. Rules: NET-42 (only a report that a letter failed, to a
    return address of the house's own making, changes its proof, and once), NET-43 (what says that
    the address does not work counts as a refusal, NET-17, where they have not said yes anew
    since).
    """
    if not may(by, "network.run_newsletter"):
        raise PermissionDenied
    addressed, report = read(raw)
    number = number_in((to, *addressed), settings.MAIL_RETURN)
    if number is None:
        return Taken.NOT_OURS
    if report is None:
        return Taken.NO_REPORT
    if not report.is_failure:
        return Taken.NO_FAILURE
    found = Delivery.objects.filter(pk=number).first()
    if found is None:
        return Taken.KNOWN
    issue = locked(Issue(pk=found.issue_id))  # First, as the worker does that sends it.
    reader = Subscriber.objects.select_for_update().filter(pk=found.subscriber_id or 0).first()
    delivery = Delivery.objects.select_for_update().get(pk=number)
    if not applies("NET-42", delivery.outcome in MAY_COME_BACK):
        return Taken.KNOWN
    forget_numbered([delivery.message_number] if delivery.message_number else [])
    sent_at, now = delivery.at, clock.now()
    delivery.outcome, delivery.reason = Outcome.RETURNED, report.status
    delivery.at, delivery.message_number = now, None
    delivery.save(update_fields=["outcome", "reason", "at", "message_number"])
    record("network.take_return", issue, by=by, status=report.status)
    said_yes_since = reader and reader.confirmed_at and reader.confirmed_at > sent_at
    if reader and not said_yes_since and applies("NET-43", report.is_for_good):
        count_refusal(reader, report.status, by=by)
    return Taken.RETURNED
