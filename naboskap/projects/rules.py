"""Who may publish, hide and stand behind a wish."""

from naboskap.accounts.rules import (
    is_administrator,
    is_case_officer,
    is_deputy,
    is_editor,
    is_head,
)
from naboskap.core.permissions import allow, is_system

allow("projects.import_catalogue", is_system | is_administrator)
allow("projects.make_card", is_system | is_case_officer | is_head | is_deputy)
# Hiding must be quick: whoever takes the call. Lifting it is the head's.
allow("projects.hide_card", is_case_officer | is_head | is_deputy | is_editor | is_administrator)
allow("projects.show_card_again", is_head | is_deputy)
allow("projects.confirm_wish", is_case_officer | is_head | is_deputy)
