"""Who may do what with forms. Everybody may read those that are published."""

from naboskap.accounts.rules import is_administrator, is_deputy, is_editor, is_head, is_office
from naboskap.core.permissions import allow

keeps = is_editor | is_head | is_deputy

allow("questionnaires.see_forms", is_office | is_editor | is_administrator)
allow("questionnaires.edit_form", keeps)
allow("questionnaires.publish_form", keeps)
