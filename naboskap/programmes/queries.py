"""Which programmes there are, and when one may apply."""

from datetime import datetime

from django.db.models import Q

from naboskap.programmes.models import Programme, Round


def open_round(programme: Programme, now: datetime) -> Round | None:
    """Return the round that takes applications at this instant, or None.

    The one answer to "is it open" for pages, acts, jobs and mails.
    """
    return (
        Round.objects.filter(
            Q(closes_at__isnull=True) | Q(closes_at__gt=now),
            programme=programme,
            opens_at__lte=now,
            closed_early_at__isnull=True,
        )
        .order_by("closes_at", "pk")
        .first()
    )
