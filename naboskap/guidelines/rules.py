"""Who may do what with guidelines. Everybody may read them."""

from naboskap.accounts.rules import is_administrator
from naboskap.core.permissions import allow, is_system

allow("guidelines.load_guidelines", is_system | is_administrator)
