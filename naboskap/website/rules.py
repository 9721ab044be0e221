"""Who may write the pages."""

from naboskap.accounts.rules import is_editor
from naboskap.core.permissions import allow

allow("website.edit_page", is_editor)
