"""What the worker does for the advisers' room."""

from naboskap.advice.actions import (
    erase_old_talks,
    erase_old_threads,
    mail_links,
    remind_of_talks,
)
from naboskap.core.permissions import SYSTEM


def run_due() -> int:
    """Mail links, remind of talks, erase threads and talks past their time; return how many."""
    return (
        mail_links(by=SYSTEM)
        + remind_of_talks(by=SYSTEM)
        + erase_old_threads(by=SYSTEM)
        + erase_old_talks(by=SYSTEM)
    )
