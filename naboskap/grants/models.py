from django.db import models
from django.db.models import Q

from naboskap.core.models import Stateful
from naboskap.core.money import OreField
from naboskap.decisions.models import Decision
from naboskap.grants.statuses import GrantStatus
from naboskap.ledger.models import Pot
from naboskap.organisations.models import Organisation


class Grant(Stateful):
    """What was awarded, in 360Giving's words. Its money stands in the ledger, by pot."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    amount_awarded = OreField()
    award_date = models.DateField()
    accept_by = models.DateField(null=True)
    status = models.CharField(max_length=20, choices=GrantStatus, default=GrantStatus.OFFERED)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_status_is_known", condition=Q(status__in=GrantStatus.values)
            ),
            models.CheckConstraint(name="grant_is_something", condition=Q(amount_awarded__gt=0)),
        ]

    @property
    def key(self) -> str:
        """The plain key by which the ledger knows this grant."""
        return f"grants/{self.pk}"


class Source(models.Model):
    """The part of a grant that comes from one pot."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="sources")
    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, related_name="+")
    amount = OreField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["grant", "pot"], name="source_once_a_pot"),
            models.CheckConstraint(name="source_is_something", condition=Q(amount__gt=0)),
        ]
