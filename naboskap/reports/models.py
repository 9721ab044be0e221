from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naboskap.core.models import Stateful
from naboskap.core.money import OreField
from naboskap.grants.models import Grant
from naboskap.questionnaires.models import Sheet
from naboskap.records.models import Document
from naboskap.reports.statuses import ReportStatus


class Report(Stateful):
    """What the project owes: begun from what was promised, when the grant is accepted."""

    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="+")
    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    status = models.CharField(max_length=20, choices=ReportStatus, default=ReportStatus.DUE)
    # Counts changes of plan and figures: who saves says which they read.
    revision = models.PositiveIntegerField(default=0)
    # What the pair and others paid themselves, own work counted.
    amount_own = OreField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by_id = models.BigIntegerField(null=True)
    # Frozen when it was sent: {"content": …, "sha256": …}
    sent = models.JSONField(null=True)
    returned_because = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by_id = models.BigIntegerField(null=True)
    # What the project may keep: the lesser of the award and its share of what it really cost.
    amount_approved = OreField(null=True)
    auditor_document = models.ForeignKey(
        Document, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reminders = models.PositiveSmallIntegerField(default=0)  # Sent so far.

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_status_is_known", condition=Q(status__in=ReportStatus.values)
            ),
            models.CheckConstraint(
                name="approved_report_has_its_sum",
                condition=~Q(status="approved") | Q(amount_approved__isnull=False),
            ),
            models.CheckConstraint(
                name="report_sums_are_not_negative",
                condition=(Q(amount_own__isnull=True) | Q(amount_own__gte=0))
                & (Q(amount_approved__isnull=True) | Q(amount_approved__gte=0)),
            ),
        ]


class ReportLine(models.Model):
    """What a budget line came to. Copied from the application, so that plan stands beside fact."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=1)
    category = models.CharField(max_length=20)
    text = models.CharField(max_length=200, blank=True)
    amount_planned = OreField()
    amount_spent = OreField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="report_line_once"),
            models.CheckConstraint(
                name="spent_is_not_negative",
                condition=Q(amount_spent__isnull=True) | Q(amount_spent__gte=0),
            ),
        ]


class ReportActivity(models.Model):
    """What became of an activity that was promised."""

    class Happened(models.TextChoices):
        YES = "yes", _("As planned")
        CHANGED = "changed", _("In another way")
        NO = "no", _("Not done")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="activities")
    position = models.PositiveSmallIntegerField()
    promised = models.TextField()
    happened = models.CharField(max_length=10, choices=Happened, blank=True)
    told = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="report_activity_once"),
            models.CheckConstraint(
                name="happened_is_known", condition=Q(happened__in=["", "yes", "changed", "no"])
            ),
        ]


class ReportParticipants(models.Model):
    """How many took part. Numbers only."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="participants")
    side = models.CharField(max_length=1)
    age = models.CharField(max_length=10)
    planned = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["side", "age"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "side", "age"], name="report_participants_once_a_group"
            )
        ]
