"""The cast of ``assessments``, standing to a case that is ready for a proposal."""

import pytest

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.assessments.models import Case
from naboskap.assessments.tests.conftest import people
from naboskap.assessments.tests.factories import CaseFactory, noted, said
from naboskap.decisions.tests.factories import DecisionFactory, MeetingFactory, pot, present


@pytest.fixture
def case(db):
    return CaseFactory()


@pytest.fixture
def cast(case):
    """The cast, with two more board members who have said that they are impartial."""
    cast = people(case)
    cast.second_board_member = UserFactory(roles=[Role.BOARD_MEMBER])
    cast.third_board_member = UserFactory(roles=[Role.BOARD_MEMBER])
    said(case, cast.second_board_member)
    said(case, cast.third_board_member)
    return cast


@pytest.fixture
def ready(case, cast):
    """The case with all that a proposal needs, and a pot to take from."""
    Case.objects.filter(pk=case.pk).update(
        status="assessing", partner_known_at=case.received_at, partner_contact="Ringte."
    )
    noted(case, cast.officer)
    pot()
    case.refresh_from_db()
    return case


@pytest.fixture
def proposed(ready, cast):
    """A refusal proposed to the head by the case officer."""
    Case.objects.filter(pk=ready.pk).update(status="proposed", turn="head")
    ready.refresh_from_db()
    return DecisionFactory(case=ready, proposed_by_id=cast.officer.pk)


@pytest.fixture
def at_the_board(proposed):
    proposed.level = "board"
    proposed.save()
    return proposed


@pytest.fixture
def meeting(cast):
    """Held today, with two impartial members and one who has said nothing."""
    meeting = MeetingFactory()
    present(meeting, cast.board_member, cast.second_board_member, cast.silent_board_member)
    return meeting
