from django.conf import settings
from django.db import models
from django.db.models import Q

from naboskap.applications.models import Application, Seat
from naboskap.assessments.statuses import CaseStatus
from naboskap.core.models import Stateful
from naboskap.organisations.models import Organisation
from naboskap.programmes.models import Criterion
from naboskap.records.models import CaseFile


class Case(Stateful):
    """An application in the secretariat's hands. Opened when it is submitted."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="+")
    case_file = models.OneToOneField(CaseFile, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(max_length=20, choices=CaseStatus, default=CaseStatus.RECEIVED)
    # Copied from the application when it was sent, so that lists need no join and no snapshot.
    amount_applied_for = models.BigIntegerField()
    received_at = models.DateTimeField()
    promised_by = models.DateField(null=True)  # The latest day of the promised 4-6 weeks.
    partner_known_at = models.DateTimeField(null=True)  # A new partner was contacted and answered.
    # An adviser who helped is not barred, but asks for a second reader.
    second_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="case_status_is_known", condition=Q(status__in=CaseStatus.values)
            )
        ]
        indexes = [models.Index(fields=["status", "received_at"])]


class Interest(models.Model):
    """A tie between a person and an organisation, remembered for every later case."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="interest_is_unique")
        ]


class Impartiality(models.Model):
    """What a person said of their impartiality in one case. Until it is given, no text opens."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="impartialities")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_impartial = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], name="impartiality_once_a_person")
        ]


class QuestionToPair(models.Model):
    """One thing asked for: a question, a date, and only those answers unlocked."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="questions")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    # Which parts the pair may change: "answer:<question key>", "activities", "budget" …
    unlocked = models.JSONField(default=list)
    asked_by_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by_id = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)


class CriterionNote(models.Model):
    """The assessment of one criterion, with its reason. Every saved text is kept in the trail."""

    class Mark(models.TextChoices):
        STRONG = "strong"
        GOOD = "good"
        WEAK = "weak"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="criterion_notes")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=10, choices=Mark, blank=True)
    reason = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=1)
    saved_by_id = models.BigIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "criterion"], name="criterion_note_once")
        ]


class CouncilAdvice(models.Model):
    """What the expert council recommends, where a programme asks it."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="council_advice")
    supports = models.BooleanField()
    reason = models.TextField()
    given_by_id = models.BigIntegerField()
    given_at = models.DateTimeField()
