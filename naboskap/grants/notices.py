"""What we tell people of a grant. Subject lines name nobody."""

from naboskap.notifications.actions import Notice

PATH = "grants/notices"
ACCEPTED = Notice("grants.accepted", f"{PATH}/accepted.txt")
DECLINED = Notice("grants.declined", f"{PATH}/declined.txt")
LAPSED = Notice("grants.lapsed", f"{PATH}/lapsed.txt")
