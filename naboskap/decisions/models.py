from django.conf import settings
from django.db import models
from django.db.models import Q

from naboskap.assessments.models import Case
from naboskap.core.models import Stateful
from naboskap.core.money import OreField
from naboskap.decisions.statuses import ComplaintStatus, DecisionStatus


class Decision(Stateful):
    """A proposal with its reasons, and the decision that it becomes.

    ``level`` is the body that decides, fixed by the sum applied for when it was proposed.
    """

    class Outcome(models.TextChoices):
        AWARD = "award"
        REDUCED = "reduced"
        REFUSAL = "refusal"

    class Level(models.TextChoices):
        HEAD = "head"
        BOARD = "board"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome)
    level = models.CharField(max_length=10, choices=Level)
    amount_awarded = OreField(default=0)
    # Where the money comes from: [{"pot": slug, "amount": øre}], sums to amount_awarded.
    sources = models.JSONField(default=list)
    reason = models.TextField()
    # Reduced: [{"line": budget line position, "cut": øre, "reason": text}]
    line_reasons = models.JSONField(default=list)
    # Refused, by criterion (slug) and reason, in the same shape.
    criterion_reasons = models.JSONField(default=list)
    conditions = models.TextField(blank=True)
    status = models.CharField(
        max_length=20, choices=DecisionStatus, default=DecisionStatus.PROPOSED
    )
    proposed_by_id = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(null=True, editable=False)
    meeting = models.ForeignKey(
        "decisions.Meeting", null=True, on_delete=models.PROTECT, related_name="decisions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                name="one_decision_a_case",
                condition=Q(status__in=["proposed", "made"]),
            ),
            models.CheckConstraint(
                name="decision_status_is_known", condition=Q(status__in=DecisionStatus.values)
            ),
            models.CheckConstraint(
                name="who_proposes_cannot_decide",
                condition=Q(made_by_id__isnull=True) | ~Q(made_by_id=models.F("proposed_by_id")),
            ),
            models.CheckConstraint(
                name="refusal_awards_nothing",
                condition=~Q(outcome="refusal") | Q(amount_awarded=0),
            ),
            models.CheckConstraint(
                name="award_awards_something",
                condition=Q(outcome="refusal") | Q(amount_awarded__gt=0),
            ),
        ]


class Meeting(models.Model):
    """A meeting of the board: its day, who was there, and the decisions taken up."""

    held_on = models.DateField()
    opened_by_id = models.BigIntegerField()
    closed_at = models.DateTimeField(null=True)


class Presence(models.Model):
    """A board member present at a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="present")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="present_once")]


class Vote(models.Model):
    """One board member's vote on one decision. Changed only by a new decision."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_for = models.BooleanField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "user"], name="voted_once")]


class Complaint(Stateful):
    """A complaint over a decision, by either side."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="complaints")
    side = models.CharField(max_length=1, choices=[("a", "a"), ("b", "b")])
    text = models.TextField()
    status = models.CharField(
        max_length=20, choices=ComplaintStatus, default=ComplaintStatus.ENTERED
    )
    entered_by_id = models.BigIntegerField()
    entered_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    answer = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
