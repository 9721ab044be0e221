from django.utils import timezone

from naboskap.organisations.models import BankAccount


def account(organisation, *, number="86011117947", confirmed=True):
    """Give an organisation an account; in force when a second person has confirmed it."""
    return BankAccount.objects.create(
        organisation=organisation,
        number=number,
        proposed_by_id=1_000_001,
        proposed_at=timezone.now(),
        confirmed_by_id=1_000_002 if confirmed else None,
        confirmed_at=timezone.now() if confirmed else None,
    )
