import pytest

from naboskap.assessments.tests.conftest import CAST
from naboskap.core.permissions import SYSTEM, may
from naboskap.grants.models import Grant
from naboskap.grants.queries import (
    ceiling_for,
    grant_of,
    grants_by_giver,
    sources_of,
    visible_to,
)
from naboskap.grants.tests.factories import pot_of

STAFF = {
    "officer",
    "second_reader",
    "other_officer",
    "impartial_officer",
    "disqualified_officer",
    "tied_officer",
    "head",
    "deputy",
    "board_member",
    "silent_board_member",
    "finance_preparer",
    "finance_releaser",
    "auditor",
}
WHO_MAY = {
    "grants.view_grant": STAFF | {"applicant", "partner"},
    "grants.answer_grant": {"applicant"},
    "grants.lapse_grant": {"system"},
    "grants.lift_grant": {"system"},
    "grants.close_grant": {"system", "finance_preparer", "finance_releaser"},
}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(offered, cast, permission):
    people = {name: getattr(cast, name) for name in CAST} | {"system": SYSTEM}
    able = {name for name, user in people.items() if may(user, permission, offered)}
    assert able == WHO_MAY[permission]


def test_the_list_and_the_lock_agree(offered, cast):
    people = {name: getattr(cast, name) for name in CAST}
    assert {name: set(visible_to(user)) for name, user in people.items()} == {
        name: {each for each in Grant.objects.all() if may(user, "grants.view_grant", each)}
        for name, user in people.items()
    }


def test_a_second_writer_of_the_home_side_does_not_answer(offered, cast):
    offered.decision.case.application.seats.get(side="a").people.filter(
        user=cast.applicant
    ).update(is_lead=False)
    assert not may(cast.applicant, "grants.answer_grant", offered)


def test_what_can_be_read_of_a_grant(offered, cast, django_assert_num_queries):
    assert grant_of(offered.decision) == offered
    assert [source.pot for source in sources_of(offered)] == [pot_of(offered.decision)]
    giver = pot_of(offered.decision).giver
    with django_assert_num_queries(1):
        numbers = [
            source.grant.decision.case.case_file.number for source in grants_by_giver([giver])
        ]
    assert len(numbers) == 1
    assert ceiling_for(offered.decision.case.application).percent == 70
