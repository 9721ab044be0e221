from django.db import models
from django.db.models import Q

from naboskap.core.models import Stateful
from naboskap.core.money import OreField
from naboskap.decisions.models import Decision
from naboskap.grants.statuses import GrantStatus
from naboskap.ledger.models import Pot
from naboskap.organisations.models import Organisation


class Grant(Stateful):
    """What was awarded, in 360Giving's words. Its money stands in the ledger, by pot.

    The terms are those of the day of the award: what a programme says later changes no promise.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    amount_awarded = OreField()
    award_date = models.DateField()
    accept_by = models.DateField()
    report_by = models.DateField()
    # Of the costs, at most; null where the guidelines set no ceiling. Of these categories only,
    # where any are named.
    share_percent = models.PositiveSmallIntegerField(null=True)
    share_categories = models.JSONField(default=list)
    advance_percent = models.PositiveSmallIntegerField()
    needs_auditor = models.BooleanField()
    status = models.CharField(max_length=20, choices=GrantStatus, default=GrantStatus.OFFERED)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    declined_because = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_status_is_known", condition=Q(status__in=GrantStatus.values)
            ),
            models.CheckConstraint(name="grant_is_something", condition=Q(amount_awarded__gt=0)),
            models.CheckConstraint(
                name="grant_shares_are_shares",
                condition=Q(advance_percent__lte=100)
                & (Q(share_percent__isnull=True) | Q(share_percent__range=(1, 100))),
            ),
        ]

    @property
    def key(self) -> str:
        """The plain key by which the ledger knows this grant."""
        return f"grants/{self.pk}"

    @property
    def amount_advance(self) -> int:
        """The most that may be paid before the report, in øre; rounded down to whole kroner."""
        return int(self.amount_awarded * self.advance_percent // 100 // 100 * 100)


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
