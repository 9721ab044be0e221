"""What the worker does for the advisers' room."""

from naboskap.advice.actions import erase_old_threads
from naboskap.core.permissions import SYSTEM


def run_due() -> int:
    """Erase the threads that are past their time; return how many."""
    return erase_old_threads(by=SYSTEM)
