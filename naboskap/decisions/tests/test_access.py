"""Who may, for the whole cast; and the list and the lock agree."""

import pytest

from naboskap.assessments.models import Impartiality
from naboskap.assessments.tests.conftest import CAST
from naboskap.assessments.tests.factories import said
from naboskap.core.permissions import may
from naboskap.decisions.models import Decision, Vote
from naboskap.decisions.queries import visible_to
from naboskap.decisions.tests.factories import DecisionFactory, complaint

pytestmark = pytest.mark.django_db

EVERYBODY = (*CAST, "second_board_member", "third_board_member")
OFFICE = {
    "officer",
    "second_reader",
    "other_officer",
    "impartial_officer",
    "disqualified_officer",
    "tied_officer",
    "head",
    "deputy",
    "finance_preparer",
    "finance_releaser",
    "auditor",
}
BOARD = {"board_member", "silent_board_member", "second_board_member", "third_board_member"}
IMPARTIAL_BOARD = BOARD - {"silent_board_member"}
PAIR = {"applicant", "partner"}

AT_THE_HEAD = {
    "decisions.view_decision": OFFICE,
    "decisions.make_decision": {"head"},
    "decisions.return_decision": {"head", "officer"},
    "decisions.vote_on_decision": set(),
    "decisions.enter_complaint": set(),
}
AT_THE_BOARD = {
    "decisions.view_decision": OFFICE | BOARD,
    "decisions.make_decision": IMPARTIAL_BOARD,
    "decisions.return_decision": IMPARTIAL_BOARD | {"officer"},
    "decisions.vote_on_decision": IMPARTIAL_BOARD,
    "decisions.enter_complaint": set(),
}


def allowed(cast, permission, subject=None):
    return {person for person in EVERYBODY if may(getattr(cast, person), permission, subject)}


@pytest.mark.parametrize("permission", AT_THE_HEAD)
def test_who_may_below_the_threshold(permission, cast, proposed):
    assert allowed(cast, permission, proposed) == AT_THE_HEAD[permission]


@pytest.mark.parametrize("permission", AT_THE_BOARD)
def test_who_may_from_the_threshold(permission, cast, at_the_board):
    assert allowed(cast, permission, at_the_board) == AT_THE_BOARD[permission]


def test_the_deputy_decides_where_the_head_is_disqualified(cast, proposed):
    Impartiality.objects.filter(user=cast.head).update(is_impartial=False, reason="søsken")

    assert allowed(cast, "decisions.make_decision", proposed) == {"deputy"}
    assert allowed(cast, "decisions.return_decision", proposed) == {"deputy", "officer"}


def test_who_may_propose(cast, ready):
    assert allowed(cast, "decisions.propose_decision", ready) == {"officer"}


def test_who_may_hold_a_meeting(cast):
    assert allowed(cast, "decisions.hold_meeting") == BOARD | {"head", "deputy"}


def test_who_sees_a_decision_that_is_made_and_may_complain(cast, proposed):
    Decision.objects.update(status="made", made_by_id=cast.head.pk, made_at=proposed.proposed_at)
    proposed.refresh_from_db()

    assert allowed(cast, "decisions.view_decision", proposed) == OFFICE | PAIR
    assert allowed(cast, "decisions.enter_complaint", proposed) == PAIR | {"officer"}


def test_whoever_of_the_pair_only_reads_sees_the_answer_and_does_not_complain(cast, proposed):
    Decision.objects.update(status="made", made_by_id=cast.head.pk, made_at=proposed.proposed_at)
    proposed.refresh_from_db()
    seat = proposed.case.application.seats.get(side="b")
    seat.people.update(may_write=False, is_lead=False)

    assert allowed(cast, "decisions.view_decision", proposed) == OFFICE | PAIR
    assert allowed(cast, "decisions.enter_complaint", proposed) == {"applicant", "officer"}


def test_who_may_settle_a_complaint(cast, at_the_board):
    Decision.objects.update(
        status="made", made_by_id=cast.board_member.pk, made_at=at_the_board.proposed_at
    )
    at_the_board.refresh_from_db()
    Vote.objects.create(
        decision=at_the_board,
        user=cast.second_board_member,
        is_for=False,
        given_at=at_the_board.proposed_at,
    )

    who = allowed(cast, "decisions.settle_complaint", complaint(at_the_board, cast.applicant))

    assert who == {"third_board_member", "head", "deputy"}
    assert allowed(cast, "decisions.lift_decision", at_the_board) == who


def test_the_pair_still_reads_what_was_lifted(cast, proposed):
    Decision.objects.update(status="lifted", made_by_id=cast.head.pk, made_at=proposed.proposed_at)
    proposed.refresh_from_db()

    assert allowed(cast, "decisions.view_decision", proposed) == OFFICE | PAIR
    assert set(visible_to(cast.partner)) == {proposed}
    assert allowed(cast, "decisions.enter_complaint", proposed) == set()


def test_the_list_and_the_lock_agree(cast, proposed):
    people = {name: getattr(cast, name) for name in EVERYBODY}
    DecisionFactory(level="board")
    DecisionFactory(status="made", made_by_id=1, made_at=proposed.proposed_at)
    made = DecisionFactory(
        level="board", status="made", made_by_id=1, made_at=proposed.proposed_at
    )
    for user in people.values():
        said(made.case, user)

    by_lock = {
        name: {d for d in Decision.objects.all() if may(user, "decisions.view_decision", d)}
        for name, user in people.items()
    }

    assert {name: set(visible_to(user)) for name, user in people.items()} == by_lock
