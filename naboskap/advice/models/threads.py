from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from naboskap.advice.models.ideas import Adviser
from naboskap.advice.statuses import ThreadStatus
from naboskap.core.models import Stateful


class Thread(Stateful):
    """A question to an adviser, and all that was said about it. No account is needed."""

    # What its addresses hold. With the house's signature it is the way in without an account.
    key = models.CharField(max_length=40, unique=True)
    # Made in the form: a second click brings the same question, not another.
    form_key = models.CharField(max_length=40, unique=True)
    # Who asked, where they were signed in; otherwise they are known by their address alone.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    address = models.EmailField()  # In small letters, as an account's own is.
    language = models.CharField(max_length=5)  # What they read: their mails are in it.
    theme = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=20, choices=ThreadStatus, default=ThreadStatus.WAITING)
    adviser = models.ForeignKey(Adviser, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()  # The clock; it is wound again when they write more.
    answered_at = models.DateTimeField(null=True)  # The first answer.
    last_at = models.DateTimeField()
    # They have written or closed by the mailed link: the address is theirs.
    is_address_known = models.BooleanField(default=False)
    # Where it came from, as a digest that says nothing the next day: it only slows a flood.
    origin = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="thread_status_is_known", condition=Q(status__in=ThreadStatus.values)
            ),
            models.CheckConstraint(
                name="thread_answered_has_its_time",
                condition=~Q(status=ThreadStatus.ANSWERED) | Q(answered_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "answer_by"], name="thread_by_its_clock"),
            models.Index(fields=["address"], name="thread_by_address"),
            models.Index(fields=["last_at"], name="thread_by_its_end"),
        ]

    def __str__(self) -> str:
        return f"thread {self.pk}"


class ThreadMessage(models.Model):
    """What one of them wrote, as it was written: never changed, and gone with its thread.

    The database refuses a change too (a trigger on both databases).
    """

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages")
    text = models.TextField()
    language = models.CharField(max_length=5)
    is_from_adviser = models.BooleanField()
    written_by_id = models.BigIntegerField(null=True)  # Null: by the mailed link.
    written_at = models.DateTimeField()
    key = models.CharField(max_length=40)  # Made in the form: a second click writes no second one.

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "key"], name="thread_message_once")
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("What was written in a thread is never changed.")
        super().save(*args, **kwargs)


class BlockedSender(models.Model):
    """An address that we take no questions from here, and why. It can be lifted."""

    digest = models.CharField(max_length=64)  # Of the address, in small letters.
    because = models.TextField()
    blocked_by_id = models.BigIntegerField()
    blocked_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=Q(lifted_at__isnull=True), name="sender_blocked_once"
            )
        ]


class LinkRequest(models.Model):
    """Somebody has asked for the ways to what was asked from an address.

    When the worker has met it, the address is gone; what is left slows down, for a day, who asks
    too often.
    """

    address = models.EmailField(blank=True)
    digest = models.CharField(max_length=64)  # Of the address, under the house's own key.
    origin = models.CharField(max_length=64, blank=True)  # Where it came from, as of a thread.
    asked_at = models.DateTimeField()
    is_met = models.BooleanField(default=False)
    is_mailed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"link request {self.pk}"
