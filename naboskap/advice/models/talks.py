from django.conf import settings
from django.db import models
from django.db.models import F, Q

from naboskap.advice.models.ideas import Adviser
from naboskap.advice.statuses import TalkStatus
from naboskap.core.models import Stateful


class WeeklyHours(models.Model):
    """Hours of a weekday in which an adviser can be booked, by the clock on the wall in Oslo."""

    adviser = models.ForeignKey(Adviser, on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField()  # 0 is Monday.
    begins = models.TimeField()
    ends = models.TimeField()
    minutes = models.PositiveSmallIntegerField()  # How long each talk is.

    class Meta:
        ordering = ["weekday", "begins", "pk"]
        constraints = [
            models.CheckConstraint(
                name="hours_are_of_a_weekday", condition=Q(weekday__lte=6, minutes__gte=10)
            ),
            models.CheckConstraint(name="hours_end_after", condition=Q(ends__gt=F("begins"))),
        ]


class OpenTime(models.Model):
    """One time that an adviser has opened beside the weekly hours."""

    adviser = models.ForeignKey(Adviser, on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["begins_at"]
        constraints = [
            models.UniqueConstraint(fields=["adviser", "begins_at"], name="time_opened_once")
        ]


class ClosedDay(models.Model):
    """A day on which an adviser cannot be booked, whatever the weekly hours say."""

    adviser = models.ForeignKey(Adviser, on_delete=models.PROTECT, related_name="+")
    on_date = models.DateField()  # In Oslo.

    class Meta:
        ordering = ["on_date"]
        constraints = [
            models.UniqueConstraint(fields=["adviser", "on_date"], name="day_closed_once")
        ]


class Talk(Stateful):
    """A talk that somebody has booked with an adviser, by phone or by a link of their own."""

    class Way(models.TextChoices):
        PHONE = "phone"
        VIDEO = "video"

    # What its addresses hold; with the house's signature it is the way in without an account.
    key = models.CharField(max_length=40, unique=True)
    form_key = models.CharField(max_length=40, unique=True)
    adviser = models.ForeignKey(Adviser, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    begins_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20, choices=TalkStatus, default=TalkStatus.BOOKED)
    name = models.CharField(max_length=120)
    address = models.EmailField()  # In small letters.
    way = models.CharField(max_length=5, choices=Way)
    reached_at = models.CharField(max_length=300)  # A phone number, or the link of a video call.
    about = models.TextField(blank=True)
    language = models.CharField(max_length=5)
    booked_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # Booked or moved.
    reminded_at = models.DateTimeField(null=True)
    origin = models.CharField(max_length=64, blank=True)  # As a thread's.

    class Meta:
        ordering = ["begins_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["adviser", "begins_at"],
                condition=Q(status="booked"),
                name="time_booked_once",
            ),
            models.CheckConstraint(
                name="talk_status_is_known", condition=Q(status__in=TalkStatus.values)
            ),
            models.CheckConstraint(
                name="talk_way_is_known", condition=Q(way__in=["phone", "video"])
            ),
        ]
        indexes = [models.Index(fields=["status", "begins_at"], name="talk_by_its_hour")]

    def __str__(self) -> str:
        return f"talk {self.pk}"
