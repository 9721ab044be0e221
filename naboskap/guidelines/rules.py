"""Who may do what with guidelines. Everybody may read those that are published."""

from naboskap.accounts.rules import is_administrator, is_deputy, is_editor, is_head, is_office
from naboskap.core.permissions import allow, is_system

keeps = is_editor | is_head | is_deputy

allow("guidelines.load_guidelines", is_system | is_administrator)
allow("guidelines.see_ready", is_office | is_editor | is_administrator)
allow("guidelines.propose_version", keeps)
allow("guidelines.publish_version", keeps)
allow("guidelines.write_version", keeps)
