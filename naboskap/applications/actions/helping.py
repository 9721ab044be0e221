"""An adviser whom the pair lets in: sees the draft, and writes nothing in it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from naboskap.accounts.models import User
from naboskap.applications.models import Application, Help
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.permissions import may


@transaction.atomic
def let_in_adviser(application: Application, adviser: User, *, by: User) -> Help:
    """Let an adviser read the draft. They see it, and write nothing in it."""
    if not may(by, "applications.let_in_adviser", application):
        raise PermissionDenied
    helping, _is_new = Help.objects.update_or_create(
        application=application,
        user=adviser,
        defaults={"ended_at": None},
        create_defaults={"let_in_at": clock.now()},
    )
    record("applications.let_in_adviser", application, by=by, adviser=adviser.pk)
    return helping
