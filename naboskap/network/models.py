from django.conf import settings
from django.db import models
from django.db.models import F, Q

from naboskap.core.models import Stateful
from naboskap.core.words import WordsField
from naboskap.network.statuses import (
    EventStatus,
    IssueStatus,
    RegistrationStatus,
    SubscriberStatus,
)


class Subscriber(Stateful):
    """An address that gets the newsletter, or has been asked whether it wants to.

    The row is there only while it does: who leaves, or never says yes, is erased.
    """

    # What its addresses hold; with the house's signature it is the way in without an account.
    key = models.CharField(max_length=40, unique=True)
    address = models.EmailField(unique=True)  # In small letters, as an account's own is.
    language = models.CharField(max_length=5)
    status = models.CharField(
        max_length=20, choices=SubscriberStatus, default=SubscriberStatus.WAITING
    )
    form_key = models.CharField(max_length=40)  # Of the last sending: a second click is no other.
    asked_at = models.DateTimeField()  # When it was last signed up.
    confirm_by = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    # How often in a row a mail server has refused the address, when last, and its number.
    refusals = models.PositiveSmallIntegerField(default=0)
    refused_at = models.DateTimeField(null=True)
    refused_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="subscriber_status_is_known", condition=Q(status__in=SubscriberStatus.values)
            ),
            models.CheckConstraint(
                name="subscriber_said_yes",
                condition=Q(status=SubscriberStatus.WAITING) | Q(confirmed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "language"], name="subscriber_by_language"),
        ]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class SubscriberTopic(models.Model):
    """Something that a subscriber wants to hear of, by its code."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="topics")
    topic = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "topic"], name="topic_chosen_once")
        ]
        indexes = [models.Index(fields=["topic"], name="subscriber_by_topic")]


class Brake(models.Model):
    """How often somebody asked for something: a digest that names nobody, kept for a day."""

    digest = models.CharField(max_length=64, unique=True)
    number = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField()


class Leaver(models.Model):
    """A digest of an address that has left: nobody puts it on the list again but its owner."""

    digest = models.CharField(max_length=64, unique=True)
    left_at = models.DateTimeField()


class Issue(Stateful):
    """One issue of the newsletter, in the languages that somebody has written it in."""

    PARTS = ("title", "text")  # It is whole in a language that has all of them.

    title = WordsField()
    text = WordsField()
    ordinary = models.JSONField(default=list)  # Words that somebody has said are no names.
    topics = models.JSONField(default=list)
    status = models.CharField(max_length=20, choices=IssueStatus, default=IssueStatus.WRITING)
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_because = models.TextField(blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField(null=True)  # Whoever subscribed by then gets it.
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="issue_status_is_known", condition=Q(status__in=IssueStatus.values)
            ),
            models.CheckConstraint(
                name="issue_begun_by_somebody",
                condition=Q(status__in=[IssueStatus.WRITING, IssueStatus.READY])
                | Q(begun_at__isnull=False, sent_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"issue {self.pk}"


class Delivery(models.Model):
    """That an issue was made ready for a subscriber, once, and what became of it.

    The proof outlives the subscriber: who leaves is no longer named in it.
    """

    class Outcome(models.TextChoices):
        UNDERWAY = "underway"
        TAKEN = "taken"  # By the mail server.
        REFUSED = "refused"
        UNKNOWN = "unknown"  # The worker or the line broke off while it was handed over.
        DROPPED = "dropped"  # They left before it went out.
        RETURNED = "returned"  # Taken, and sent back later: it did not arrive.

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, null=True, on_delete=models.SET_NULL)
    message_number = models.BigIntegerField(null=True, unique=True)  # In the outbox, while there.
    language = models.CharField(max_length=5)  # Of the text, not of the reader.
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.UNDERWAY)
    at = models.DateTimeField()  # When it was put in the outbox; then when its outcome was known.
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "subscriber"], name="issue_delivered_once"),
            models.CheckConstraint(
                name="delivery_outcome_is_known",
                condition=Q(
                    outcome__in=["underway", "taken", "refused", "unknown", "dropped", "returned"]
                ),
            ),
        ]
        indexes = [models.Index(fields=["issue", "outcome"], name="delivery_by_outcome")]


class Event(Stateful):
    """Something that people meet at, in a place or by a link that only they are given."""

    PARTS = ("title", "text", "place")

    title = WordsField()
    text = WordsField()
    ordinary = models.JSONField(default=list)  # As an issue's.
    place = WordsField()  # Where, in words: a house and a town, or "on video".
    link = models.CharField(max_length=300, blank=True)  # Of a video meeting: in the mails alone.
    status = models.CharField(max_length=20, choices=EventStatus, default=EventStatus.WRITING)
    begins_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    register_by = models.DateTimeField(null=True)
    seats = models.PositiveIntegerField(null=True)  # Null: as many as come.
    revision = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    # Of the form that it was first written in: a second click is the same event.
    form_key = models.CharField(max_length=40, unique=True, null=True)
    # What stays when those who registered are forgotten: how many, by side.
    registered_a = models.PositiveIntegerField(null=True)
    registered_b = models.PositiveIntegerField(null=True)
    came_a = models.PositiveIntegerField(null=True)
    came_b = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["begins_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="event_status_is_known", condition=Q(status__in=EventStatus.values)
            ),
            models.CheckConstraint(
                name="event_shown_has_its_hours",
                condition=Q(status="writing")
                | Q(ends_at__gt=F("begins_at"), register_by__lte=F("begins_at")),
            ),
        ]
        indexes = [models.Index(fields=["status", "begins_at"], name="event_by_its_hour")]

    def __str__(self) -> str:
        return f"event {self.pk}"


class Registration(Stateful):
    """Somebody who comes to an event, or would like to, with how many. Erased after it."""

    key = models.CharField(max_length=40, unique=True)  # As a subscriber's.
    form_key = models.CharField(max_length=40)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations")
    status = models.CharField(max_length=20, choices=RegistrationStatus)
    name = models.CharField(max_length=120)
    address = models.EmailField()  # In small letters.
    side = models.CharField(max_length=1)
    language = models.CharField(max_length=5)
    people = models.PositiveSmallIntegerField()
    needs = models.TextField(blank=True)
    registered_at = models.DateTimeField()
    told_at = models.DateTimeField()  # When the way to it was last mailed.
    confirmed_at = models.DateTimeField(null=True)  # When the address was proved to be theirs.
    reminded_at = models.DateTimeField(null=True)  # Of the hour that the event has now.

    class Meta:
        ordering = ["registered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "address"],
                condition=~Q(status="cancelled"),
                name="registered_once",
            ),
            models.CheckConstraint(
                name="registration_status_is_known",
                condition=Q(status__in=RegistrationStatus.values),
            ),
            models.CheckConstraint(
                name="registration_is_of_a_side",
                condition=Q(side__in=["a", "b"], people__gte=1),
            ),
        ]
        indexes = [
            models.Index(
                fields=["registered_at"],
                condition=Q(confirmed_at__isnull=True),
                name="registration_unconfirmed",
            )
        ]

    def __str__(self) -> str:
        return f"registration {self.pk}"
