"""Write letters, make their PDF, and mark them seen."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Model, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from naboskap.audit.actions import record
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import SYSTEM, Actor
from naboskap.core.statements import insert
from naboskap.letters import kinds, layout
from naboskap.letters.models import Letter
from naboskap.letters.queries import file_name
from naboskap.letters.wording import worded
from naboskap.records.actions import journal, keep_file
from naboskap.records.models import CaseFile, JournalEntry
from naboskap.records.queries import read_document

LEASE = timedelta(minutes=2)
PAUSE = timedelta(minutes=1)  # After a failed attempt, times the attempts so far.


def write(
    kind: str,
    *,
    language: str,
    facts: dict[str, Any],
    about: Model,
    reader: str,
    case_file: CaseFile | None,
    by: Actor,
) -> Letter:
    """Write a letter in the act's own transaction; the worker makes its PDF.

    The words are set now, in the reader's language. ``facts`` (see ``kinds``) are plain values
    that are already safe for that reader. A missing fact or block is a fault: the act is undone.
    """
    given = kinds.KINDS[kind].model_validate(facts)
    letter = insert(
        Letter(
            kind=kind,
            language=language,
            facts={
                "given": given.model_dump(mode="json"),
                "page": worded(kind, given, language, clock.today()),
            },
            subject_type=about._meta.label_lower,
            subject_id=str(about.pk),
            reader=reader,
            case_file=case_file,
        )
    )
    record("letters.write", letter, by=by, kind=kind, language=language, reader=reader)
    return letter


def claim_letter() -> Letter | None:
    """Take a letter that waits for its PDF; nobody else does until the lease is over."""
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    letter = Letter.objects.filter(free, document__isnull=True).order_by("attempts", "pk").first()
    if letter is None:
        return None
    taken = Letter.objects.filter(
        free, pk=letter.pk, document__isnull=True, attempts=letter.attempts
    ).update(claimed_until=now + LEASE, attempts=F("attempts") + 1)
    if not taken:
        return claim_letter()
    letter.refresh_from_db()
    return letter


def make_pdf(letter: Letter) -> Letter:
    """Set a claimed letter, keep its file and journal it; or note the fault and wait.

    The PDF is made outside any transaction. A second worker changes nothing.
    """
    try:
        content = layout.pdf(letter.facts["page"])
    except Exception as fault:  # noqa: BLE001 -- kept on the row, tried again later
        Letter.objects.filter(pk=letter.pk).update(
            last_fault=f"{type(fault).__name__}"[:200],
            claimed_until=timezone.now() + PAUSE * letter.attempts,
        )
        letter.refresh_from_db()
        return letter
    with transaction.atomic():
        letter = locked(letter)
        if letter.document_id is None:
            letter.document = keep_file(
                content,
                file_name=file_name(letter),
                content_type="application/pdf",
                language=letter.language,
            )
            letter.made_at = clock.now()
            letter.claimed_until = None
            letter.last_fault = ""
            letter.save(update_fields=["document", "made_at", "claimed_until", "last_fault"])
            if letter.case_file is not None:
                with translation.override("nb"):
                    title = str(TITLES[letter.kind])
                journal(
                    letter.case_file,
                    JournalEntry.Kind.OUTGOING,
                    title,
                    title,
                    by=SYSTEM,
                    document=letter.document,
                )
    return letter


# What the journal says; neutral, so that the public journal may say the same.
TITLES = {
    kinds.RECEIPT: _("Receipt"),
    kinds.AWARD: _("Decision on a grant"),
    kinds.REFUSAL: _("Decision"),
    kinds.APPROVAL: _("The report is approved"),
    kinds.HOLD: _("The case is on hold"),
    kinds.RESUME: _("The case goes on"),
}


@transaction.atomic
def open_letter(letter: Letter, *, by: Actor, as_reader: bool = True) -> bytes:
    """Return a letter's PDF, and mark it seen when its reader is the one who opens it.

    The caller has asked whether ``by`` may read it. Rule LET-1: before the worker has made the
    PDF there is nothing to open.
    """
    letter = locked(letter)
    require(
        "LET-1",
        letter.document_id,
        _("The letter is coming as PDF. Try again in a few seconds."),
    )
    if as_reader and letter.opened_at is None:
        letter.opened_at = clock.now()
        letter.save(update_fields=["opened_at"])
    record("letters.open_letter", letter, by=by, as_reader=as_reader)
    assert letter.document is not None
    return read_document(letter.document)
