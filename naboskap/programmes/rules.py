"""Who may do what with programmes and rounds. Everybody may read those that are shown."""

from naboskap.accounts.rules import is_administrator, is_deputy, is_head, is_office
from naboskap.core.permissions import allow, is_system

allow("programmes.load_programmes", is_system | is_administrator)
allow("programmes.see_parameters", is_office | is_administrator)
allow("programmes.set_parameters", is_head | is_deputy | is_administrator)
allow("programmes.open_round", is_system | is_head | is_deputy)
allow("programmes.close_round", is_head | is_deputy)
allow("programmes.extend_round", is_system)
