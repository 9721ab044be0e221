"""What no room owns: sessions that are over, and pages that an editor has timed."""

import time

from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

EVERY = {"sessions": 3600.0, "pages": 60.0}  # Seconds.
_last: dict[str, float] = {}


def _is_due(what: str) -> bool:
    now = time.monotonic()
    if now - _last.get(what, -EVERY[what]) < EVERY[what]:
        return False
    _last[what] = now
    return True


def run_due() -> int:
    """Clear sessions that are over, hourly; publish and take down timed pages, each minute."""
    done = 0
    if _is_due("sessions"):
        SessionStore.clear_expired()
        done += 1
    if _is_due("pages"):
        call_command("publish_scheduled", verbosity=0)
        done += 1
    return done
