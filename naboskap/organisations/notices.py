"""What this room says: neutral words, no name of a person, partner or organisation."""

from naboskap.notifications.actions import Notice

FOLDER = "organisations/notices"
JOINING_ASKED = Notice("organisations.joining_asked", f"{FOLDER}/joining_asked.txt")
JOINING_NOTED = Notice("organisations.joining_noted", f"{FOLDER}/joining_noted.txt")
JOINING_ACCEPTED = Notice("organisations.joining_accepted", f"{FOLDER}/joining_accepted.txt")
JOINING_DECLINED = Notice("organisations.joining_declined", f"{FOLDER}/joining_declined.txt")
MEMBER_JOINED = Notice("organisations.member_joined", f"{FOLDER}/member_joined.txt")
MEMBER_DECLINED = Notice("organisations.member_declined", f"{FOLDER}/member_declined.txt")
ACCOUNT_PROPOSED = Notice("organisations.account_proposed", f"{FOLDER}/account_proposed.txt")
ACCOUNT_IN_FORCE = Notice("organisations.account_in_force", f"{FOLDER}/account_in_force.txt")
