"""What the worker does for payments."""

from naboskap.payments.actions import close_finished


def run_due() -> int:
    """Close what is reported and fully paid; return how many."""
    return close_finished()
