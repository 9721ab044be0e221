"""What reading a case, or asking about a receipt, leaves behind where it must."""

from django.db import transaction

from naboskap.applications.actions import may_try, note_try
from naboskap.assessments.models import Case
from naboskap.audit.actions import record
from naboskap.cases.queries.receipts import is_on_receipt, is_receipt
from naboskap.core.permissions import Actor


@transaction.atomic
def note_reading(case: Case, *, by: Actor) -> None:
    """Write in the trail that an auditor read the case: they have no part in it, and a log."""
    record("cases.read_by_auditor", case, by=by)


def check_receipt(
    *, who: str, number: str = "", fingerprint: str = "", content: bytes = b""
) -> bool:
    """Say whether a receipt is ours, to anybody: by its file where there is one, else its words.

    The answer tells of no person, project or day. ``who`` tries, as a digest; what fitted nothing
    is counted, so that nobody finds out by guessing. Rule APP-9 (not too many tries).
    """
    may_try(who)
    is_ours = is_receipt(content) if content else is_on_receipt(number, fingerprint)
    if not is_ours:
        note_try(who)
    return is_ours
