from django.db import models
from django.db.models import F, Q

from naboskap.applications.models.application import Application
from naboskap.programmes.models import Round


class LateDoor(models.Model):
    """That one draft may be sent after its round closed: asked for with a reason, by two people.

    ``until`` is the last second that counts. The door is for this draft alone.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="late_doors"
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    until = models.DateTimeField()
    asked_by_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    is_opened = models.BooleanField(null=True)  # Null: nobody has answered yet.
    answered_by_id = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                name="one_late_door_asked_for",
                condition=Q(answered_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_late_door_is_answered_by_another",
                condition=Q(is_opened__isnull=True, answered_by_id__isnull=True)
                | Q(is_opened__isnull=False, answered_by_id__isnull=False)
                & ~Q(answered_by_id=F("asked_by_id")),
            ),
        ]
