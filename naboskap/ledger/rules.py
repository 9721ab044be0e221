"""Who may see where the money stands. Booking is no permission: the act that books has its own."""

from naboskap.accounts.rules import is_auditor, is_board_member, is_office
from naboskap.core.permissions import allow

allow("ledger.see_money", is_office | is_board_member | is_auditor)
