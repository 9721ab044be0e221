"""What we tell people of payments. Subject lines name nobody."""

from naboskap.notifications.actions import Notice

PATH = "payments/notices"
PAID = Notice("payments.paid", f"{PATH}/paid.txt")
CLOSED = Notice("payments.closed", f"{PATH}/closed.txt")
