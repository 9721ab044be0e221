"""Read the outbox."""

from django.db.models import QuerySet

from naboskap.notifications.models import Message


def newest_messages(limit: int = 200) -> QuerySet[Message]:
    """Return the latest messages, newest first: a demonstration's post box."""
    return Message.objects.order_by("-pk")[:limit]


def messages_in_trouble() -> QuerySet[Message]:
    """Return what has been tried and has not gone out, the one that waited longest first."""
    return Message.objects.filter(sent_at__isnull=True, attempts__gt=0).order_by("pk")
