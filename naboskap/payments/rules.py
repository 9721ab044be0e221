"""Who may do what with an instalment: prepared by one, released by another. When: statuses.py."""

from typing import Any

from naboskap.accounts.rules import (
    is_auditor,
    is_finance_preparer,
    is_finance_releaser,
    is_office,
)
from naboskap.core.permissions import allow, predicate
from naboskap.payments.models import Instalment


@predicate
def prepared_it(user: Any, instalment: Instalment) -> bool:
    return bool(user.pk) and instalment.prepared_by_id == user.pk


allow("payments.see_payments", is_office | is_auditor)
allow("payments.prepare_instalment", is_finance_preparer)
allow("payments.release_instalment", is_finance_releaser & ~prepared_it)
allow("payments.cancel_instalment", is_finance_preparer | is_finance_releaser)
allow("payments.note_repayment", is_finance_preparer | is_finance_releaser)
