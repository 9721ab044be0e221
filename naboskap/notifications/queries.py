"""Read the outbox."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from naboskap.notifications.models import Message


def newest_messages(limit: int = 200) -> QuerySet[Message]:
    """Return the latest messages, newest first: a demonstration's post box."""
    return Message.objects.order_by("-pk")[:limit]


def messages_in_trouble() -> QuerySet[Message]:
    """Return what has been tried and has not gone out, the one that waited longest first.

    What is given up waits no more: whoever sent it is told.
    """
    return Message.objects.filter(
        sent_at__isnull=True, given_up_at__isnull=True, attempts__gt=0
    ).order_by("pk")


def outcomes_of(messages: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return what became of messages, by their numbers; one that was forgotten is not there."""
    told = ("sent_at", "given_up_at", "last_fault", "attempts")
    rows = Message.objects.filter(pk__in=list(messages)).values("pk", *told)
    return {row["pk"]: row for row in rows}
