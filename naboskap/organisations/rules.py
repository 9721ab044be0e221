"""Who may see an organisation, speak for it, and let others in."""

from typing import Any

from naboskap.accounts.models import Role
from naboskap.accounts.rules import (
    has_role,
    is_auditor,
    is_case_officer,
    is_finance_preparer,
    is_office,
    is_signed_in,
)
from naboskap.core.permissions import allow, is_system, once, predicate
from naboskap.organisations.models import BankAccount, Membership, Organisation


def organisations_of(user: Any) -> frozenset[int]:
    """Return the numbers of the organisations that ``user`` speaks for, read once."""
    if not getattr(user, "is_authenticated", False) or not hasattr(user, "roles"):
        return frozenset()
    return once(
        ("organisations.of", user.pk),
        lambda: frozenset(
            Membership.objects.filter(
                user_id=user.pk, standing=Membership.Standing.ACTIVE
            ).values_list("organisation_id", flat=True)
        ),
    )


def _organisation_id(subject: Organisation | Membership | BankAccount | None) -> int | None:
    if isinstance(subject, Organisation):
        return subject.pk
    return subject.organisation_id if subject is not None else None


@predicate
def is_member(user: Any, subject: Organisation | Membership | BankAccount | None) -> bool:
    return _organisation_id(subject) in organisations_of(user)


@predicate
def is_the_asker(user: Any, membership: Membership) -> bool:
    return bool(user.pk == membership.user_id)


@predicate
def has_proposed(user: Any, account: BankAccount) -> bool:
    return bool(user.pk == account.proposed_by_id)


is_head_of_office = has_role(Role.HEAD, Role.DEPUTY)

allow("organisations.register_organisation", is_signed_in | is_system)
allow("organisations.view_organisation", is_member | is_office | is_auditor)
allow("organisations.correct_organisation", is_member)
allow("organisations.ask_to_join", is_signed_in)
allow(
    "organisations.settle_membership",
    (is_member | is_case_officer | is_head_of_office) & ~is_the_asker,
)
allow("organisations.propose_account", is_member)
allow("organisations.confirm_account", (is_member | is_finance_preparer) & ~has_proposed)
allow("organisations.drop_account", is_member | is_finance_preparer)
allow("organisations.load_places", is_system)
