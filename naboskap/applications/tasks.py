"""What the worker does for applications: remind, let go what was not confirmed, try guidelines."""

from naboskap.applications.actions import (
    carry_on_trials,
    lapse_application,
    remind_of_papers,
    remind_to_confirm,
    roll_drafts_forward,
    warn_of_files,
)
from naboskap.applications.actions.confirming import REMIND_BEFORE
from naboskap.applications.models import Application
from naboskap.applications.statuses import ApplicationStatus
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.core.permissions import SYSTEM

AT_ONCE = 100


def run_due() -> int:
    """Do what is due; return how many rows it was. State is in the rows: a kill loses nothing."""
    now = clock.now()
    waiting = Application.objects.filter(status=ApplicationStatus.SUBMITTED).order_by("confirm_by")
    done = 0
    for application in waiting.filter(confirm_by__lte=now)[:AT_ONCE]:
        try:
            lapse_application(application, by=SYSTEM)
        except Refusal:  # Confirmed or withdrawn in the meantime.
            continue
        done += 1
    soon = waiting.filter(confirm_by__gt=now, confirm_by__lte=now + max(REMIND_BEFORE))
    for application in soon.filter(confirm_reminders__lt=len(REMIND_BEFORE))[:AT_ONCE]:
        done += remind_to_confirm(application)
    done += remind_of_papers() + warn_of_files()
    return done + carry_on_trials() + roll_drafts_forward(by=SYSTEM)
