"""What the worker does for the archive."""

import time

from naboskap.records.actions import sweep_orphans

EVERY = 15 * 60  # Seconds. Looking through the shelves is cheap, but not free.
_last = float("-inf")


def run_due() -> int:
    """Sweep files that no row knows, now and then; return how many."""
    global _last  # noqa: PLW0603 -- a pace, not a state: a killed worker merely sweeps sooner
    if time.monotonic() - _last < EVERY:
        return 0
    _last = time.monotonic()
    return sweep_orphans()
