"""The life of an instalment: prepared by one, released by another."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naboskap.core.workflow import Transition, Workflow


class InstalmentStatus(TextChoices):
    PREPARED = "prepared", _("Prepared")
    RELEASED = "released", _("Released")
    CANCELLED = "cancelled", pgettext_lazy("payment", "Cancelled")


S = InstalmentStatus

LIFE = Workflow(
    [
        Transition("release", frozenset({S.PREPARED}), S.RELEASED, "payments.release_instalment"),
        Transition("cancel", frozenset({S.PREPARED}), S.CANCELLED, "payments.cancel_instalment"),
    ]
)
