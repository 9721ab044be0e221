"""Who may do what with ideas. Anybody may send one; the office's advisers see and answer them.

What is kept of the school is each person's own.
"""

from naboskap.accounts.rules import (
    is_administrator,
    is_case_officer,
    is_deputy,
    is_head,
    is_signed_in,
)
from naboskap.core.permissions import allow, anybody, is_system

is_adviser = is_case_officer | is_head | is_deputy

allow("advice.send_idea", anybody)
allow("advice.see_idea", is_adviser)
allow("advice.answer_idea", is_adviser)
allow("advice.keep_progress", is_signed_in)
allow("advice.load_advisers", is_system | is_administrator)
