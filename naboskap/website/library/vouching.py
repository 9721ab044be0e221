"""A second reader says that they have read what no machine can read, or has asked about."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from naboskap.accounts.models import User
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import may
from naboskap.disclosure.actions import touch_public
from naboskap.website.library.asking import asked_of
from naboskap.website.library.standing import Standing
from naboskap.website.library.sweeping import tell_if_withheld
from naboskap.website.models.looks import PageLook


@transaction.atomic
def vouch(revision: Revision, *, shown: str, by: User) -> None:
    """Say that one has read, of a page and its files, what the machine could not or asked about.

    ``shown`` is the digest of what stood before the reader: what has come to be asked since,
    nobody has said anything of. Nobody vouches for a file that they handed in. Names stay names:
    nobody vouches for those.
    """
    if not may(by, "website.edit_page"):
        raise PermissionDenied
    asked = asked_of(revision)
    require(
        "WEB-95",
        shown == asked.digest,
        _(
            "Something else is asked about now than what you were shown. Load the page again, read"
            " what it asks about, and approve it then."
        ),
    )
    for standing in asked.files:
        _vouch(standing, by)
    if asked.words:
        page = int(revision.object_id)
        look, _new = PageLook.objects.select_for_update().get_or_create(page_id=page)
        look.ordinary = sorted({*look.ordinary, *asked.words})
        look.save(update_fields=["ordinary"])
        record("website.vouch_for_words", look.page, by=by, words=len(asked.words))
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
