"""The assessment itself: criteria with reasons, the partner, the second reader, the council."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.applications.actions import require_settled
from naboskap.assessments.actions.holding import end_with_the_case
from naboskap.assessments.actions.taking import taken
from naboskap.assessments.models import (
    Case,
    CouncilAdvice,
    CriterionNote,
    CriterionNoteVersion,
)
from naboskap.assessments.queries import (
    bars_assessment,
    open_question,
    promised,
)
from naboskap.assessments.statuses import LIFE, CaseStatus, Turn, goes_on
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import Refusal, require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.programmes.models import Criterion
from naboskap.programmes.queries import promise_of


@transaction.atomic
def begin(case: Case, *, by: Actor) -> Case:
    """Take the case up. Where the programme asks its expert council, it is the council's turn.

    From now on the pair changes nothing by itself. Rules: APP-59 (nobody changes it just now),
    APP-97 (no change of it waits to be confirmed).
    """
    case = taken(case)  # With the application: the pair may be about to change what it sent.
    permit = LIFE.permit("begin", case, by=by)
    require_settled(case.application)
    turn = Turn.COUNCIL if case.programme.council_advises else Turn.OFFICE
    move(permit, turn=turn)
    return case


@transaction.atomic
def save_criterion_note(
    case: Case,
    criterion: Criterion,
    *,
    mark: str,
    reason: str,
    read_number: int,
    by: Actor,
) -> CriterionNote:
    """Write down how the case stands by one criterion, and why. Every saved text is kept.

    ``read_number`` is the number of the note that the writer saw (0: none yet). Rules: ASS-4
    (the case is being assessed), ASS-9 (a criterion of its programme), ASS-10 (a mark has its
    reason), ASS-71 (who helped does not assess, where the programme says so).
    """
    case = locked(case)
    if not may(by, "assessments.assess_case", case):
        raise PermissionDenied
    goes_on(case)
    require(
        "ASS-4",
        case.status in {CaseStatus.ASSESSING, CaseStatus.ASKED},
        _("The case is not being assessed now."),
    )
    require(
        "ASS-9",
        criterion.programme_id == case.programme_id,
        _("This criterion belongs to another programme."),
    )
    reason = reason.strip()
    require("ASS-10", not mark or reason, _("Write why you give this mark."))
    require(
        "ASS-71",
        not bars_assessment(by.pk, case),
        _("You have helped the pair. Under this programme somebody else assesses the case."),
    )
    note = CriterionNote.objects.filter(case=case, criterion=criterion).first()
    if (note.number if note else 0) != read_number:
        is_own = note is not None and note.saved_by_id == by.pk
        raise Refusal(
            _("You have saved this in another window meanwhile. Read it, and save again.")
            if is_own
            else _("Somebody else has saved this meanwhile. Read it, and save again.")
        )
    now = clock.now()
    if note is None:
        note = CriterionNote(case=case, criterion=criterion, number=0)
    note.mark, note.reason = mark, reason
    note.number += 1
    note.saved_by_id, note.saved_at = by.pk, now
    note.save()
    CriterionNoteVersion.objects.create(
        note=note,
        number=note.number,
        mark=mark,
        reason=reason,
        saved_by_id=by.pk,
        saved_at=now,
    )
    record("assessments.save_criterion_note", case, by=by, criterion=criterion.slug)
    return note


@transaction.atomic
def note_partner_contact(case: Case, *, how: str, by: Actor) -> Case:
    """Note how a partner that nobody knew was contacted. Rule: ASS-11 (how is written down)."""
    case = locked(case)
    if not may(by, "assessments.assess_case", case):
        raise PermissionDenied
    goes_on(case)
    how = how.strip()
    require("ASS-11", how, _("Write how the partner was contacted, and what they said."))
    case.partner_contact, case.partner_known_at = how, clock.now()
    case.save(update_fields=["partner_contact", "partner_known_at"])
    record("assessments.note_partner_contact", case, by=by)
    return case


@transaction.atomic
def note_second_reading(case: Case, *, text: str, by: Actor) -> Case:
    """The second reader says what they think of the assessment. Rule: ASS-12 (in words)."""
    case = locked(case)
    if not may(by, "assessments.second_read_case", case):
        raise PermissionDenied
    goes_on(case)
    text = text.strip()
    require("ASS-12", text, _("Write what you think of the assessment."))
    case.second_reading, case.second_read_at = text, clock.now()
    case.save(update_fields=["second_reading", "second_read_at"])
    record("assessments.note_second_reading", case, by=by)
    return case


@transaction.atomic
def advise(case: Case, *, supports: bool, reason: str, by: Actor) -> CouncilAdvice:
    """The expert council recommends, or recommends against.

    Rules: ASS-13 (the programme asks the council, and the case is being assessed), ASS-14 (once,
    with a reason).
    """
    case = locked(case)
    if not may(by, "assessments.advise_case", case):
        raise PermissionDenied
    goes_on(case)
    require(
        "ASS-13",
        case.programme.council_advises and case.status == CaseStatus.ASSESSING,
        _("The expert council is not asked in this case now."),
    )
    reason = reason.strip()
    require("ASS-14", reason, _("Write the council's reason."))
    given = CouncilAdvice.objects.filter(case=case).exists()
    require("ASS-15", not given, _("The council has given its advice."))
    advice = CouncilAdvice.objects.create(
        case=case,
        supports=supports,
        reason=reason,
        given_by_id=by.pk,
        given_at=clock.now(),
    )
    case.turn = Turn.OFFICE
    case.save(update_fields=["turn"])
    record("assessments.advise", case, by=by, supports=supports)
    return advice


@transaction.atomic
def give_up_waiting(case: Case, *, by: Actor) -> Case:
    """Go on without the answer that was asked for."""
    case = locked(case)
    permit = LIFE.permit("stop_waiting", case, by=by)
    question = open_question(case)
    if question is not None:
        question.ended_at = clock.now()
        question.save(update_fields=["ended_at"])
    move(permit, turn=Turn.OFFICE, due_on=promised(case))
    return case


@transaction.atomic
def reopen_case(case: Case, *, by: Actor) -> Case:
    """Take a decided case up again after a complaint, with a new promise to the pair.

    What was assessed stands, and can be changed; what lifted the decision is the caller's.
    """
    case = locked(case)
    permit = LIFE.permit("reopen", case, by=by)
    answer = promise_of(case.programme, None, received_on=clock.today())
    move(permit, turn=Turn.OFFICE, promised_by=answer.told, due_on=answer.due)
    return case


@transaction.atomic
def close_case(case: Case, *, reason: str, by: Actor) -> Case:
    """Lay the case aside for good. ``reason`` is a code.

    It is withdrawn, lapsed (as application or as grant), refused, declined or finished.
    """
    case = locked(case)
    permit = LIFE.permit("close", case, by=by)
    question = open_question(case)
    if question is not None:
        question.ended_at = clock.now()
        question.save(update_fields=["ended_at"])
    end_with_the_case(case, by=by)
    move(permit, turn=Turn.NOBODY, due_on=None)
    record("assessments.close_reason", case, by=by, reason=reason)
    return case
