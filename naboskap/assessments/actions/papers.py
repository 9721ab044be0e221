"""Papers of the pair in the journal: those that came with the application, and those after."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naboskap.applications.actions import (
    hand_in_attachment,
    postpone_attachment,
    waive_attachment,
)
from naboskap.applications.models import Application, Attachment
from naboskap.applications.notices import PAPER_NEW_DAY, PAPER_WAIVED, tell_pair
from naboskap.applications.papers import KINDS
from naboskap.assessments.models import Case, PaperLeave
from naboskap.assessments.notices import PAPER_CAME, tell_person
from naboskap.assessments.statuses import CaseStatus
from naboskap.core import clock
from naboskap.core.errors import require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.core.prepared import Prepared
from naboskap.records.actions import journal, take_in
from naboskap.records.models import JournalEntry


def journal_papers(case: Case, *, by: Actor) -> None:
    """File each paper that came with the application in the case, in order."""
    for row in _CAME.ask(application=case.application_id):
        _file(case, row, by=by)


_CAME = Prepared(
    lambda *, application: Attachment.objects.filter(
        application=application, document__isnull=False
    ).select_related("document")
)


def _file(case: Case, row: Attachment, *, by: Actor) -> None:
    """File one paper that came."""
    came = _("Paper from the pair: %(kind)s")
    _journal(case, JournalEntry.Kind.INCOMING, came, row, by=by)


def _journal(
    case: Case, kind: JournalEntry.Kind, said: Promise, row: Attachment, *, by: Actor
) -> None:
    """File what happened to a paper; its words are those of its kind, and name nobody."""
    with translation.override("nb"):
        words = str(said) % {"kind": str(KINDS[row.kind].words)}
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


@transaction.atomic
def give_leave(case: Case, *, pk: int, due_on: date | None, reason: str, by: Actor) -> PaperLeave:
    """Give the pair another day for a promised paper, or do without it (``due_on`` is None).

    The pair is told, the reason stays in the house, and the journal has it. A second click is the
    same leave. Rules APP-93 (it has a reason), APP-91 and APP-92 (``postpone_attachment``).
    """
    case = locked(case, "application", "case_file")
    if not may(by, "assessments.settle_paper", case):
        raise PermissionDenied
    reason = reason.strip()
    require("APP-93", reason, _("Say in a few words why. It is kept with the case."))
    last = PaperLeave.objects.filter(case=case, paper=pk).last()
    told = (due_on, reason, by.pk)
    if last is not None and (last.due_on, last.reason, last.given_by_id) == told:
        return last
    is_taken_up = case.status != CaseStatus.RECEIVED
    if due_on is None:
        row = waive_attachment(case.application, pk=pk, is_taken_up=is_taken_up, by=by)
        said, notice = _("We do without a paper: %(kind)s"), PAPER_WAIVED
    else:
        row = postpone_attachment(
            case.application, pk=pk, due_on=due_on, is_taken_up=is_taken_up, by=by
        )
        said, notice = _("Another day for a paper: %(kind)s"), PAPER_NEW_DAY
    leave = PaperLeave.objects.create(
        case=case, paper=row, due_on=due_on, reason=reason, given_by_id=by.pk, given_at=clock.now()
    )
    _journal(case, JournalEntry.Kind.INTERNAL, said, row, by=by)
    tell_pair(notice, row.application, facts={"until": due_on})
    return leave
