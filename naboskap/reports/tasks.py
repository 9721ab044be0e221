"""What the worker does for reports, and for the cases that are put on hold or let go on."""

from naboskap.applications.actions import remind_of_papers
from naboskap.core.permissions import SYSTEM
from naboskap.reports.actions import carry_on_holds, remind, roll_reports_forward
from naboskap.reports.queries import sent_and_waiting


def run_due() -> int:
    """Remind pairs of reports and promised papers that are due, let open reports go on in a form
    that was improved, and do what is asked for of holds; return how many it was."""
    reminded = remind() + remind_of_papers(sent_and_waiting())
    return reminded + carry_on_holds() + roll_reports_forward(by=SYSTEM)
