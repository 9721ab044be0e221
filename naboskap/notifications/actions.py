"""Put a message in the outbox, in the act's own transaction; and send what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone, translation

from naboskap.notifications.models import Message


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
