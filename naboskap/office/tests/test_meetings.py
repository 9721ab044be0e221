"""The board's and the head's pages, as the cast meets them."""

import pytest
from django.urls import reverse

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.assessments.models import Case, Interest
from naboskap.assessments.tests.factories import interest, said
from naboskap.core import clock
from naboskap.decisions.models import Decision, Meeting, Vote
from naboskap.decisions.tests.factories import DecisionFactory

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"office:{name}", args=args)


@pytest.fixture
def agenda(house):
    """The case, proposed to the board as an award."""
    Case.objects.update(status="proposed", turn="board", partner_known_at=clock.now())
    return DecisionFactory(
        case=house.case,
        level="board",
        outcome="award",
        amount_awarded=60_000_00,
        sources=[{"pot": "prosjekt", "amount": 60_000_00}],
        proposed_by_id=house.cast.officer.pk,
    )


def test_the_board_meets_votes_and_decides(house, agenda, browser):
    second = UserFactory(roles=[Role.BOARD_MEMBER])
    said(house.case, second)
    one, two = house.as_("board_member"), browser(second)
    one.post(at("meetings"), {"held_on": clock.today().isoformat()})
    held = Meeting.objects.get()
    one.post(at("meeting-presence", held.pk), {"members": [house.cast.board_member.pk, second.pk]})
    for client in (one, two):
        client.post(at("meeting-vote", held.pk, agenda.pk), {"vote": "for"})
    assert Vote.objects.filter(is_for=True).count() == 2
    assert "Avslutt avstemningen" in one.get(at("meeting", held.pk)).content.decode()

    one.post(at("meeting-close-vote", held.pk, agenda.pk))

    agenda.refresh_from_db()
    assert agenda.status == "made"
    assert "Avgjort i møtet" in one.get(at("meeting", held.pk)).content.decode()
    one.post(at("meeting-close", held.pk))
    assert "Møtet er slutt" in one.get(at("meeting", held.pk)).content.decode()


def test_a_member_who_has_not_said_reads_no_reason(house, agenda):
    held = Meeting.objects.create(held_on=clock.today(), opened_by_id=1)

    shut = house.as_("silent_board_member").get(at("meeting", held.pk)).content.decode()

    assert agenda.reason not in shut
    assert agenda.reason in house.as_("board_member").get(at("meeting", held.pk)).content.decode()


def test_who_reaches_the_meetings(house, agenda):
    for person in ("finance_preparer", "applicant", "editor", "council_member"):
        assert house.as_(person).get(at("meetings")).status_code == 403
    assert house.as_("officer").get(at("meetings")).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_meeting_is_as_many_statements_for_one_case_as_for_three(
    rows, house, agenda, django_assert_max_num_queries
):
    for _row in range(rows - 1):
        DecisionFactory(level="board")
    held = Meeting.objects.create(held_on=clock.today(), opened_by_id=1)
    client = house.as_("board_member")
    client.get(at("meeting", held.pk))

    with django_assert_max_num_queries(15):
        client.get(at("meeting", held.pk))


def test_the_heads_page_and_the_day(house, agenda):
    Case.objects.update(due_on=clock.today().replace(day=1))
    Decision.objects.update(level="head")
    for person in ("head", "deputy"):
        text = house.as_(person).get(at("overview")).content.decode()
        assert "Elva mellom oss" in text
        assert "Igjen i 2021" in text
    assert house.as_("officer").get(at("overview")).status_code == 403
    for person in ("officer", "head", "board_member", "council_member", "auditor"):
        assert house.as_(person).get(at("work")).status_code == 200
    assert house.as_("applicant").get(at("work")).status_code == 403


def test_the_council_advises(house):
    house.case.programme.council_advises = True
    house.case.programme.save()
    Case.objects.update(status="assessing", turn="council")
    client = house.as_("council_member")
    assert "Elva mellom oss" in client.get(at("council")).content.decode()
    number = house.case.case_file.number.replace("/", "-")
    assert client.get(at("case-advise", number)).status_code == 200

    client.post(at("case-advise", number), {"supports": "yes", "reason": "Nytt sammen."})

    house.case.refresh_from_db()
    assert house.case.council_advice.supports


def test_an_interest_is_ended_by_a_leader(house):
    organisation = house.case.application.seats.get(side="a").organisation
    tie = interest(house.cast.other_officer, organisation)
    head = house.as_("head")
    assert organisation.name in head.get(at("interests")).content.decode()

    head.post(at("end-interest", tie.pk))

    assert Interest.objects.get(pk=tie.pk).ended_at is not None
    assert house.as_("officer").get(at("interests")).status_code == 403
