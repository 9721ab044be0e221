"""Slow down who asks too often, by a digest that names nobody and is gone after a day."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from naboskap.core import clock
from naboskap.core.permissions import Actor, may
from naboskap.network.models import Brake

KEPT = timedelta(days=1)


def is_often(what: str, whom: str, *, most: int, within: timedelta) -> bool:
    """Count once more that ``whom`` asked for ``what``; say whether they already had ``most``.

    It is counted beside what is asked for, so that erasing that does not begin the count anew.
    Nobody (an empty ``whom``) is not slowed.
    """
    if not whom:
        return False
    digest = salted_hmac(f"naboskap.network.brake.{what}", whom, algorithm="sha256").hexdigest()
    now = clock.now()
    brake = _held(digest)
    if now - brake.since >= within:
        brake.number, brake.since = 0, now
    if brake.number >= most:
        return True
    brake.number += 1
    brake.save()
    return False


def _held(digest: str) -> Brake:
    try:
        with transaction.atomic():
            Brake.objects.get_or_create(digest=digest, defaults={"since": clock.now()})
    except IntegrityError:  # Asked twice at once: the other was first.
        pass
    return Brake.objects.select_for_update().get(digest=digest)


@transaction.atomic
def forget_brakes(*, by: Actor) -> None:
    """Erase the counts that have had their day."""
    if not may(by, "network.run_newsletter"):
        raise PermissionDenied
    Brake.objects.filter(since__lt=clock.now() - KEPT).delete()
