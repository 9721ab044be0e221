"""What the worker does for decisions."""

from naboskap.decisions.actions import close_refused


def run_due() -> int:
    """Close the refused cases that nobody can complain of any more; return how many."""
    return close_refused()
