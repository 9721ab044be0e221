"""Who may see where the money stands, and record what comes.

What grants take is no permission of its own: the act that books has one.
"""

from naboskap.accounts.rules import (
    is_auditor,
    is_board_member,
    is_finance_preparer,
    is_finance_releaser,
    is_office,
)
from naboskap.core.permissions import allow

allow("ledger.see_money", is_office | is_board_member | is_auditor)
allow("ledger.record_gift", is_finance_preparer | is_finance_releaser)
