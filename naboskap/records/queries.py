"""Read what is filed. Whoever asks has asked the room that the paper belongs to first."""

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from naboskap.core.errors import require
from naboskap.records.models import CaseFile, Document, JournalEntry


def folder() -> Path:
    """Return the folder of private files; no web server serves it."""
    return Path(settings.DATA_DIR) / "files"


def read_document(document: Document) -> bytes:
    """Return a document's bytes. A file that is gone is a fault.

    Rule REC-12: what the scan found a harmful program in is opened by nobody.
    """
    require(
        "REC-12",
        document.scan != Document.Scan.INFECTED,
        _("The scan found a virus in this file. We keep it shut. Send a clean one instead."),
    )
    return (folder() / document.path).read_bytes()


def papers_of(case_file: CaseFile) -> QuerySet[JournalEntry]:
    """Return the papers of a case, first first."""
    return case_file.entries.select_related("document").order_by("number_in_case")
