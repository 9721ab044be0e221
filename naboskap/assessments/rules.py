"""Who may do what with a case. When it may be done is in statuses.py."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from naboskap.accounts.models import Role, RoleGrant
from naboskap.accounts.rules import (
    is_board_member,
    is_case_officer,
    is_council_member,
    is_deputy,
    is_finance_preparer,
    is_finance_releaser,
    is_head,
    is_office,
)
from naboskap.applications.models import Seat, SeatPerson
from naboskap.assessments.models import Case, Impartiality, Interest, QuestionToPair
from naboskap.core import clock
from naboskap.core.permissions import allow, is_system, once, predicate
from naboskap.core.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Ties:
    """How a person stands to a case: what they said, and what is remembered of them."""

    said_impartial: bool | None
    reason: str
    has_interest: bool

    @property
    def is_impartial(self) -> bool:
        """Whether the text may open to the person: said in this case, and nothing against it."""
        return self.said_impartial is True and not self.has_interest

    @property
    def is_disqualified(self) -> bool:
        return self.said_impartial is False or self.has_interest


def ties_of(user_pk: int, case: Case) -> Ties:
    """Return how the person stands to the case, fetched once in a reading: one statement."""

    def fetch() -> Ties:
        impartial, reason, remembered = _TIES.first(user=user_pk or 0, case=case.pk)
        return Ties(
            said_impartial=impartial,
            reason=remembered or reason or "",
            has_interest=remembered is not None,
        )

    return once(("ties", user_pk, case.pk), fetch)


def _ties(*, user: int, case: int) -> QuerySet[Case, Any]:
    said = Impartiality.objects.filter(case=OuterRef("pk"), user=user)
    interest = Interest.objects.filter(
        user=user,
        ended_at__isnull=True,
        organisation__in=Seat.objects.filter(application=OuterRef(OuterRef("application"))).values(
            "organisation"
        ),
    )
    return Case.objects.filter(pk=case).values_list(
        Subquery(said.values("is_impartial")[:1]),
        Subquery(said.values("reason")[:1]),
        Subquery(interest.values("reason")[:1]),
    )


_TIES = Prepared(_ties)


def heads_are_disqualified(case: Case) -> bool:
    """Say whether no head can act in the case: then the deputy does."""

    def fetch() -> bool:
        heads = RoleGrant.objects.in_force(clock.today()).filter(role=Role.HEAD)
        return all(
            ties_of(head, case).is_disqualified
            for head in heads.values_list("user", flat=True).distinct()
        )

    return once(("heads disqualified", case.pk), fetch)


def side_of(user_pk: int, case: Case) -> str:
    """Return the side that the person sits on in the pair, or nothing."""
    return _seat_of(user_pk, case)[0]


def side_written_for(user_pk: int, case: Case) -> str:
    """Return the side that the person answers and reports for; nothing for who only reads."""
    side, may_write = _seat_of(user_pk, case)
    return side if may_write else ""


def _seat_of(user_pk: int, case: Case) -> tuple[str, bool]:
    def fetch() -> tuple[str, bool]:
        return (
            SeatPerson.objects.filter(
                seat__application=case.application_id, user=user_pk, left_at__isnull=True
            )
            .values_list("seat__side", "may_write")
            .first()
        ) or ("", False)

    return once(("side of", user_pk, case.pk), fetch)


@predicate
def is_impartial(user: Any, case: Case) -> bool:
    """Hold for whoever has said so in this case, and has no remembered interest in it."""
    return bool(user.pk) and ties_of(user.pk, case).is_impartial


@predicate
def is_disqualified(user: Any, case: Case) -> bool:
    return bool(user.pk) and ties_of(user.pk, case).is_disqualified


@predicate
def is_officer_of_the_case(user: Any, case: Case) -> bool:
    return bool(user.pk) and case.officer_id == user.pk


@predicate
def is_second_reader(user: Any, case: Case) -> bool:
    return bool(user.pk) and case.second_reader_id == user.pk


@predicate
def stands_in_for_the_head(user: Any, case: Case) -> bool:
    return heads_are_disqualified(case)


@predicate
def writes_for_the_pair(user: Any, case: Case) -> bool:
    return bool(user.pk) and side_written_for(user.pk, case) != ""


@predicate
def is_asked(user: Any, question: QuestionToPair) -> bool:
    """Hold for whoever writes for the side that was asked; for both when no side is named."""
    if not user.pk:
        return False
    side = side_written_for(user.pk, question.case)
    return side != "" and (question.seat is None or question.seat.side == side)


@predicate
def heard_the_answer(user: Any, question: QuestionToPair) -> bool:
    """Hold for the case officer, who may have it told in a call and write it down."""
    return bool(user.pk) and question.case.officer_id == user.pk


@predicate
def is_the_interest_of_another(user: Any, interest: Interest) -> bool:
    return bool(user.pk != interest.user_id)


is_leader = is_head | is_deputy
works_with_cases = is_office | is_board_member | is_council_member

# A hold reads no text: who has nothing against them in the case may, before they have said so.
allow("assessments.see_forbidden", is_office)
allow("assessments.hold_cases", is_leader)
allow("assessments.hold_case", is_leader & ~is_disqualified)
allow("assessments.ask_for_hold", is_office & ~is_leader & ~is_disqualified)
allow("assessments.resume_case", is_leader & ~is_disqualified)
allow("assessments.declare_impartiality", works_with_cases)
allow("assessments.end_interest", is_leader & is_the_interest_of_another)
allow("assessments.read_text", works_with_cases & is_impartial)
allow("assessments.assign_case", is_leader | is_case_officer)
allow("assessments.assess_case", is_case_officer & is_officer_of_the_case & is_impartial)
allow("assessments.second_read_case", is_case_officer & is_second_reader & is_impartial)
allow("assessments.advise_case", is_council_member & is_impartial)
allow("assessments.answer_case", writes_for_the_pair | is_officer_of_the_case)
allow("assessments.settle_paper", (is_case_officer | is_leader) & is_impartial)
allow("assessments.answer_question", is_asked | heard_the_answer)
allow("assessments.stop_waiting", is_system | (is_case_officer & is_officer_of_the_case))
allow(
    "assessments.take_back",
    ((is_leader | is_board_member) & is_impartial) | (is_case_officer & is_officer_of_the_case),
)
allow("assessments.decide_case", (is_leader | is_board_member) & is_impartial)
allow("assessments.reopen_case", (is_leader | is_board_member) & is_impartial)
allow(
    "assessments.close_case",
    is_system
    | is_leader
    | is_finance_preparer
    | is_finance_releaser
    | (is_case_officer & is_officer_of_the_case),
)
