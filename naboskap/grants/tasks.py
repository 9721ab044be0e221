"""What the worker does for grants."""

from naboskap.grants.actions import lapse_grants


def run_due() -> int:
    """Lapse the offers that nobody answered in time; return how many."""
    return lapse_grants()
