from django.conf import settings
from django.db import models
from django.db.models import Q

from naboskap.assessments.models import Case
from naboskap.core.models import Stateful
from naboskap.core.money import OreField
from naboskap.decisions.route import Level
from naboskap.decisions.statuses import ComplaintStatus, DecisionStatus


class Decision(Stateful):
    """A proposal with its reasons, and the decision that it becomes.

    ``level`` is the body that decides, fixed by the sum applied for when it was proposed.
    """

    class Outcome(models.TextChoices):
        AWARD = "award"
        REDUCED = "reduced"
        REFUSAL = "refusal"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome)
    level = models.CharField(
        max_length=10, choices=[(level.value, level.value) for level in Level]
    )
    amount_awarded = OreField(default=0)
    # Where the money comes from: [{"pot": slug, "amount": øre}], sums to amount_awarded.
    sources = models.JSONField(default=list)
    reason = models.TextField()
    # The same for the side across the border, in its language. Empty: it gets ``reason``.
    reason_across = models.TextField(blank=True)
    # Where less is given than was asked for: the budget line (by position), the cut in øre,
    # and the reason: [{"line": …, "cut": …, "reason": …, "reason_across": …}]
    line_reasons = models.JSONField(default=list)
    # Where it is refused: the criterion (by slug) and the reason.
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
    # Returned to the case officer: why.
    return_reason = models.TextField(blank=True)

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
                name="decision_level_is_known",
                condition=Q(level__in=[level.value for level in Level]),
            ),
            models.CheckConstraint(
                name="who_proposes_cannot_decide",
                condition=Q(made_by_id__isnull=True) | ~Q(made_by_id=models.F("proposed_by_id")),
            ),
            models.CheckConstraint(
                name="made_by_somebody_at_a_time",
                condition=~Q(status="made") | Q(made_by_id__isnull=False, made_at__isnull=False),
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
        indexes = [models.Index(fields=["status", "level"])]

    def reason_for(self, side: str) -> str:
        """The reason in a side's own language, where somebody has written it."""
        return (self.reason_across if side == "b" else "") or self.reason


class Meeting(models.Model):
    """A meeting of the board: its day, who was there, and the decisions taken up."""

    held_on = models.DateField()
    opened_by_id = models.BigIntegerField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["held_on"],
                name="one_open_meeting_a_day",
                condition=Q(closed_at__isnull=True),
            )
        ]


class Presence(models.Model):
    """A board member present at a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="present")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="present_once")]


class Vote(models.Model):
    """One board member's vote on one decision, as it stands until the vote is closed."""

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
    language = models.CharField(max_length=5, default="nb")
    status = models.CharField(
        max_length=20, choices=ComplaintStatus, default=ComplaintStatus.ENTERED
    )
    entered_by_id = models.BigIntegerField()
    entered_at = models.DateTimeField()
    due_on = models.DateField()  # The last day for it, as it was when it came in.
    is_late = models.BooleanField(default=False)
    answer = models.TextField(blank=True)
    # Whether the pair was right: then the decision is lifted, and the case is decided anew.
    is_upheld = models.BooleanField(null=True)
    settled_by_id = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="complaint_status_is_known", condition=Q(status__in=ComplaintStatus.values)
            ),
            models.CheckConstraint(
                name="complaint_side_is_known", condition=Q(side__in=["a", "b"])
            ),
            models.CheckConstraint(
                name="settled_says_who_was_right",
                condition=Q(status="entered", is_upheld__isnull=True)
                | Q(status="settled", is_upheld__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["decision", "side"],
                name="one_open_complaint_a_side",
                condition=Q(status="entered"),
            ),
        ]
