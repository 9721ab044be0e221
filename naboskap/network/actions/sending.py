"""Send an issue: a second person begins, and the worker goes on, once to each address."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import applies, require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.disclosure.actions import touch_public
from naboskap.network.actions.vouching import refuse_leaks
from naboskap.network.models import Delivery, Issue, Subscriber
from naboskap.network.notices import ISSUE, send_sample, send_to, tell_halted
from naboskap.network.queries import audience, has_part_in
from naboskap.network.queries.texts import language_for, leaks_of
from naboskap.network.statuses import (
    LIFE_OF_A_SUBSCRIBER,
    LIFE_OF_AN_ISSUE,
    IssueStatus,
    SubscriberStatus,
)
from naboskap.notifications.actions import forget_numbered, forget_told, take_back
from naboskap.notifications.queries import outcomes_of

A_ROUND = 200  # Of one issue in the outbox at a time, with those that a server has put off.
TESTS_KEPT = timedelta(days=1)
REFUSALS = 3  # In a row; then the address is set to rest.
BY_ADDRESS = "SMTPRecipientsRefused"  # The server would not have the reader, whatever was sent.
Outcome = Delivery.Outcome


@transaction.atomic
def send_test(issue: Issue, language: str, *, by: User) -> None:
    """Mail the issue to oneself, as a reader of ``language`` gets it.

    Rules: NET-10 (it is whole in some language), NET-12.
    """
    issue = locked(issue)
    if not may(by, "network.see_newsletter", issue):
        raise PermissionDenied
    require("NET-10", language_for(issue, language), _("Write a title and a text first."))
    refuse_leaks("NET-12", issue)
    send_sample(issue, by.email, language)
    record("network.send_test", issue, by=by, language=language)


@transaction.atomic
def send_issue(issue: Issue, *, revision: int, by: User) -> Issue:
    """Let an issue go out. The worker does it; whoever has confirmed by now gets it.

    Rules: NET-13 (by somebody who has neither written nor proposed it), NET-34 (``revision`` is
    the text that they have read), NET-12 once more: a name may have become protected since.
    """
    issue = locked(issue)
    permit = LIFE_OF_AN_ISSUE.permit("send_issue", issue, by=by)
    _by_another(issue, by)
    require(
        "NET-34",
        issue.revision == revision,
        _("The text has been changed since you read it. Read it once more, and send it then."),
    )
    refuse_leaks("NET-12", issue)
    move(permit, sent_by=by, begun_at=clock.now())
    touch_public()
    return issue


def _by_another(issue: Issue, by: User) -> None:
    require(
        "NET-13",
        not has_part_in(issue, by),
        _("You have written in it yourself. Somebody who has not must send it."),
    )


@transaction.atomic
def stop_issue(issue: Issue, *, by: User) -> Issue:
    """Stop at once: what no mail server has taken is taken out of the outbox again.

    The issue is out of the archive too, until it goes on.
    """
    issue = locked(issue)
    permit = LIFE_OF_AN_ISSUE.permit("stop_issue", issue, by=by)
    _take_back(issue)
    move(permit)
    touch_public()
    return issue


def _take_back(issue: Issue) -> None:
    underway = issue.deliveries.filter(outcome=Outcome.UNDERWAY)
    taken = take_back([one.message_number for one in underway if one.message_number])
    underway.filter(message_number__in=taken).delete()


@transaction.atomic
def go_on_with_issue(issue: Issue, *, by: User) -> Issue:
    """Go on where it stopped. Rules: NET-13, as when it was sent; NET-12 once more."""
    issue = locked(issue)
    permit = LIFE_OF_AN_ISSUE.permit("go_on_with_issue", issue, by=by)
    _by_another(issue, by)
    refuse_leaks("NET-12", issue)
    move(permit)
    touch_public()
    return issue


@transaction.atomic
def end_issue(issue: Issue, *, by: User) -> Issue:
    """End an issue that was stopped: nobody else gets it, and it does not stand in the archive."""
    issue = locked(issue)
    permit = LIFE_OF_AN_ISSUE.permit("end_issue", issue, by=by)
    move(permit, ended_at=clock.now())
    touch_public()
    return issue


def work_on_issues(*, by: Actor) -> int:
    """Do the next step of every issue that is being sent; return how many readers it went to.

    A killed worker loses nothing and doubles nothing: a reader's row and their message are made
    in one transaction, and the table has room for one row of a reader (NET-19).
    """
    if not may(by, "network.run_newsletter"):
        raise PermissionDenied
    underway = Delivery.objects.filter(issue=OuterRef("pk"), outcome=Outcome.UNDERWAY)
    goes_on = Issue.objects.filter(
        Q(status=IssueStatus.SENDING)
        | Q(Exists(underway), status__in=[IssueStatus.STOPPED, IssueStatus.ENDED])
    )
    forget_told(ISSUE.kind, Issue, before=clock.now() - TESTS_KEPT)
    done = 0
    for pk in list(goes_on.order_by("pk").values_list("pk", flat=True)):
        done += _step(pk, by=by)
    return done


@transaction.atomic
def _step(pk: int, *, by: Actor) -> int:
    issue = locked(Issue(pk=pk))
    waits = _note_outcomes(issue, by=by)
    if issue.status != IssueStatus.SENDING:
        return 0
    if applies("NET-35", not leaks_of(issue).is_nothing):
        _take_back(issue)
        move(LIFE_OF_AN_ISSUE.permit("halt_issue", issue, by=by))
        tell_halted(issue)
        touch_public()
        return 0
    readers = list(audience(issue).order_by("pk")[: max(0, A_ROUND - waits)])
    now = clock.now()
    for subscriber in readers:
        delivery = Delivery.objects.create(
            issue=issue,
            subscriber=subscriber,
            language=language_for(issue, subscriber.language),
            at=now,
        )
        delivery.message_number = send_to(issue, subscriber, delivery.pk).pk
        delivery.save(update_fields=["message_number"])
    is_underway = bool(readers) or issue.deliveries.filter(outcome=Outcome.UNDERWAY).exists()
    if not is_underway and not audience(issue).exists():
        move(LIFE_OF_AN_ISSUE.permit("finish_issue", issue, by=by), ended_at=now)
    return len(readers)


def _note_outcomes(issue: Issue, *, by: Actor) -> int:
    """Write down what became of what is underway; return how many still are.

    The message goes with it: the proof is kept here, without words or address.
    """
    rows = list(issue.deliveries.filter(outcome=Outcome.UNDERWAY).order_by("pk"))
    told = outcomes_of([one.message_number for one in rows if one.message_number])
    noted = []
    for one in rows:
        message = told.get(one.message_number or 0)
        outcome = _outcome_of(message)
        if outcome == Outcome.UNDERWAY:
            continue
        fault = message["last_fault"] if message else ""
        one.outcome, one.reason = outcome, fault if outcome != Outcome.TAKEN else ""
        one.at = (message and message["sent_at"]) or clock.now()
        noted.append(one.message_number or 0)
        one.message_number = None
        one.save(update_fields=["outcome", "reason", "at", "message_number"])
        if one.subscriber_id is not None:
            _count(one, by=by)
    forget_numbered(noted)
    return len(rows) - len(noted)


def _outcome_of(message: Mapping[str, Any] | None) -> str:
    if message is None:
        return Outcome.DROPPED
    if message["sent_at"]:
        return Outcome.TAKEN
    if not message["given_up_at"]:
        return Outcome.UNDERWAY
    # Only an answer with a number is a refusal; else nobody knows what the server did.
    return Outcome.REFUSED if " " in message["last_fault"] else Outcome.UNKNOWN


def _count(delivery: Delivery, *, by: Actor) -> None:
    """Count refusals of an address in a row; what was taken, and does not come back, ends them."""
    own = Subscriber.objects.filter(pk=delivery.subscriber_id or 0)
    if delivery.outcome == Outcome.TAKEN:
        refused = own.filter(refusals__gt=0).first()
        if refused is not None and not _came_back_before(delivery):
            own.update(refusals=0, refused_at=None, refused_because="")
    if delivery.outcome == Outcome.REFUSED and delivery.reason.startswith(BY_ADDRESS):
        count_refusal(own.get(), delivery.reason, by=by)


def _came_back_before(delivery: Delivery) -> bool:
    """Say whether the letter before came back: this one may too, and has not had its time yet."""
    before = Delivery.objects.filter(subscriber=delivery.subscriber_id, pk__lt=delivery.pk)
    last = before.order_by("-pk").first()
    return last is not None and last.outcome == Outcome.RETURNED


def count_refusal(subscriber: Subscriber, because: str, *, by: Actor) -> None:
    """Count one more refusal of an address; the third in a row sets it to rest. Rule NET-17.

    Whoever signs up or says yes anew gets the newsletter again.
    """
    own = Subscriber.objects.filter(pk=subscriber.pk)
    own.update(refusals=F("refusals") + 1, refused_at=clock.now(), refused_because=because)
    subscriber = own.select_for_update().get()
    is_lost = subscriber.refusals >= REFUSALS
    if subscriber.status == SubscriberStatus.SUBSCRIBED and applies("NET-17", is_lost):
        move(LIFE_OF_A_SUBSCRIBER.permit("rest", subscriber, by=by))
