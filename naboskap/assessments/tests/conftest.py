"""The cast: one person for each way of standing to a case."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import cast_of
from naboskap.assessments.models import QuestionToPair
from naboskap.assessments.tests.factories import CaseFactory, interest, said, seated

PEOPLE = {
    "officer": Role.CASE_OFFICER,
    "second_reader": Role.CASE_OFFICER,
    "other_officer": Role.CASE_OFFICER,
    "impartial_officer": Role.CASE_OFFICER,
    "disqualified_officer": Role.CASE_OFFICER,
    "tied_officer": Role.CASE_OFFICER,
    "head": Role.HEAD,
    "deputy": Role.DEPUTY,
    "board_member": Role.BOARD_MEMBER,
    "silent_board_member": Role.BOARD_MEMBER,
    "council_member": Role.COUNCIL_MEMBER,
    "finance_preparer": Role.FINANCE_PREPARER,
    "finance_releaser": Role.FINANCE_RELEASER,
    "auditor": Role.AUDITOR,
    "editor": Role.EDITOR,
    "administrator": Role.ADMINISTRATOR,
}
OUTSIDE = ("applicant", "partner", "left_the_pair", "stranger", "superuser")
CAST = (*PEOPLE, *OUTSIDE)
IMPARTIAL = (
    "officer",
    "second_reader",
    "impartial_officer",
    "head",
    "deputy",
    "board_member",
    "council_member",
)


def people(case):
    """Make the cast and let it stand to the case as its names say."""
    cast = SimpleNamespace(
        **cast_of(
            PEOPLE,
            applicant={},
            partner={"language": "ru"},
            left_the_pair={},
            stranger={},
            superuser={"is_superuser": True},
        )
    )
    for name in IMPARTIAL:
        said(case, getattr(cast, name))
    said(case, cast.disqualified_officer, impartial=False)
    # Said impartial before the tie was known: the tie holds.
    said(case, cast.tied_officer)
    interest(cast.tied_officer, case.application.seats.get(side="b").organisation)
    has_lead = case.application.seats.filter(side="a", people__is_lead=True).exists()
    seated(case, cast.applicant, "a", is_lead=not has_lead)
    seated(case, cast.partner, "b")
    seated(case, cast.left_the_pair, "a", left_at=case.received_at)
    case.officer, case.second_reader = cast.officer, cast.second_reader
    case.save()
    return cast


@pytest.fixture
def case(db):
    return CaseFactory()


@pytest.fixture
def cast(case):
    return people(case)


@pytest.fixture
def question_of():
    def make(case, side=""):
        return QuestionToPair.objects.create(
            case=case,
            seat=case.application.seats.get(side=side) if side else None,
            text="Kan dere ta imot 22 gjester?",
            asked_by_id=case.officer_id or 0,
            asked_at=timezone.now(),
            answer_by=timezone.now() + timedelta(days=7),
        )

    return make
