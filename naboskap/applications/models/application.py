from django.db import models
from django.db.models import Q

from naboskap.advice.models import Idea
from naboskap.applications.statuses import ApplicationStatus
from naboskap.core.models import Stateful
from naboskap.core.money import OreField
from naboskap.programmes.models import Programme, Round
from naboskap.questionnaires.models import Sheet


class Application(Stateful):
    """What a pair asks for under one programme.

    Field names follow the 360Giving standard where it has a word for the thing. Free-text
    answers are on the sheet; what the rules and the figures need stands here and in the plan.
    """

    class Size(models.TextChoices):
        SHORT = "short"
        FULL = "full"

    class Theme(models.TextChoices):
        CULTURE = "culture"
        EDUCATION = "education"
        SPORT = "sport"
        INDIGENOUS = "indigenous"
        BUSINESS = "business"
        ENVIRONMENT = "environment"
        CIVIL_SOCIETY = "civil_society"
        MEDIA = "media"
        HEALTH = "health"

    # Never counted up in an address; two tabs and a second click bring the same draft (key).
    key = models.CharField(max_length=40, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="+")
    size = models.CharField(max_length=10, choices=Size)
    idea = models.ForeignKey(Idea, null=True, on_delete=models.PROTECT, related_name="+")
    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=140, blank=True)
    theme = models.CharField(max_length=20, choices=Theme, blank=True)
    for_children_and_youth = models.BooleanField(default=False)
    amount_applied_for = OreField(null=True)
    start_date = models.DateField(null=True)
    end_date = models.DateField(null=True)
    status = models.CharField(
        max_length=20, choices=ApplicationStatus, default=ApplicationStatus.DRAFT
    )
    # Counts the changes of each part that is saved as a whole ("basics", "participants",
    # "amount", "pair"): who saves says which they read. Rows of plan and money count their own.
    revisions = models.JSONField(default=dict)
    # An earlier application that the first words came from, and the answers that were taken over.
    begun_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    carried = models.JSONField(default=list)
    # What was answered before there was a draft and has no place of its own in it: codes and a
    # sum in øre, by the names of ``advice.outline``. Told where it is to be written out.
    told_before = models.JSONField(default=dict)
    started_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    changed_by_id = models.BigIntegerField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, editable=False)
    confirm_by = models.DateTimeField(null=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    # While a changed text waits to be confirmed: which snapshot both sides confirmed before. It
    # stands if the change is not confirmed in time. Null: nothing was confirmed by both yet.
    stands_meanwhile = models.PositiveSmallIntegerField(null=True, editable=False)
    # How many times a side has been reminded to confirm.
    confirm_reminders = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["status", "confirm_by"])]
        constraints = [
            models.CheckConstraint(
                name="application_status_is_known",
                condition=Q(status__in=ApplicationStatus.values),
            ),
            models.CheckConstraint(
                name="application_sent_has_its_time",
                condition=~Q(status__in=["submitted", "confirmed", "lapsed"])
                | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="application_amount_is_not_negative",
                condition=Q(amount_applied_for__isnull=True) | Q(amount_applied_for__gte=0),
            ),
            models.CheckConstraint(
                name="application_ends_after_it_begins",
                condition=Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(end_date__gte=models.F("start_date")),
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.pk}"

    @property
    def is_change_waiting(self) -> bool:
        """Whether a change waits to be confirmed, of a text that both sides have confirmed."""
        waits = self.status == ApplicationStatus.SUBMITTED
        return waits and self.stands_meanwhile is not None

    def revision_of(self, part: str) -> int:
        """Return how many times ``part`` has been changed."""
        return int(self.revisions.get(part, 0))


class Revised(models.Model):
    """A row that counts its changes: who saves says which they read, and meets the other's."""

    revision = models.PositiveIntegerField(default=1)
    changed_by_id = models.BigIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True
