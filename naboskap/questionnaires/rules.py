"""Who may do what with forms. Everybody may read those that are published."""

from naboskap.accounts.models import Role
from naboskap.accounts.rules import has_role, is_administrator, is_editor, is_office
from naboskap.core.permissions import allow

KEEPERS = (Role.EDITOR, Role.HEAD, Role.DEPUTY)
keeps = has_role(*KEEPERS)

allow("questionnaires.see_forms", is_office | is_editor | is_administrator)
allow("questionnaires.edit_form", keeps)
allow("questionnaires.publish_form", keeps)
