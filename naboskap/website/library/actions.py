"""Take files in, clean; have their words read; look again when other names are protected."""

import logging
import secrets
from datetime import datetime
from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import Role
from naboskap.accounts.queries import people_with
from naboskap.audit.actions import record
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.actions import touch_public
from naboskap.records.actions import check_upload
from naboskap.records.ports import Clean
from naboskap.records.scanner import scanner_in_use
from naboskap.records.uploads import ENDINGS
from naboskap.website.editing.notices import WITHHELD, tell_editors
from naboskap.website.library.apart import clean_apart, read_apart
from naboskap.website.library.cleaning import (
    COMMENTED,
    DAMAGED,
    EMBEDDING,
    FETCHING,
    HEAVY,
    HIDING,
    LOCKED,
    TELLING,
    UNKNOWN,
    UncleanError,
)
from naboskap.website.library.indexing import index_publication
from naboskap.website.library.reading import Read
from naboskap.website.library.standing import looked_at, sought, standing_of
from naboskap.website.models.files import KINDS, FileWords, LibraryFile
from naboskap.website.models.library import PublicationPage

logger = logging.getLogger(__name__)

WHY_NOT = {
    LOCKED: _("The file is locked with a password. Save it without, and choose it again."),
    DAMAGED: _("The file cannot be opened. Save it again and try once more."),
    COMMENTED: _(
        "There are comments or tracked changes in the file. Accept or remove them, save it, and"
        " choose it again. Else readers see who wrote what."
    ),
    HIDING: _("There is a hidden sheet in the file. Show it or delete it, and choose it again."),
    EMBEDDING: _(
        "Another file is put into this one, perhaps behind a chart. Save it as PDF, and choose it"
        " again."
    ),
    FETCHING: _("The file fetches something from elsewhere. Save it as PDF, and choose it again."),
    UNKNOWN: _(
        "There is something in the file that the house cannot read, as a pivot table, a font or an"
        " unusual kind of picture. Save it as PDF, and choose it again."
    ),
    HEAVY: _(
        "The file takes too long or too much memory to look through. Save it as PDF, or split it,"
        " and choose it again."
    ),
    TELLING: _(
        "A picture in the file tells where or with what it was taken, and the house cannot take"
        " that out. Save the picture anew as JPEG or PNG, make the file anew, and choose it again."
    ),
}


def taken_in(name: str, content: bytes) -> InMemoryUploadedFile:
    """Return a file that an editor hands in, cleaned, under a drawn name.

    Rules REC-1 to REC-6, REC-11 and REC-13, and WEB-65 to WEB-67.
    """
    kind = check_upload(name, content)
    require("WEB-65", kind in KINDS, _("Choose a PDF, Word, ODT or Excel file."))
    scanner = scanner_in_use()
    require(
        "WEB-66",
        scanner is None or isinstance(scanner.scan([content]), Clean),
        _("The file was not taken in, since the virus scanner did not say that it is clean."),
    )
    try:
        plain, why = clean_apart(content, kind), ""
    except UncleanError as fault:
        plain, why = b"", fault.why
    require("WEB-67", plain, WHY_NOT.get(why, WHY_NOT[DAMAGED]))
    # Drawn: nobody guesses a draft's file. What it was called may name somebody.
    drawn = f"{secrets.token_hex(12)}.{ENDINGS[kind]}"
    return InMemoryUploadedFile(BytesIO(plain), "file", drawn, kind, len(plain), None)


# ── Read by the machine ──────────────────────────────────────────────────────
def read_waiting(*, at_once: int = 2) -> int:
    """Read the files that nobody has read yet, the oldest first.

    Nothing is locked while it is read: whoever reads the same file twice writes the same.
    """
    done = 0
    for one in LibraryFile.objects.filter(read_at=None).order_by("pk"):
        if done == at_once:
            break
        done += _read_one(one)
    return done


def _read_one(file: LibraryFile) -> bool:
    """Read a file. One that cannot be had is not read: it waits, and the others do not."""
    try:
        with file.open_file() as opened:
            content = opened.read()
        keep_words(file, read_apart(content, file.kind))
    # Whatever it is, it is this file's.
    except Exception as fault:  # noqa: BLE001 -- written down once
        _miss(file, type(fault).__name__)
        return False
    return True


def _miss(file: LibraryFile, fault: str) -> None:
    if not trail_of(file).filter(action="website.miss_file").exists():
        logger.error("File %s of the library could not be read: %s", file.pk, fault)
        record("website.miss_file", file, by=SYSTEM)


@transaction.atomic
def keep_words(file: LibraryFile, found: Read) -> None:
    """Keep what was read of a file, and look for names in it."""
    words = {"text": found.text, "beside": found.beside, "looked_with": ""}
    row, _new = FileWords.objects.update_or_create(file=file, defaults=words)
    looked_at(row, sought())
    LibraryFile.objects.filter(pk=file.pk).update(
        read_at=clock.now(), is_whole=found.is_whole, pages=list(found.pages)
    )
    record("website.read_file", file, by=SYSTEM, is_whole=found.is_whole)


def look_again(*, at_once: int = 5) -> int:
    """Look at files anew when other names are protected than when they were looked at last.

    One that is out and may not be any more is withheld already; the editors are told.
    """
    names = sought()
    old = FileWords.objects.exclude(swept_with=names.digest).select_related("file")
    several = list(old.order_by("pk")[:at_once])
    for words in several:
        with transaction.atomic():
            looked_at(words, names)
            words.withheld_at = _tell_if_withheld(words)
            words.swept_with = names.digest
            words.save(update_fields=["withheld_at", "swept_with"])
    return len(several)


def _tell_if_withheld(words: FileWords) -> datetime | None:
    """Tell the editors of a file that is out and may not be any more; return since when."""
    file = words.file
    shown = list(PublicationPage.objects.live().filter(files__file=file).distinct())
    is_withheld = bool(shown) and not standing_of([file])[file.pk].may_leave
    if is_withheld == bool(words.withheld_at):
        return words.withheld_at
    for page in shown:
        index_publication(page)
        if is_withheld:
            tell_editors(WITHHELD, page, people_with(Role.EDITOR))
    record("website.withhold_file", file, by=SYSTEM, is_withheld=is_withheld)
    touch_public()
    return clock.now() if is_withheld else None


def rebuild() -> int:
    """Index every publication that is out anew."""
    out = list(PublicationPage.objects.live().order_by("pk"))
    for page in out:
        index_publication(page)
    return len(out)
