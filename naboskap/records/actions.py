"""Open cases, journal papers, keep files."""

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor
from naboskap.core.prepared import Prepared
from naboskap.core.statements import count_up, insert
from naboskap.records import uploads
from naboskap.records.models import CaseFile, Document, JournalEntry, Sequence
from naboskap.records.pictures import FORMATS, UnreadableError, without_metadata
from naboskap.records.ports import Clean, Infected, Scanner, Unreachable
from naboskap.records.queries import folder

PIECE = 256 * 1024  # Bytes at a time to the scanner.
STALE = 60 * 60  # Seconds. A file without a row is swept when its act must have ended long ago.


def next_number(name: str) -> int:
    """Take the next number of a sequence, held until the transaction ends.

    A transaction that is undone gives its number back, so the sequence has no gap.
    """
    number = count_up(Sequence, "last", pk=name)
    if number is None:
        Sequence.objects.get_or_create(pk=name)  # Two may be the first of the year.
        number = count_up(Sequence, "last", pk=name)
    assert number is not None
    return number


@transaction.atomic(savepoint=False)
def open_case_file(title: str, public_title: str, *, by: Actor) -> CaseFile:
    """Open a case in this year's journal. ``public_title`` points at no protected party."""
    year = clock.today().year
    case_file = insert(
        CaseFile(
            year=year,
            sequence=next_number(f"case/{year}"),
            title=title[:200],
            public_title=public_title[:200],
            opened_at=clock.now(),
        )
    )
    record("records.open_case_file", case_file, by=by, number=case_file.number)
    return case_file


@transaction.atomic
def close_case_file(case_file: CaseFile, *, by: Actor) -> CaseFile:
    """Close a case for new papers. A second time is harmless."""
    case_file = locked(case_file)
    if case_file.closed_at is None:
        case_file.closed_at = clock.now()
        case_file.save(update_fields=["closed_at"])
        record("records.close_case_file", case_file, by=by)
    return case_file


@transaction.atomic(savepoint=False)
def journal(
    case_file: CaseFile,
    kind: str,
    title: str,
    public_title: str,
    *,
    by: Actor,
    document: Document | None = None,
) -> JournalEntry:
    """File one paper: it gets its number in the case and in the year's journal."""
    case_file = locked(case_file)
    year = clock.today().year
    entry = insert(
        JournalEntry(
            case_file=case_file,
            number_in_case=(_PAPERS.first(case_file=case_file.pk) or 0) + 1,
            year=year,
            sequence=next_number(f"journal/{year}"),
            kind=JournalEntry.Kind(kind),
            title=title[:200],
            public_title=public_title[:200],
            document=document,
            journaled_at=clock.now(),
        )
    )
    record("records.journal", entry, by=by, case_file=case_file.number)
    return entry


_PAPERS = Prepared(
    lambda *, case_file: (
        JournalEntry.objects.filter(case_file=case_file)
        .order_by()
        .values("case_file")
        .values_list(Count("pk"), flat=True)
    )
)


def check_size(size: int) -> None:
    """Refuse a file that is larger than we take. Rule REC-4, also before its bytes are there."""
    require(
        "REC-4",
        size <= uploads.LIMIT,
        _("The file is %(size)s MB. The limit is %(limit)s MB. Make it smaller, or split it.")
        % {"size": -(-size // (1024 * 1024)), "limit": uploads.LIMIT // (1024 * 1024)},
    )


def check_upload(name: str, content: bytes) -> str:
    """Return what kind of file it is; refuse one that is not what its name says.

    Rules REC-1 to REC-5. Nothing is kept.
    """
    promised = uploads.named_kind(name)
    require(
        "REC-1",
        uploads.is_plain_name(name),
        gettext_lazy("The file's name has characters we cannot use. Give it a short, plain name."),
    )
    require(
        "REC-2",
        promised,
        gettext_lazy("We take PDF, JPG, PNG, DOCX, XLSX and ODT. Save the file as one of these."),
    )
    require("REC-3", content, gettext_lazy("The file is empty. Choose it again."))
    check_size(len(content))
    require(
        "REC-5",
        uploads.real_kind(content) == promised,
        gettext_lazy(
            "The file is not what its name says. Open it, save it again and try once more."
        ),
    )
    require(
        "REC-6",
        not uploads.has_macros(content),
        gettext_lazy("The file holds a program (macro). Save it without, for example as PDF."),
    )
    require(
        "REC-11",
        not uploads.is_bomb(content),
        gettext_lazy("The file becomes far too large when it is opened. Save it as PDF instead."),
    )
    require(
        "REC-13",
        uploads.is_whole(content, promised),
        gettext_lazy("The end of the file is missing. Save it again and try once more."),
    )
    return promised


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that somebody sent, as it may be kept."""

    content: bytes
    kind: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def take_in(name: str, content: bytes) -> Taken:
    """Check a file that somebody sends, and take out of a picture what it tells of its maker.

    Rules REC-1 to REC-6, REC-10 (a picture can be opened), REC-11 and REC-13. Nothing is kept,
    and no transaction is wanted: drawing a large picture takes a second. What a PDF or an office
    file says of who made it is left as it is.
    """
    kind = check_upload(name, content)
    if kind in FORMATS:
        try:
            content = without_metadata(content, kind)
        except UnreadableError:
            content = b""
        require(
            "REC-10",
            content,
            gettext_lazy("The picture cannot be opened, or is too large. Save it again, smaller."),
        )
    return Taken(content, kind)


def _write(path: Path, content: bytes) -> None:
    """Put bytes on the disk, file and folder synced: after this a power cut takes nothing."""
    is_new = not path.parent.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    for parent in (path.parent, path.parent.parent)[: 2 if is_new else 1]:
        handle = os.open(parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def keep_file(
    content: bytes,
    *,
    file_name: str,
    content_type: str,
    language: str = "",
    is_foreign: bool = False,
) -> Document:
    """Keep a file for good: on the disk and synced first, then its row.

    ``is_foreign``: it was sent by somebody, and waits for the worker to scan it. A process killed
    in between leaves a file without a row, never a row without a file.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = f"{digest[:2]}/{digest}-{uuid4()}"
    _write(folder() / path, content)
    return Document.objects.create(
        sha256=digest,
        size=len(content),
        content_type=content_type,
        file_name=file_name[:120],
        path=path,
        language=language,
        scan=Document.Scan.WAITING if is_foreign else Document.Scan.OWN,
    )


def scan_waiting(scanner: Scanner, *, at_once: int = 20) -> tuple[int, bool]:
    """Have files scanned that wait for it, the oldest first.

    Returns how many got their answer, and whether the scanner was there. Nothing is locked while
    it looks: who looks twice at one file writes the same.
    """
    waiting = list(Document.objects.filter(scan=Document.Scan.WAITING).order_by("pk")[:at_once])
    for done, document in enumerate(waiting):
        verdict = scanner.scan(_pieces(folder() / document.path))
        if isinstance(verdict, Unreachable):
            return done, False
        if isinstance(verdict, Clean):
            state, said = Document.Scan.CLEAN, ""
        elif isinstance(verdict, Infected):
            state, said = Document.Scan.INFECTED, verdict.name
        else:
            state, said = Document.Scan.FAILED, verdict.why
        with transaction.atomic():
            asked = Document.objects.filter(pk=document.pk, scan=Document.Scan.WAITING)
            if asked.update(scan=state, scanned_at=clock.now()):
                record("records.scan", document, by=SYSTEM, found=state, said=said)
    return len(waiting), True


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def sweep_orphans() -> int:
    """Remove files that no row knows and no open act can still be about to know."""
    swept, before = 0, time.time() - STALE
    if not folder().exists():
        return 0
    for shelf in folder().iterdir():
        old = {
            f"{shelf.name}/{file.name}": file
            for file in shelf.iterdir()
            if file.stat().st_mtime < before
        }
        known = set(Document.objects.filter(path__in=old).values_list("path", flat=True))
        for path, file in old.items():
            if path not in known:
                file.unlink(missing_ok=True)
                swept += 1
    return swept
