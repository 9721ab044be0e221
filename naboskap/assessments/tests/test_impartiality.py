import pytest
from django.core.exceptions import PermissionDenied

from naboskap.assessments.actions import (
    assign,
    declare_impartiality,
    end_interest,
    name_second_reader,
)
from naboskap.assessments.models import Impartiality, Interest
from naboskap.assessments.rules import heads_are_disqualified
from naboskap.assessments.tests.factories import (
    CaseFactory,
    OrganisationFactory,
    interest,
    said,
)
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import may
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db


def test_one_click_and_the_text_opens(cast, case):
    assert not may(cast.other_officer, "assessments.read_text", case)

    declare_impartiality(case, is_impartial=True, by=cast.other_officer)

    assert may(cast.other_officer, "assessments.read_text", case)
    assert [(e.action, e.actor_id, e.data) for e in trail_of(case)] == [
        ("assessments.declare_impartiality", cast.other_officer.pk, {"is_impartial": True})
    ]


def test_an_interest_is_remembered_for_the_next_case_of_the_organisation(cast, case):
    partner = case.application.seats.get(side="b").organisation

    declare_impartiality(
        case, is_impartial=False, reason="sitter i styret", sides=["b"], by=cast.officer
    )

    case.refresh_from_db()
    assert case.officer is None
    assert Interest.objects.get(user=cast.officer).organisation == partner
    next_case = CaseFactory(application__seats=(OrganisationFactory(), partner))
    with pytest.raises(RuleNotMet) as refusal:
        declare_impartiality(next_case, is_impartial=True, by=cast.officer)
    assert refusal.value.rule == "ASS-6"
    assert not Impartiality.objects.filter(case=next_case).exists()


def test_an_interest_that_somebody_else_ended_no_longer_bars(cast, case):
    tie = interest(cast.other_officer, case.application.seats.get(side="a").organisation)
    with pytest.raises(PermissionDenied):
        end_interest(tie, by=cast.other_officer)

    end_interest(tie, by=cast.head)
    declare_impartiality(case, is_impartial=True, by=cast.other_officer)

    assert may(cast.other_officer, "assessments.read_text", case)


def test_an_interest_has_a_reason(cast, case):
    with pytest.raises(RuleNotMet) as refusal:
        declare_impartiality(case, is_impartial=False, reason="  ", by=cast.other_officer)

    assert refusal.value.rule == "ASS-5"
    assert not Impartiality.objects.filter(user=cast.other_officer).exists()


def test_an_interest_said_in_a_case_is_not_taken_back(cast, case):
    with pytest.raises(RuleNotMet) as refusal:
        declare_impartiality(case, is_impartial=True, by=cast.disqualified_officer)

    assert refusal.value.rule == "ASS-7"
    assert not Impartiality.objects.get(user=cast.disqualified_officer).is_impartial


def test_a_disqualified_second_reader_lays_it_down(cast, case):
    declare_impartiality(case, is_impartial=False, reason="nabo", by=cast.second_reader)

    case.refresh_from_db()
    assert case.second_reader is None
    assert case.officer == cast.officer


def test_the_pair_has_no_impartiality_to_give(cast, case):
    with pytest.raises(PermissionDenied):
        declare_impartiality(case, is_impartial=True, by=cast.applicant)


def test_the_deputy_stands_in_only_where_every_head_is_disqualified(cast, case):
    other = CaseFactory()
    said(other, cast.head, impartial=False)

    assert not heads_are_disqualified(case)
    assert heads_are_disqualified(other)


def test_a_case_is_given_to_an_officer_who_is_told(cast, case):
    assign(case, cast.other_officer, by=cast.head)

    case.refresh_from_db()
    assert case.officer == cast.other_officer
    assert [(m.kind, m.address) for m in Message.objects.all()] == [
        ("assessments.case_assigned", cast.other_officer.email)
    ]
    assert trail_of(case).get().data == {"officer": cast.other_officer.pk}


def test_a_second_reader_who_takes_the_case_over_is_no_longer_second(cast, case):
    assign(case, cast.second_reader, by=cast.head)

    case.refresh_from_db()
    assert (case.officer, case.second_reader) == (cast.second_reader, None)


@pytest.mark.parametrize("act", [assign, name_second_reader])
@pytest.mark.parametrize(
    ("rule", "person"),
    [
        ("ASS-2", "stranger"),
        ("ASS-2", "board_member"),
        ("ASS-3", "disqualified_officer"),
        ("ASS-3", "tied_officer"),
    ],
)
def test_who_cannot_be_given_a_case(act, rule, person, cast, case):
    with pytest.raises(RuleNotMet) as refusal:
        act(case, getattr(cast, person), by=cast.head)

    assert refusal.value.rule == rule
    assert_as_before(case, cast)


@pytest.mark.parametrize("act", [assign, name_second_reader])
def test_a_decided_case_is_given_to_nobody(act, cast, case):
    case.status, case.due_on = "decided", None
    case.save()

    with pytest.raises(RuleNotMet) as refusal:
        act(case, cast.other_officer, by=cast.head)

    assert refusal.value.rule == "ASS-4"
    assert_as_before(case, cast)


@pytest.mark.parametrize("act", [assign, name_second_reader])
def test_only_the_office_gives_cases(act, cast, case):
    for person in (cast.applicant, cast.auditor, cast.board_member, cast.superuser):
        with pytest.raises(PermissionDenied):
            act(case, cast.other_officer, by=person)
    assert_as_before(case, cast)


def test_the_second_reader_is_another_and_is_told(cast, case):
    with pytest.raises(RuleNotMet) as refusal:
        name_second_reader(case, cast.officer, by=cast.head)
    assert refusal.value.rule == "ASS-8"

    name_second_reader(case, cast.other_officer, by=cast.officer)

    case.refresh_from_db()
    assert case.second_reader == cast.other_officer
    assert Message.objects.get().address == cast.other_officer.email


def assert_as_before(case, cast):
    case.refresh_from_db()
    assert (case.officer, case.second_reader) == (cast.officer, cast.second_reader)
    assert not trail_of(case).exists()
    assert not Message.objects.exists()
