"""Who may do what with ideas. Anybody may send one; the office's advisers see and answer them."""

from naboskap.accounts.rules import is_administrator, is_case_officer, is_deputy, is_head
from naboskap.core.permissions import allow, anybody, is_system

is_adviser = is_case_officer | is_head | is_deputy

allow("advice.send_idea", anybody)
allow("advice.see_idea", is_adviser)
allow("advice.answer_idea", is_adviser)
allow("advice.load_advisers", is_system | is_administrator)
