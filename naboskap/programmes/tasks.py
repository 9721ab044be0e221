"""What the worker does for rounds: look whether the service stands, and make up for when not."""

from django.conf import settings

from naboskap.core.permissions import SYSTEM
from naboskap.programmes.actions import extend_rounds, look_each_minute
from naboskap.programmes.adapters.healthz import Healthz


def run_due() -> int:
    """Look once a minute; after a look, extend what must be. A kill loses nothing but a look."""
    if settings.HEALTH_ADDRESS == "off":
        return 0
    address = settings.HEALTH_ADDRESS or f"{settings.SITE_URL}/healthz"
    if not look_each_minute(Healthz(address)):
        return 0
    return 1 + len(extend_rounds(by=SYSTEM))
