"""What the worker does for reports, and for the cases that are put on hold or let go on."""

from naboskap.core.permissions import SYSTEM
from naboskap.reports.actions import carry_on_holds, remind, roll_reports_forward


def run_due() -> int:
    """Remind pairs of reports that are due, let open ones go on in a form that was improved, and
    do what is asked for of holds; return how many it was."""
    return remind() + carry_on_holds() + roll_reports_forward(by=SYSTEM)
