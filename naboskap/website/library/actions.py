"""Take files in, clean; have their words read."""

import logging
import secrets
from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.audit.actions import record
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.permissions import SYSTEM
from naboskap.records.actions import check_upload
from naboskap.records.ports import Clean
from naboskap.records.scanner import scanner_in_use
from naboskap.records.uploads import ENDINGS
from naboskap.website.library.apart import clean_apart, read_apart
from naboskap.website.library.cleaning.refusing import (
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
from naboskap.website.library.standing import seen_in_words, sought
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


def keep_words(file: LibraryFile, found: Read) -> None:
    """Look for names in what was read of a file, and keep both.

    They are looked for before anything is held: a whole book takes seconds.
    """
    names = sought()
    seen = seen_in_words([found.text, found.beside], names.held)
    with transaction.atomic():
        LibraryFile.objects.filter(pk=file.pk).update(
            read_at=clock.now(), is_whole=found.is_whole, pages=list(found.pages)
        )
        FileWords.objects.update_or_create(
            file=file,
            defaults={
                "text": found.text,
                "beside": found.beside,
                "names": list(seen.names),
                "asked": list(seen.ordinary),
                "looked_with": names.digest,
                "swept_with": "",
            },
        )
        record("website.read_file", file, by=SYSTEM, is_whole=found.is_whole)


def rebuild() -> int:
    """Index every publication that is out anew."""
    out = list(PublicationPage.objects.live().order_by("pk"))
    for page in out:
        index_publication(page)
    return len(out)
