"""What the worker does for the advisers' room."""

from naboskap.advice.actions import erase_old_talks, erase_old_threads, remind_of_talks
from naboskap.core.permissions import SYSTEM


def run_due() -> int:
    """Remind of talks, and erase threads and talks that are past their time; return how many."""
    return remind_of_talks(by=SYSTEM) + erase_old_threads(by=SYSTEM) + erase_old_talks(by=SYSTEM)
