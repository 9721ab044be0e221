"""What we tell people about proposals, decisions and complaints. Subject lines name nobody."""

from naboskap.notifications.actions import Notice

DECISION_MADE = Notice("decisions.decision_made", "decisions/notices/decision_made.txt")
PROPOSAL_RETURNED = Notice(
    "decisions.proposal_returned", "decisions/notices/proposal_returned.txt"
)
COMPLAINT_ENTERED = Notice(
    "decisions.complaint_entered", "decisions/notices/complaint_entered.txt"
)
COMPLAINT_SETTLED = Notice(
    "decisions.complaint_settled", "decisions/notices/complaint_settled.txt"
)
COMPLAINT_UPHELD = Notice("decisions.complaint_upheld", "decisions/notices/complaint_upheld.txt")
