from django.db import models
from django.db.models import Q


class Message(models.Model):
    """One message to one reader, worded in their language when the act was done.

    A worker sends what has no ``sent_at``. Sent at least once, always under the same
    ``message_id``, so that a reader's mail program shows a repeat as one. What goes to a list
    (``leave_at``) is sent at most once: where nobody knows whether it went, it is given up.
    """

    kind = models.CharField(max_length=100)
    address = models.EmailField()
    language = models.CharField(max_length=5)
    # About what, in the trail's terms. Never shown to the reader.
    subject_type = models.CharField(max_length=100, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    last_fault = models.CharField(max_length=200, blank=True)
    # Where the reader leaves the list that it is sent to; empty: it is about something of theirs.
    leave_at = models.CharField(max_length=300, blank=True)
    # Where it comes back to when it cannot be delivered; empty: to the sender.
    return_to = models.CharField(max_length=200, blank=True)
    # What it says is of no use after this, by the outbox's own real time; empty: it always is.
    good_until = models.DateTimeField(null=True)
    # Not tried again: it is past its use, the mail server will not have it, or nobody knows
    # whether it took it.
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="message_by_its_subject"),
            models.Index(
                fields=["next_attempt_at"],
                name="message_waiting",
                condition=Q(sent_at__isnull=True),
            ),
        ]
