from datetime import UTC, datetime

import factory

from naboskap.notifications.models import Message


class MessageFactory(factory.django.DjangoModelFactory):
    """A message that waits to be sent."""

    class Meta:
        model = Message

    kind = "test"
    address = factory.Sequence(lambda number: f"leser-{number}@example.org")
    language = "nb"
    title = "Søknaden er mottatt"
    body = "Hei!\n"
    message_id = factory.Sequence(lambda number: f"<{number}@naboskap.invalid>")
    next_attempt_at = datetime(2021, 1, 1, tzinfo=UTC)
