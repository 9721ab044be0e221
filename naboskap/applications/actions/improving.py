"""Let drafts go on in a newer version of their form: by themselves, or by an act of staff."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.applications.models import Application
from naboskap.applications.notices import FORM_CHANGED, tell_pair
from naboskap.applications.queries import drafts_on
from naboskap.applications.statuses import ApplicationStatus
from naboskap.audit.actions import record
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.questionnaires.actions import move_to_version
from naboskap.questionnaires.changes import told
from naboskap.questionnaires.models import FormVersion
from naboskap.questionnaires.queries import changes_between, newest_versions, versions_behind

AT_ONCE = 100
in_words = lazy(told, str)  # Worded for each reader, when the message is.


def roll_drafts_forward(*, by: Actor) -> int:
    """Let drafts go on in the version in use, where that is a minor step; return how many.

    The page of the draft tells of it. Rule QUE-15: a draft is never moved over a major step here.
    """
    if not may(by, "applications.roll_drafts_forward"):
        raise PermissionDenied
    rolled = 0
    for version in newest_versions("application"):
        behind = versions_behind(version, is_major=False)
        for application in drafts_on(behind)[:AT_ONCE] if behind else ():
            with transaction.atomic():
                rolled += _moved(application, version, by=by)
    return rolled


@transaction.atomic
def move_drafts(version: FormVersion, *, by: User) -> int:
    """Move the drafts that a major change keeps behind, and tell each person of each pair.

    No text is lost: what is not asked any more stays readable on the draft. Returns how many
    drafts were moved; a second click moves none. Rule QUE-16: only to the version in use.
    """
    if not may(by, "applications.move_drafts"):
        raise PermissionDenied
    version = locked(version, "form")
    require(
        "QUE-16",
        version in newest_versions("application"),
        _("Drafts are moved only to the version that is in use."),
    )
    number = 0
    for application in drafts_on(versions_behind(version, is_major=True)).order_by("pk"):
        changes = changes_between(application.sheet.version, version)
        if not _moved(application, version, by=by):
            continue
        number += 1
        tell_pair(FORM_CHANGED, application, facts={"changes": [in_words(one) for one in changes]})
    record("applications.move_drafts", version, by=by, drafts=number)
    return number


def _moved(application: Application, version: FormVersion, *, by: Actor) -> bool:
    """Move one draft, unless it was sent or moved in the meantime."""
    read = application.sheet.version_id
    application = locked(application, "sheet__version")
    sheet = application.sheet
    if application.status != ApplicationStatus.DRAFT or sheet.version_id != read:
        return False
    earlier = sheet.version.number
    move_to_version(sheet, version)
    numbers = {"before": earlier, "after": version.number}
    record("applications.improve_form", application, by=by, **numbers)
    return True
