from django.db import models
from django.db.models import F, Q

from naboskap.accounts.models import User
from naboskap.guidelines.models import Version


class Trial(models.Model):
    """What a version of the guidelines would have said of all that was sent since a day.

    The worker judges, some hundred at a time: ``last_snapshot`` is how far it has come, and
    ``found`` what it has found so far: numbers, sums (øre), codes and keys, and nobody's name.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    last_snapshot = models.BigIntegerField(default=0)
    found = models.JSONField(default=dict)
    claimed_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="trial_does_not_pass_its_end", condition=Q(done__lte=F("total"))
            )
        ]
