"""Who a user is, as predicates for the rooms above."""

from typing import Any

from naboskap.accounts.models import Role
from naboskap.core.permissions import Predicate, allow, is_system, predicate


def has_role(*roles: Role) -> Predicate:
    """Hold for a signed-in person with any of ``roles`` in force today."""

    def question(user: Any) -> bool:
        return bool(getattr(user, "roles", frozenset()) & set(roles))

    return predicate(question)


@predicate
def is_signed_in(user: Any) -> bool:
    return bool(getattr(user, "is_authenticated", False)) and hasattr(user, "roles")


@predicate
def is_themself(user: Any, person: Any) -> bool:
    return person is not None and user.pk == person.pk


is_case_officer = has_role(Role.CASE_OFFICER)
is_head = has_role(Role.HEAD)
is_deputy = has_role(Role.DEPUTY)
is_board_member = has_role(Role.BOARD_MEMBER)
is_council_member = has_role(Role.COUNCIL_MEMBER)
is_finance_preparer = has_role(Role.FINANCE_PREPARER)
is_finance_releaser = has_role(Role.FINANCE_RELEASER)
is_auditor = has_role(Role.AUDITOR)
is_editor = has_role(Role.EDITOR)
is_administrator = has_role(Role.ADMINISTRATOR)
is_office = has_role(
    Role.CASE_OFFICER, Role.HEAD, Role.DEPUTY, Role.FINANCE_PREPARER, Role.FINANCE_RELEASER
)

allow("accounts.manage_roles", is_administrator | is_system)
allow("accounts.view_person", is_administrator | is_themself)
allow("accounts.edit_person", is_themself)
