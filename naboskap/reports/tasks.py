"""What the worker does for reports, and for the cases that are put on hold or let go on."""

from naboskap.reports.actions import carry_on_holds, remind


def run_due() -> int:
    """Remind pairs of reports that are due, and do what is asked for of holds; return how many."""
    return remind() + carry_on_holds()
