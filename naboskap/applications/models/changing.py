from django.db import models
from django.db.models import Q

from naboskap.applications.models.application import Application


class Change(models.Model):
    """A change of what was sent, while it may still be changed. What was sent stands meanwhile.

    ``before`` is how the working copy stood when the change began, so that it can be put back
    whole. ``unsent`` is what was written and does not stand: not sent, or not confirmed. It stays
    readable.
    """

    class End(models.TextChoices):
        SENT = "sent"  # Sent again: the next snapshot.
        DROPPED = "dropped"  # The pair went back to what was sent.
        RAN_OUT = "ran_out"  # The time was over.
        LAPSED = "lapsed"  # Sent again, and not confirmed by both sides in time.

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="changes")
    before = models.JSONField()
    began_by_id = models.BigIntegerField()
    began_at = models.DateTimeField()
    # Where the round does not close: a change is finished within a week.
    finish_by = models.DateTimeField(null=True)
    unsent = models.JSONField(null=True)
    end = models.CharField(max_length=10, choices=End, blank=True)
    ended_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                name="one_change_at_a_time",
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_change_ends_in_a_known_way",
                condition=Q(ended_at__isnull=True, end="")
                | Q(ended_at__isnull=False, end__in=["sent", "dropped", "ran_out", "lapsed"]),
            ),
        ]
