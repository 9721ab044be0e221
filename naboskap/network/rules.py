"""Who may do what with the newsletter and with events. Anybody may sign up and register.

What is one's own is changed by one's own link.

Whoever keeps the house's texts writes and sends it; that two do it, the act asks for. Somebody who
rings is helped by an adviser too.
"""

from naboskap.accounts.models import Role
from naboskap.accounts.rules import has_role, is_case_officer
from naboskap.advice.rules import holds_its_link
from naboskap.core.permissions import allow, anybody, is_system

KEEPERS = (Role.EDITOR, Role.HEAD, Role.DEPUTY)
keeps = has_role(*KEEPERS)

allow("network.sign_up", anybody)
allow("network.change_subscription", holds_its_link)
allow("network.leave", holds_its_link | keeps | is_case_officer)
allow("network.see_newsletter", keeps | is_case_officer)
allow("network.find_subscriber", keeps | is_case_officer)
allow("network.bring_in", keeps)
allow("network.write_issue", keeps)
allow("network.send_issue", keeps)
allow("network.run_newsletter", is_system)

allow("network.register", anybody)
allow("network.change_registration", holds_its_link | keeps | is_case_officer)
allow("network.arrange", keeps | is_case_officer)
allow("network.erase_registrations", is_system)
allow("network.remind_of_events", is_system)
