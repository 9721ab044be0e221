"""Accept a grant, write and judge its report; put a case on hold, and let it go on."""

from naboskap.reports.actions.holding import (
    carry_on_holds,
    hold_case,
    hold_many,
    letter_of_hold,
    resume_case,
    resume_many,
)
from naboskap.reports.actions.preparing import prepare_hold
from naboskap.reports.actions.reporting import (
    ReportChangedError,
    accept_grant,
    approve_report,
    attach_auditor,
    move_reports,
    remind,
    return_report,
    roll_reports_forward,
    save_accounts,
    save_activities,
    save_answer,
    save_participants,
    submit_report,
)

__all__ = [
    "ReportChangedError",
    "accept_grant",
    "approve_report",
    "attach_auditor",
    "carry_on_holds",
    "hold_case",
    "hold_many",
    "letter_of_hold",
    "move_reports",
    "prepare_hold",
    "remind",
    "resume_case",
    "resume_many",
    "return_report",
    "roll_reports_forward",
    "save_accounts",
    "save_activities",
    "save_answer",
    "save_participants",
    "submit_report",
]
