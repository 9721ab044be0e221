from django.db import models
from django.db.models import Q

from naboskap.core.models import Stateful
from naboskap.core.money import OreField
from naboskap.grants.models import Grant
from naboskap.organisations.models import BankAccount
from naboskap.payments.statuses import InstalmentStatus


class PaymentList(models.Model):
    """The instalments that were released together: what the bank gets."""

    number = models.PositiveIntegerField(unique=True)
    released_by_id = models.BigIntegerField()
    released_at = models.DateTimeField()


class Instalment(Stateful):
    """A part of a grant on its way out: an advance, or the rest after an approved report."""

    class Kind(models.TextChoices):
        ADVANCE = "advance"
        FINAL = "final"

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    amount = OreField()
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=20, choices=InstalmentStatus, default=InstalmentStatus.PREPARED
    )
    prepared_by_id = models.BigIntegerField()
    prepared_at = models.DateTimeField()
    released_by_id = models.BigIntegerField(null=True)
    released_at = models.DateTimeField(null=True)
    payment_list = models.ForeignKey(
        PaymentList, null=True, on_delete=models.PROTECT, related_name="instalments"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="instalment_status_is_known",
                condition=Q(status__in=InstalmentStatus.values),
            ),
            models.CheckConstraint(name="instalment_is_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="instalment_released_by_another",
                condition=Q(released_by_id__isnull=True)
                | ~Q(released_by_id=models.F("prepared_by_id")),
            ),
            models.UniqueConstraint(
                fields=["grant", "kind"],
                name="one_instalment_of_a_kind",
                condition=~Q(status="cancelled"),
            ),
        ]
