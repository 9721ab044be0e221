"""What the worker does for cases: let go what was not confirmed in time, and close it."""

from naboskap.assessments.actions import close_ended, let_changes_lapse


def run_due() -> int:
    """Set back what was not confirmed, and close what has ended; return how many.

    State is in the rows: a kill loses nothing.
    """
    return let_changes_lapse() + close_ended()
