"""Say, confirm and take back how a party is shown; hide at once.

The rooms above ask who may: this room knows no user and no project.
"""

from django.db import transaction
from django.db.models import F

from naboskap.disclosure.models import PublicStamp


@transaction.atomic
def touch_public() -> None:
    """Mark that what the public sees may have changed, in the transaction of that change.

    Every kept public page is made again from then on, in every process.
    """
    if not PublicStamp.objects.filter(pk=1).update(number=F("number") + 1):
        PublicStamp.objects.create(pk=1, number=1)
