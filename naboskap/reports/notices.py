"""What we tell people of a report. Subject lines name nobody."""

from naboskap.notifications.actions import Notice

PATH = "reports/notices"
SUBMITTED = Notice("reports.submitted", f"{PATH}/submitted.txt")
RETURNED = Notice("reports.returned", f"{PATH}/returned.txt")
APPROVED = Notice("reports.approved", f"{PATH}/approved.txt")
DUE_SOON = Notice("reports.due_soon", f"{PATH}/due_soon.txt")
FORM_CHANGED = Notice("reports.form_changed", f"{PATH}/form_changed.txt")
OVERDUE = Notice("reports.overdue", f"{PATH}/overdue.txt")
