"""Who may do what with guidelines. Everybody may read those that are published."""

from naboskap.accounts.models import Role
from naboskap.accounts.rules import has_role, is_administrator, is_editor, is_office
from naboskap.core.permissions import allow, is_system

KEEPERS = (Role.EDITOR, Role.HEAD, Role.DEPUTY)
keeps = has_role(*KEEPERS)

allow("guidelines.load_guidelines", is_system | is_administrator)
allow("guidelines.see_ready", is_office | is_editor | is_administrator)
allow("guidelines.propose_version", keeps)
allow("guidelines.publish_version", keeps)
allow("guidelines.write_version", keeps)
