"""Papers of the pair in the journal: those that came with the application, and those after."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from naboskap.applications.actions import hand_in_attachment
from naboskap.applications.models import Application, Attachment
from naboskap.applications.papers import KINDS
from naboskap.assessments.models import Case
from naboskap.assessments.notices import PAPER_CAME, tell_person
from naboskap.core.permissions import Actor
from naboskap.records.actions import journal, take_in
from naboskap.records.models import JournalEntry


def journal_papers(case: Case, *, by: Actor) -> None:
    """File each paper that came with the application in the case, in order."""
    came = Attachment.objects.filter(application=case.application_id, document__isnull=False)
    for row in came.select_related("document"):
        _file(case, row, by=by)


def _file(case: Case, row: Attachment, *, by: Actor) -> None:
    """File one paper; its words are those of its kind, and name nobody."""
    with translation.override("nb"):
        words = str(_("Paper from the pair: %(kind)s")) % {"kind": str(KINDS[row.kind].words)}
    kind = JournalEntry.Kind.INCOMING
    journal(case.case_file, kind, words, words, by=by, document=row.document)


def hand_in(
    application: Application, *, pk: int, file_name: str, content: bytes, by: Actor
) -> Attachment:
    """Take in a paper that was promised when the application was sent, and file it in the case.

    The case officer is told. Rules: those of ``take_in`` and of ``hand_in_attachment``.
    """
    taken = take_in(file_name, content)
    with transaction.atomic():
        row = hand_in_attachment(application, taken, pk=pk, file_name=file_name, by=by)
        case = Case.objects.select_related("case_file", "officer").get(application=application)
        _file(case, row, by=by)
        if case.officer is not None:
            tell_person(PAPER_CAME, case, case.officer)
    return row
