"""The scanner that this house has, if it has one, and what a file's scanning is called."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naboskap.records.adapters.clamd import Clamd
from naboskap.records.models import Document
from naboskap.records.ports import Scanner

WORDS: dict[str, Promise] = {
    Document.Scan.OWN: _("Made by us"),
    Document.Scan.WAITING: _("Not scanned for viruses yet"),
    Document.Scan.CLEAN: _("Scanned for viruses, nothing found"),
    Document.Scan.INFECTED: _("Kept out: the scan found a virus in it"),
    Document.Scan.FAILED: _("Not scanned for viruses"),
}


def scanner_in_use() -> Scanner | None:
    """Return what scans files here; None where nothing is set up (``NABOSKAP_CLAMD``)."""
    return Clamd(settings.CLAMD) if settings.CLAMD else None


def scan_words(scan: str) -> str:
    """Say how a file stands to the scanning: honest also where there is no scanner."""
    if scan == Document.Scan.WAITING and not settings.CLAMD:
        scan = Document.Scan.FAILED
    return str(WORDS[Document.Scan(scan)])
