"""One thing asked of the pair, and the answer to it."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from naboskap.accounts.models import User
from naboskap.applications.actions import change_unlocked, require_settled, save_answer
from naboskap.assessments.actions.taking import taken
from naboskap.assessments.models import Case, QuestionToPair
from naboskap.assessments.notices import (
    QUESTION_ANSWERED,
    QUESTION_ASKED,
    tell_person,
    tell_the_pair,
)
from naboskap.assessments.queries import promised
from naboskap.assessments.statuses import LIFE, Turn
from naboskap.audit.actions import move, record
from naboskap.core import clock
from naboskap.core.errors import Refusal, require
from naboskap.core.locking import locked
from naboskap.core.permissions import Actor, may
from naboskap.questionnaires.queries import questions_of

TURN_OF = {"a": Turn.SIDE_A, "b": Turn.SIDE_B, "": Turn.PAIR}


@transaction.atomic
def ask_pair(
    case: Case,
    *,
    text: str,
    answer_by: date,
    side: str = "",
    unlocked: Iterable[str] = (),
    by: Actor,
) -> QuestionToPair:
    """Ask the pair, or one side of it, for one thing: a question, a day, what may be changed.

    The pair has the whole of that day, by the clock in Oslo. Rules: ASS-16 (a question in
    words), ASS-17 (a day to come), ASS-18 (only answers that the form has are unlocked), and of
    those APP-97 (no change of what was sent waits to be confirmed).
    """
    case = locked(case)
    permit = LIFE.permit("ask", case, by=by)
    text = text.strip()
    require("ASS-16", text, _("Write what you ask the pair about."))
    require("ASS-17", answer_by > clock.today(), _("Choose a day after today."))
    keys = sorted(set(unlocked))
    in_form = {question.key for question in questions_of(case.application.sheet.version)}
    require("ASS-18", in_form.issuperset(keys), _("The form has no such question."))
    if keys:
        require_settled(case.application)
    seat = case.application.seats.get(side=side) if side else None
    question = QuestionToPair.objects.create(
        case=case,
        seat=seat,
        text=text,
        unlocked=keys,
        asked_by_id=by.pk,
        asked_at=clock.now(),
        answer_by=clock.end_of(answer_by),
    )
    move(permit, turn=TURN_OF[side], due_on=answer_by)
    record("assessments.ask_pair", question, by=by, side=side, unlocked=keys)
    tell_the_pair(QUESTION_ASKED, case, side=side, answer_by=answer_by)
    return question


@transaction.atomic
def answer_question(
    question: QuestionToPair,
    *,
    text: str,
    answers: Mapping[str, str] | None = None,
    read_numbers: Mapping[str, int] | None = None,
    language: str,
    by: User,
) -> QuestionToPair:
    """The pair answers; the case goes on, and its officer is told.

    ``answers`` are new texts for the unlocked answers, by key, and ``read_numbers`` the numbers
    of the texts that the writer saw. What was sent stays as it was sent, and every later text is
    kept beside it. An answer after the day is welcome as long as the question stands open.
    Rules: ASS-19 (an answer in words), ASS-20 (only what was unlocked is changed), APP-97 (no
    change of what was sent waits to be confirmed: the new text would go with it if it lapses).
    """
    case = taken(question.case)
    question = locked(question)
    if not may(by, "assessments.answer_question", question):
        raise PermissionDenied
    if question.answered_at or question.ended_at:
        raise Refusal(_("This question has been settled. There is nothing more to do."))
    permit = LIFE.permit("answer", case, by=by)
    text = text.strip()
    changes = dict(answers or {})
    require("ASS-19", text, _("Write an answer, even a short one."))
    require(
        "ASS-20",
        set(changes) <= set(question.unlocked),
        _("Only what we asked about can be changed now."),
    )
    if changes:
        _change(case, question, changes, read_numbers or {}, by=by)
    question.answer, question.language = text, language
    question.answered_by_id, question.answered_at = by.pk, clock.now()
    question.save()
    move(permit, turn=Turn.OFFICE, due_on=promised(case))
    record("assessments.answer_question", question, by=by, changed=sorted(changes))
    if case.officer is not None and case.officer_id != by.pk:
        tell_person(QUESTION_ANSWERED, case, case.officer)
    return question


def _change(
    case: Case,
    question: QuestionToPair,
    changes: Mapping[str, str],
    read_numbers: Mapping[str, int],
    *,
    by: User,
) -> None:
    """Change the unlocked answers; what is sent now is frozen beside what was sent before."""
    require_settled(case.application)
    unlocked = frozenset(f"answer:{key}" for key in question.unlocked)
    for key in sorted(changes):
        save_answer(
            case.application,
            key,
            changes[key],
            read_number=read_numbers.get(key, 0),
            by=by,
            unlocked=unlocked,
        )
    change_unlocked(case.application, by=by, unlocked=unlocked)
