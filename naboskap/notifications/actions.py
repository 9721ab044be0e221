"""Put a message in the outbox, in the act's own transaction; and send what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.headerregistry import Address
from smtplib import SMTPException
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone, translation

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.notifications.models import Message

LEASE = timedelta(minutes=5)  # Longer than a mail server is waited for.
# How long to wait after the first, second, … time that a message did not go out.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
A_ROUND = 50


@dataclass(frozen=True, slots=True)
class Notice:
    """A kind of message, declared by the room that has something to say.

    ``template`` is a text template: its first line is the subject line (neutral words: no
    name of a person, partner or project), then an empty line, then the body.
    """

    kind: str
    template: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is told something: an address and the language they read."""

    address: str
    language: str


def tell(notice: Notice, *, to: Reader, facts: Mapping[str, Any], about: Model) -> Message:
    """Word the message now, in the reader's language, and put it in the outbox.

    ``facts`` are plain, frozen values: a template never sees a model. What a fact says about
    a third person has passed ``disclosure`` before it gets here.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A message and its act belong in one transaction.")
    with translation.override(to.language):
        text = render_to_string(notice.template, dict(facts))
    title, _, body = text.strip().partition("\n")
    return Message.objects.create(
        kind=notice.kind,
        address=to.address,
        language=to.language,
        subject_type=about._meta.label_lower,
        subject_id=str(about.pk),
        title=title.strip()[:200],
        body=body.strip() + "\n",
        message_id=f"<{uuid4()}@naboskap.invalid>",
        next_attempt_at=timezone.now(),
    )


def send_due() -> int:
    """Send what waits, oldest first; return how many went out.

    A message is claimed by moving its next attempt ahead, if nobody moved it first: two workers
    never send the same one at once, and what a killed worker held is free again when the lease
    is over. It may then be sent twice, always under the same Message-ID. Mail keeps real time.
    """
    due = Message.objects.filter(sent_at__isnull=True, next_attempt_at__lte=timezone.now())
    return sum(_send(message) for message in due.order_by("next_attempt_at", "pk")[:A_ROUND])


def _send(message: Message) -> bool:
    """Claim one message and send it; a fault is noted, and the next attempt put off."""
    mine = Message.objects.filter(pk=message.pk, sent_at__isnull=True)
    attempts = message.attempts + 1
    until = timezone.now() + LEASE
    claimed = mine.filter(next_attempt_at=message.next_attempt_at, attempts=message.attempts)
    if not claimed.update(next_attempt_at=until, attempts=attempts):
        return False
    try:
        _as_mail(message).send()
    except (OSError, SMTPException) as fault:
        pause = PAUSES[min(attempts, len(PAUSES)) - 1]
        # The fault's kind alone: its words may repeat the address.
        mine.update(next_attempt_at=timezone.now() + pause, last_fault=type(fault).__name__)
        return False
    mine.update(sent_at=timezone.now(), last_fault="")
    return True


def _as_mail(message: Message) -> EmailMessage:
    house = secretariat()
    name = in_language(house.name, message.language)
    sender = settings.MAIL_FROM or str(Address(display_name=name, addr_spec=house.email))
    return EmailMessage(
        subject=message.title,
        body=message.body,
        from_email=sender,
        to=[message.address],
        headers={
            "Message-ID": message.message_id,
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",
        },
    )
