"""What the worker does for the archive: scan what was sent in, and sweep what nobody knows."""

import time

from naboskap.records.actions import scan_waiting, sweep_orphans
from naboskap.records.scanner import scanner_in_use

EVERY = 15 * 60  # Seconds. Looking through the shelves is cheap, but not free.
AGAIN = 30.0  # Seconds until a scanner that did not answer is asked anew.
# Paces, not states: a killed worker merely asks and sweeps sooner.
_last = float("-inf")
_ask_from = float("-inf")


def run_due() -> int:
    """Scan what waits, and now and then sweep files that no row knows; return how many."""
    global _last  # noqa: PLW0603
    done = _scan()
    if time.monotonic() - _last < EVERY:
        return done
    _last = time.monotonic()
    return done + sweep_orphans()


def _scan() -> int:
    global _ask_from  # noqa: PLW0603
    scanner = scanner_in_use()
    if scanner is None or time.monotonic() < _ask_from:
        return 0
    scanned, is_there = scan_waiting(scanner)
    if not is_there:
        _ask_from = time.monotonic() + AGAIN
    return scanned
