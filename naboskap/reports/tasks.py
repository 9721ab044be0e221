"""What the worker does for reports."""

from naboskap.reports.actions import remind


def run_due() -> int:
    """Remind pairs of reports that are due soon, or late; return how many were reminded."""
    return remind()
