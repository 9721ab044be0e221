"""What reading a case leaves behind, where it must."""

from django.db import transaction

from naboskap.assessments.models import Case
from naboskap.audit.actions import record
from naboskap.core.permissions import Actor


@transaction.atomic
def note_reading(case: Case, *, by: Actor) -> None:
    """Write in the trail that an auditor read the case: they have no part in it, and a log."""
    record("cases.read_by_auditor", case, by=by)
