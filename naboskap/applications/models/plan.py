from django.db import models
from django.db.models import Q

from naboskap.applications.models.application import Application, Revised
from naboskap.organisations.models import Place


class Activity(Revised):
    """Something the pair will do together: what, where, when, and what each side does in it."""

    class Mode(models.TextChoices):
        IN_PERSON = "in_person"
        ONLINE = "online"

    class Leads(models.TextChoices):
        A = "a"
        B = "b"
        BOTH = "both"

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="activities"
    )
    position = models.PositiveSmallIntegerField()
    what = models.TextField()
    language = models.CharField(max_length=5, default="nb")
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.IN_PERSON)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    place_text = models.CharField(max_length=120, blank=True)
    from_date = models.DateField(null=True)
    to_date = models.DateField(null=True)
    # Which side leads it, where that is written.
    led_by = models.CharField(max_length=4, blank=True, choices=Leads)
    # How many take part from each side, and what they do; no words: the side has no task here.
    people_a = models.PositiveIntegerField(null=True)
    people_b = models.PositiveIntegerField(null=True)
    task_a = models.CharField(max_length=300, blank=True)
    task_b = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="activity_is_led_by_a_side_or_both",
                condition=Q(led_by__in=["", "a", "b", "both"]),
            ),
            models.CheckConstraint(
                name="activity_ends_after_it_begins",
                condition=Q(from_date__isnull=True)
                | Q(to_date__isnull=True)
                | Q(to_date__gte=models.F("from_date")),
            ),
        ]


class ParticipantGroup(models.Model):
    """How many take part from a side in an age group. Numbers only: never names."""

    class Age(models.TextChoices):
        CHILDREN = "0-14"
        YOUTH = "15-30"
        ADULTS = "31-"

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="participants"
    )
    side = models.CharField(max_length=1, choices=[("a", "a"), ("b", "b")])
    age = models.CharField(max_length=10, choices=Age)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "side", "age"], name="participants_once_a_group"
            )
        ]
