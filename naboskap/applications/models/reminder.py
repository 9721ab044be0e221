from django.db import models

from naboskap.applications.models.application import Application
from naboskap.programmes.models import Round


class DraftReminder(models.Model):
    """That those who write a draft were reminded of it, and of what."""

    class Kind(models.TextChoices):
        CLOSING = "closing"  # Its round closes soon.
        SILENT = "silent"  # Nobody has written in it for long.
        LAST = "last"  # It is laid aside soon.

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="reminders"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["application", "kind", "sent_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "round"], name="reminded_once_of_a_closing"
            )
        ]
