"""Look again when other names are protected, and tell of what may not be out any more."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from naboskap.accounts.models import Role
from naboskap.accounts.queries import people_with
from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.actions import touch_public
from naboskap.website.editing.notices import WITHHELD, tell_editors
from naboskap.website.library.indexing import index_publication
from naboskap.website.library.standing import Sought, seen_in_words, sought, standing_of
from naboskap.website.models.files import FileWords, LibraryFile
from naboskap.website.models.library import PublicationFile, PublicationPage

logger = logging.getLogger(__name__)
AFTER_A_FAULT = timedelta(minutes=10)  # Before it is tried again.


def look_again(*, at_once: int = 5) -> int:
    """Look at files anew when other names are protected than when they were looked at last.

    What visitors miss comes first, and of that what was looked at longest ago. One that cannot be
    looked at stays withheld, and stops no other.
    """
    names, now = sought(), clock.now()
    is_out = PublicationFile.objects.filter(file=OuterRef("file"), page__live=True)
    waiting = (
        FileWords.objects.exclude(swept_with=names.digest, looked_with=names.digest)
        .filter(Q(faulted_at=None) | Q(faulted_at__lt=now - AFTER_A_FAULT))
        .annotate(is_out=Exists(is_out))
        .order_by("-is_out", F("swept_at").asc(nulls_first=True), "pk")
    )
    several = list(waiting.values_list("pk", "looked_with")[:at_once])
    return sum(_tried(pk, looked_with, names) for pk, looked_with in several)


def _tried(pk: int, looked_with: str, names: Sought) -> bool:
    try:
        if looked_with != names.digest and not _looked(pk, looked_with, names):
            return False
        with transaction.atomic():
            words = FileWords.objects.select_related("file").defer("text", "beside").get(pk=pk)
            tell_if_withheld(words.file)
            swept = FileWords.objects.filter(pk=pk, looked_with=names.digest)
            swept.update(swept_with=names.digest, swept_at=clock.now(), faulted_at=None)
    # Whatever it is, it is this file's: the others are missed by their readers.
    except Exception as fault:  # noqa: BLE001 -- written down, and it stays withheld
        _put_off(pk, type(fault).__name__)
        return False
    return True


def _put_off(pk: int, fault: str) -> None:
    logger.error("File words %s could not be looked at: %s", pk, fault)
    FileWords.objects.filter(pk=pk).update(faulted_at=clock.now())


def _looked(pk: int, looked_with: str, names: Sought) -> bool:
    """Look for the names while nothing is held; keep what was seen if nobody else has looked."""
    texts = FileWords.objects.values_list("text", "beside").get(pk=pk)
    seen = seen_in_words(texts, names.held)
    same = FileWords.objects.filter(pk=pk, looked_with=looked_with)
    kept = same.update(names=list(seen.names), asked=list(seen.ordinary), looked_with=names.digest)
    return bool(kept)


def tell_if_withheld(file: LibraryFile) -> None:
    """Tell the editors of a file that is out and may not be any more; once each time it happens.

    Its words are found no more, and again when it may leave. Inside a transaction.
    """
    held: Any = FileWords.objects.select_for_update().defer("text", "beside")
    words = held.filter(file=file).first()
    if words is None:
        return
    shown = list(PublicationPage.objects.live().filter(files__file=file).distinct())
    file = LibraryFile.objects.get(pk=file.pk)
    is_withheld = bool(shown) and not standing_of([file])[file.pk].may_leave
    if is_withheld == bool(words.withheld_at):
        return
    FileWords.objects.filter(pk=words.pk).update(withheld_at=clock.now() if is_withheld else None)
    record("website.withhold_file", file, by=SYSTEM, is_withheld=is_withheld)
    touch_public()
    for page in shown:
        index_publication(page)
        if is_withheld:
            tell_editors(WITHHELD, page, people_with(Role.EDITOR))
