"""Who sees that a case is there, who reads it; and the lists and the locks agree."""

import pytest

from naboskap.assessments.models import Case
from naboskap.assessments.tests.conftest import CAST
from naboskap.assessments.tests.factories import CaseFactory, ProgrammeFactory, said
from naboskap.cases.queries import readable_by, visible_to
from naboskap.core.permissions import may
from naboskap.decisions.tests.factories import DecisionFactory

pytestmark = pytest.mark.django_db

OFFICERS = {
    "officer",
    "second_reader",
    "other_officer",
    "impartial_officer",
    "disqualified_officer",
    "tied_officer",
}
OFFICE = OFFICERS | {"head", "deputy", "finance_preparer", "finance_releaser", "auditor"}
BOARD = {"board_member", "silent_board_member"}
READS = {"officer", "second_reader", "impartial_officer", "head", "deputy", "auditor"}

WHO_MAY = {
    "cases.view_case": OFFICE,
    "cases.read_case": READS,
    "cases.export_cases": OFFICE,
}
AT_THE_BOARD = {
    "cases.view_case": OFFICE | BOARD,
    "cases.read_case": READS | {"board_member"},
}
WITH_COUNCIL = {
    "cases.view_case": OFFICE | {"council_member"},
    "cases.read_case": READS | {"council_member"},
}


def allowed(cast, permission, case):
    return {person for person in CAST if may(getattr(cast, person), permission, case)}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(permission, cast, case):
    assert allowed(cast, permission, case) == WHO_MAY[permission]


@pytest.mark.parametrize("permission", AT_THE_BOARD)
def test_who_may_when_the_board_has_it(permission, cast, case):
    DecisionFactory(case=case, level="board")

    assert allowed(cast, permission, case) == AT_THE_BOARD[permission]


@pytest.mark.parametrize("permission", WITH_COUNCIL)
def test_who_may_where_the_council_advises(permission, cast, case):
    case.programme.council_advises = True
    case.programme.save()

    assert allowed(cast, permission, case) == WITH_COUNCIL[permission]


@pytest.mark.parametrize(
    ("permission", "query"), [("cases.view_case", visible_to), ("cases.read_case", readable_by)]
)
def test_the_list_and_the_lock_agree(permission, query, cast, case):
    others = [
        CaseFactory(),
        CaseFactory(application__programme=ProgrammeFactory(council_advises=True)),
        DecisionFactory(level="board").case,
        DecisionFactory(level="board", status="returned").case,
        DecisionFactory(level="board", status="made", made_by_id=1, made_at=case.received_at).case,
    ]
    people = {name: getattr(cast, name) for name in CAST}
    for other in others[1:]:
        for user in people.values():
            said(other, user)

    by_lock = {
        name: {each for each in Case.objects.all() if may(user, permission, each)}
        for name, user in people.items()
    }

    assert {name: set(query(user)) for name, user in people.items()} == by_lock
