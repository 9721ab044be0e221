"""Sign up, confirm, change, leave: and be forgotten at once."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.advice.contact import email_in
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import applies, require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.core.secretariat import secretariat
from naboskap.network.actions.braking import is_often
from naboskap.network.models import Delivery, Leaver, Subscriber, SubscriberTopic
from naboskap.network.notices import ALREADY, CONFIRM, ask_or_tell
from naboskap.network.queries import digest_of, has_left, topic_names
from naboskap.network.statuses import LIFE_OF_A_SUBSCRIBER, SubscriberStatus
from naboskap.notifications.actions import forget_messages

CONFIRM_WITHIN = timedelta(days=7)
IN_AN_HOUR = 5  # Sign-ups from one place.
AN_HOUR = timedelta(hours=1)
MAILS, A_DAY = 3, timedelta(days=1)  # To one address, from signing it up.
RESTS_FOR = timedelta(days=90)  # Then an address that comes back is forgotten.
A_ROUND = 50
AT_A_TIME = 500  # Addresses of an earlier list.


@transaction.atomic
def sign_up(
    address: str, *, language: str, topics: Iterable[str], key: str, by: Actor, origin: str = ""
) -> None:
    """Take an address in and ask it by mail whether it wants the newsletter.

    Nothing comes back: whoever signs up learns nothing of the address. One that gets the
    newsletter already is told so in a mail, and nothing of it is changed. The same ``key`` is the
    same sending: a second click mails nobody twice.

    Rules: NET-1 (a whole address), NET-2 (something to hear about), NET-6 (a language of the
    house), NET-3 (no flood from one place), NET-4 (few mails a day to one address: the fourth is
    not sent, and nobody is told so).
    """
    if not may(by, "network.sign_up"):
        raise PermissionDenied
    address = email_in(address).casefold()
    require("NET-1", address, _("Write a whole e-mail address, like name@example.org."))
    chosen = _chosen(language, topics)
    now = clock.now()
    found = _held(address)
    if found is not None and found.form_key == key:
        return
    require(
        "NET-3",
        not is_often("sign up from", origin, most=IN_AN_HOUR, within=AN_HOUR),
        _("Many have signed up from here in the last hour. Try again later, or call us."),
    )
    if found is None:
        found = _taken_in(address, language, "", now)
        if found.form_key == key:
            return
    if found.status != SubscriberStatus.SUBSCRIBED:
        found.language, found.confirm_by = language, now + CONFIRM_WITHIN
        _set_topics(found, chosen)
    is_quiet = applies("NET-4", is_often("sign up", address, most=MAILS, within=A_DAY))
    found.form_key, found.asked_at = key, now
    found.save()
    if is_quiet:
        return
    record("network.sign_up", found, by=by)
    is_in = found.status == SubscriberStatus.SUBSCRIBED
    if is_in:
        ask_or_tell(ALREADY, found, found.language)
    else:
        ask_or_tell(CONFIRM, found, language)


def _held(address: str) -> Subscriber | None:
    return Subscriber.objects.select_for_update().filter(address=address).first()


def _taken_in(address: str, language: str, key: str, now: datetime) -> Subscriber:
    try:
        with transaction.atomic():
            return Subscriber.objects.create(
                key=secrets.token_urlsafe(18),
                address=address,
                language=language,
                form_key=key,
                asked_at=now,
                confirm_by=now + CONFIRM_WITHIN,
            )
    except IntegrityError:  # Signed up twice at once: the other was first.
        return Subscriber.objects.select_for_update().get(address=address)


def _chosen(language: str, topics: Iterable[str]) -> list[str]:
    known = topic_names()
    chosen = [code for code in dict.fromkeys(topics) if code in known]
    require("NET-2", chosen, _("Choose at least one thing to hear about."))
    require("NET-6", language in secretariat().languages, _("Choose one of the languages."))
    return chosen


def _set_topics(subscriber: Subscriber, topics: list[str]) -> None:
    subscriber.topics.all().delete()
    SubscriberTopic.objects.bulk_create(
        SubscriberTopic(subscriber=subscriber, topic=code) for code in topics
    )


@transaction.atomic
def bring_in(
    addresses: str, *, language: str, topics: Iterable[str], by: User
) -> tuple[int, int, int]:
    """Ask addresses of an earlier list whether they want the newsletter; each gets one mail.

    Nobody gets the newsletter by it before they have said yes. An address that is here already is
    left as it is, and one that has left is not asked again (NET-16). Returns how many were asked,
    how many were here or had left, and how many lines hold no address. Rules NET-2, NET-6, NET-20
    (not too many at a time).
    """
    if not may(by, "network.bring_in"):
        raise PermissionDenied
    lines = [line.strip() for line in addresses.splitlines() if line.strip()]
    require("NET-20", 0 < len(lines) <= AT_A_TIME, _("Give 1 to 500 addresses at a time."))
    chosen, now = _chosen(language, topics), clock.now()
    found = {line: email_in(line).casefold() for line in lines}
    wanted = list(dict.fromkeys(filter(None, found.values())))
    asked = 0
    for address in wanted:
        is_here = Subscriber.objects.filter(address=address).exists()
        if is_here or applies("NET-16", has_left(address)):
            continue
        subscriber = _taken_in(address, language, secrets.token_urlsafe(18), now)
        _set_topics(subscriber, chosen)
        ask_or_tell(CONFIRM, subscriber, language)
        record("network.bring_in", subscriber, by=by)
        asked += 1
    return asked, len(wanted) - asked, sum(not one for one in found.values())


@transaction.atomic
def confirm(subscriber: Subscriber, *, by: Actor) -> Subscriber:
    """Say yes to the newsletter, by the mailed link; also after the mail came back for a while.

    Rule NET-5: within seven days from signing up.
    """
    subscriber = locked(subscriber)
    if subscriber.status == SubscriberStatus.SUBSCRIBED and may(
        by, "network.change_subscription", subscriber
    ):
        return subscriber  # A second click.
    permit = LIFE_OF_A_SUBSCRIBER.permit("confirm", subscriber, by=by)
    require(
        "NET-5",
        subscriber.status == SubscriberStatus.RESTING or clock.now() <= subscriber.confirm_by,
        _("This link is too old. Sign up once more, and you get a new one."),
    )
    move(permit, confirmed_at=clock.now(), refusals=0, refused_at=None, refused_because="")
    Leaver.objects.filter(digest=digest_of(subscriber.address)).delete()
    return subscriber


@transaction.atomic
def change_subscription(
    subscriber: Subscriber, *, language: str, topics: Iterable[str], by: Actor
) -> Subscriber:
    """Change language and topics, by one's own link. Rules: NET-2, NET-6."""
    subscriber = locked(subscriber)
    if not may(by, "network.change_subscription", subscriber):
        raise PermissionDenied
    chosen = _chosen(language, topics)
    subscriber.language = language
    subscriber.save(update_fields=["language"])
    _set_topics(subscriber, chosen)
    record("network.change_subscription", subscriber, by=by, language=language, topics=chosen)
    return subscriber


@transaction.atomic
def leave(subscriber: Subscriber, *, by: Actor) -> None:
    """Leave the newsletter, or say no to it, and be forgotten at once.

    A digest keeps the address from being asked again (NET-16).

    By one's own link, or by somebody of the office for whoever rang. A second click does nothing.
    """
    if not may(by, "network.leave", subscriber):
        raise PermissionDenied
    held = Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
    if held is None:
        return
    digest, now = digest_of(held.address), clock.now()
    Leaver.objects.update_or_create(digest=digest, defaults={"left_at": now})
    _forget(held, "network.leave", by=by)


def _forget(subscriber: Subscriber, action: str, *, by: Actor) -> None:
    """Erase an address everywhere: here, and in the outbox. What was delivered loses its name."""
    own = Delivery.objects.filter(subscriber=subscriber)
    own.filter(outcome=Delivery.Outcome.UNDERWAY).update(
        outcome=Delivery.Outcome.DROPPED, at=clock.now()
    )
    own.update(subscriber=None, message_number=None)
    forget_messages(subscriber)
    record(action, subscriber, by=by, status=subscriber.status)
    subscriber.delete()


@transaction.atomic
def find_subscriber(address: str, *, by: User) -> Subscriber | None:
    """Look one address up, for somebody who rang. That it was looked up stands in the trail."""
    if not may(by, "network.find_subscriber"):
        raise PermissionDenied
    found = Subscriber.objects.filter(address=email_in(address).casefold()).first()
    if found is None:
        record("network.find_subscriber", by, by=by, found=False)
    else:
        record("network.find_subscriber", found, by=by, found=True)
    return found


@transaction.atomic
def forget_unconfirmed(*, by: Actor) -> int:
    """Erase addresses that nobody has said yes for in time; return how many."""
    past = Subscriber.objects.filter(status=SubscriberStatus.WAITING, confirm_by__lt=clock.now())
    return _forget_some(past, "network.forget_unconfirmed", by=by)


@transaction.atomic
def forget_resting(*, by: Actor) -> int:
    """Erase addresses that have been at rest for three months; return how many.

    One that has signed up again is asked first, and has its week to answer.
    """
    now = clock.now()
    past = Subscriber.objects.filter(
        status=SubscriberStatus.RESTING, refused_at__lt=now - RESTS_FOR, confirm_by__lt=now
    )
    return _forget_some(past, "network.forget_resting", by=by)


def _forget_some(past: QuerySet[Subscriber], action: str, *, by: Actor) -> int:
    if not may(by, "network.run_newsletter"):
        raise PermissionDenied
    held = list(past.order_by("pk").select_for_update()[:A_ROUND])
    for subscriber in held:
        _forget(subscriber, action, by=by)
    return len(held)
