"""A second reader says that they have read what no machine can read, or has asked about."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.disclosure.actions import touch_public
from naboskap.website.library.standing import Standing, standing_of
from naboskap.website.library.sweeping import tell_if_withheld


@transaction.atomic
def vouch_for_files(page: Any, *, by: User) -> None:
    """Say that one has read, of the page's files, what the machine could not or asked about.

    Nobody vouches for a file that they handed in. Names stay names: nobody vouches for those.
    """
    if not may(by, "website.edit_page"):
        raise PermissionDenied
    for standing in standing_of(page.every_file()).values():
        if standing.needs_reader:
            _vouch(standing, by)
    touch_public()


def _vouch(standing: Standing, by: User) -> None:
    file = locked(standing.file)
    require(
        "WEB-64",
        file.uploaded_by_user_id != by.pk,
        _("You handed in the file %(title)s. Another editor says that they have read it.")
        % {"title": file.title},
    )
    file.ordinary = sorted({*file.ordinary, *(word.casefold() for word in standing.asked)})
    file.vouched_by_id, file.vouched_at = by.pk, clock.now()
    file.save(update_fields=["ordinary", "vouched_by_id", "vouched_at"])
    record("website.vouch_for_file", file, by=by, words=len(standing.asked))
    tell_if_withheld(file)
