"""Put a message in the outbox, in the act's own transaction; and send what waits."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import Model, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from naboskap.core.secretariat import secretariat
from naboskap.core.statements import insert_later
from naboskap.core.words import in_language
from naboskap.notifications.models import Message

LEASE = timedelta(minutes=5)  # Longer than a mail server is waited for.
# How long to wait after the first, second, … time that a message did not go out.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
A_ROUND = 50
UNKNOWN = "Unknown"  # Claimed by a worker of which nothing has been heard since.
FOR_GOOD = range(500, 600)  # What a mail server answers to what it will never take (RFC 5321).
TRIES = 6  # Of what goes to a list and is put off by the reader's mail server.


@dataclass(frozen=True, slots=True)
class Notice:
    """A kind of message, declared by the room that has something to say.

    ``template`` is a text template: its first line is the subject line (neutral words: no
    name of a person, partner or project; a page of the website may be named by its title), then
    an empty line, then the body.
    """

    kind: str
    template: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is told something: an address and the language they read."""

    address: str
    language: str


def worded(notice: Notice, language: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    """Return the subject line and the body of a message in a reader's language."""
    with translation.override(language):
        text = render_to_string(notice.template, dict(facts))
    title, _, body = text.strip().partition("\n")
    return title.replace("\r", " ").strip()[:200], body.strip() + "\n"


def tell(
    notice: Notice,
    *,
    to: Reader,
    facts: Mapping[str, Any],
    about: Model,
    leave_at: str = "",
    return_to: str = "",
    good_for: timedelta | None = None,
) -> Message:
    """Word the message now, in the reader's language, and put it in the outbox.

    ``facts`` are plain, frozen values: a template never sees a model. What a fact says about
    a third person has passed ``disclosure`` before it gets here. ``leave_at`` is where the reader
    leaves the list, for what goes to one: it is then sent at most once. ``return_to`` is where
    a mail server sends it back to when it cannot be delivered. ``good_for`` is how long what it
    says is of use: what has not gone out by then is given up.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A message and its act belong in one transaction.")
    title, body = worded(notice, to.language, facts)
    return insert_later(
        Message(
            kind=notice.kind,
            address=to.address,
            language=to.language,
            subject_type=about._meta.label_lower,
            subject_id=str(about.pk),
            title=title,
            body=body,
            message_id=f"<{uuid4()}@naboskap.invalid>",
            next_attempt_at=timezone.now(),
            leave_at=leave_at,
            return_to=return_to,
            good_until=None if good_for is None else timezone.now() + good_for,
        )
    )


@transaction.atomic
def forget_messages(about: Model) -> int:
    """Erase what was told about ``about``, and what waits to be; return how many.

    For whoever is to be forgotten: a message holds their address.
    """
    kept = Message.objects.filter(subject_type=about._meta.label_lower, subject_id=str(about.pk))
    return kept.delete()[0]


@transaction.atomic
def forget_waiting(notice: Notice, about: Model) -> int:
    """Take out of the outbox what was to be told about ``about`` and is no longer so.

    What is just being handed over may still arrive. Returns how many.
    """
    waiting = Message.objects.filter(
        kind=notice.kind,
        subject_type=about._meta.label_lower,
        subject_id=str(about.pk),
        sent_at__isnull=True,
    )
    return waiting.delete()[0]


@transaction.atomic
def forget_numbered(messages: list[int]) -> int:
    """Erase messages by their numbers, when whoever sent them has written down how it went."""
    return Message.objects.filter(pk__in=messages).delete()[0]


@transaction.atomic
def forget_told(kind: str, about: type[Model], *, before: datetime) -> int:
    """Erase messages of a kind about something, sent or given up before; return how many."""
    told = Message.objects.filter(kind=kind, subject_type=about._meta.label_lower)
    return told.filter(Q(sent_at__lt=before) | Q(given_up_at__lt=before)).delete()[0]


@transaction.atomic
def take_back(messages: list[int]) -> list[int]:
    """Take messages to a list out of the outbox; return which were taken.

    What a mail server has put off is taken too. What is being handed over, or was and broke off,
    and what is given up, stays: it may have arrived.
    """
    rows = (
        Message.objects.select_for_update()
        .filter(pk__in=messages, sent_at__isnull=True, given_up_at__isnull=True)
        .exclude(last_fault=UNKNOWN)
    )
    taken = list(rows.values_list("pk", flat=True))
    Message.objects.filter(pk__in=taken).delete()
    return taken


def send_due() -> int:
    """Send what waits, oldest first, what goes to a list last; return how many went out.

    A message is claimed by moving its next attempt ahead, if nobody moved it first: two workers
    never send the same one at once, and what a killed worker held is free again when the lease
    is over. It may then be sent twice, always under the same Message-ID; what goes to a list is
    given up instead. Mail keeps real time.
    """
    now = timezone.now()
    due = Message.objects.filter(
        sent_at__isnull=True, given_up_at__isnull=True, next_attempt_at__lte=now
    )
    due.filter(good_until__lte=now).update(given_up_at=now)
    due.filter(last_fault=UNKNOWN).exclude(leave_at="").update(given_up_at=now)
    own = list(due.filter(leave_at="").order_by("next_attempt_at", "pk")[:A_ROUND])
    to_lists = due.exclude(leave_at="").order_by("next_attempt_at", "pk")
    return sum(_send(message) for message in own + list(to_lists[: A_ROUND - len(own)]))


def _send(message: Message) -> bool:
    """Claim one message and send it; a fault is noted, and the next attempt put off."""
    mine = Message.objects.filter(pk=message.pk, sent_at__isnull=True)
    attempts = message.attempts + 1
    until = timezone.now() + LEASE
    claimed = mine.filter(next_attempt_at=message.next_attempt_at, attempts=message.attempts)
    claim: dict[str, Any] = {"next_attempt_at": until, "attempts": attempts}
    if message.leave_at:
        claim["last_fault"] = UNKNOWN
    if not claimed.update(**claim):
        return False
    line, is_through = get_connection(), False
    try:
        line.open()
        is_through = True
        _as_mail(message, line).send()
    except (OSError, SMTPException) as fault:
        pause = PAUSES[min(attempts, len(PAUSES)) - 1]
        now, code = timezone.now(), _code_of(fault)
        # The fault's kind and the server's number alone: its words may repeat the address.
        told = f"{type(fault).__name__} {code}" if code else type(fault).__name__
        # What is answered before the message is handed over is not about it: it waits. Cut off
        # while it was handed over, nobody knows whether the server took it.
        gives_up = is_through and (not code or attempts >= TRIES or code in FOR_GOOD)
        mine.update(
            next_attempt_at=now + pause,
            last_fault=told,
            given_up_at=now if message.leave_at and gives_up else None,
        )
        return False
    finally:
        with suppress(OSError, SMTPException):
            line.close()
    mine.update(sent_at=timezone.now(), last_fault="")
    return True


def _code_of(fault: Exception) -> int:
    """Return what the mail server answered, by its number; 0 where it was not heard."""
    if isinstance(fault, SMTPRecipientsRefused):
        return int(next((code for code, _words in fault.recipients.values()), 0))
    return int(fault.smtp_code) if isinstance(fault, SMTPResponseException) else 0


def _as_mail(message: Message, line: BaseEmailBackend) -> EmailMessage:
    house = secretariat()
    name = in_language(house.name, message.language)
    sender = settings.MAIL_FROM or str(Address(display_name=name, addr_spec=house.email))
    headers = {
        "Message-ID": message.message_id,
        "Content-Language": message.language,
        "Auto-Submitted": "auto-generated",
    }
    if message.leave_at:  # One click in the mail program is enough (RFC 2369, RFC 8058).
        headers["List-Unsubscribe"] = f"<{message.leave_at}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        headers["List-Id"] = f"<{message.kind}.{urlsplit(settings.SITE_URL).hostname}>"
    if message.return_to:  # On the envelope alone: the reader sees and answers the sender.
        headers["From"] = sender
    return EmailMessage(
        subject=message.title,
        body=message.body,
        from_email=message.return_to or sender,
        to=[message.address],
        headers=headers,
        connection=line,
    )
