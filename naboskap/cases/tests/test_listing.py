from datetime import timedelta

import pytest
from django.db import connection

from naboskap.accounts.models import User
from naboskap.applications.models import Application
from naboskap.assessments.models import Case
from naboskap.assessments.tests.factories import CaseFactory, ProgrammeFactory
from naboskap.cases.queries import Filters, choices, csv_rows, figures, for_office, matching
from naboskap.core import clock
from naboskap.decisions.tests.factories import DecisionFactory
from naboskap.grants.models import Grant
from naboskap.search.actions import index

pytestmark = pytest.mark.django_db


def listed(user, **filters):
    return [row.pk for row in for_office(user, Filters(**filters)).rows]


def due(case, days, **facts):
    Case.objects.filter(pk=case.pk).update(due_on=clock.today() + timedelta(days=days), **facts)
    return case


def test_a_row_tells_where_the_case_stands(cast, case):
    due(case, -1, parties=[{"side": "a", "kind": "school", "place": {"nb": "Alta"}}])
    Application.objects.update(status="submitted")

    page = for_office(cast.head, Filters())

    [row] = page.rows
    assert (page.count, page.amount, page.pages) == (1, 210_000_00, 1)
    assert (page.first, page.last) == (1, 1)
    assert row.number == case.case_file.number
    assert (row.status, row.turn, row.is_late, row.is_unconfirmed) == (
        "received",
        "office",
        True,
        True,
    )
    assert row.officer == cast.officer.name
    assert row.parties[0]["kind"] == "school"
    assert not row.is_disqualified


def test_who_is_disqualified_sees_the_row_and_that_it_is_shut(cast, case):
    for person in (cast.disqualified_officer, cast.tied_officer):
        assert for_office(person, Filters()).rows[0].is_disqualified


def test_what_was_decided_tells_its_outcome(cast, case):
    decision = DecisionFactory(
        case=case,
        outcome="award",
        amount_awarded=1,
        status="made",
        made_by_id=1,
        made_at=case.received_at,
    )
    Grant.objects.create(
        decision=decision,
        recipient=case.application.seats.get(side="a").organisation,
        amount_awarded=1,
        award_date=clock.today(),
        accept_by=clock.today(),
        report_by=clock.today(),
        advance_percent=75,
        needs_auditor=False,
    )
    Case.objects.update(status="decided", due_on=None)

    [row] = for_office(cast.head, Filters(status="all")).rows

    assert (row.outcome, row.grant, row.is_late) == ("award", "offered", False)
    assert listed(cast.head) == []


def test_the_most_urgent_stands_first(cast, case):
    later, sooner, decided = CaseFactory(), CaseFactory(), CaseFactory(status="decided")
    due(case, 5)
    due(later, 9)
    due(sooner, 1)
    Case.objects.filter(pk=decided.pk).update(amount_applied_for=1)

    assert listed(cast.head) == [sooner.pk, case.pk, later.pk]
    assert listed(cast.head, status="all") == [decided.pk, sooner.pk, later.pk, case.pk]
    assert listed(cast.head, status="all", order="largest")[-1] == decided.pk
    assert listed(cast.head, order="no such order") == [sooner.pk, case.pk, later.pk]


def test_a_list_is_narrowed(cast, case):
    other = CaseFactory(
        application__programme=ProgrammeFactory(slug="kult"), application__theme="culture"
    )
    due(other, -1, turn="council", status="assessing", officer=cast.other_officer)
    nobodys = due(CaseFactory(), 9)

    assert listed(cast.officer, programme="kult") == [other.pk]
    assert listed(cast.officer, theme="culture") == [other.pk]
    assert listed(cast.officer, turn="council") == [other.pk]
    assert listed(cast.officer, late=True) == [other.pk]
    assert listed(cast.officer, late=True, status="all") == [other.pk]
    assert listed(cast.officer, status="assessing") == [other.pk]
    assert listed(cast.officer, officer="me") == [case.pk]
    assert listed(cast.officer, officer="none") == [nobodys.pk]
    assert listed(cast.officer, officer=str(cast.other_officer.pk)) == [other.pk]


def test_a_case_is_found_by_its_words(cast, case):
    other = CaseFactory()
    index("office", "assessments.case", case.pk, {"nb": "Ski uten grenser"})
    index("office", "assessments.case", other.pk, {"nb": "Kor i to land"})

    assert listed(cast.head, words="grense") == [case.pk]
    assert listed(cast.head, words="sjakk") == []


def test_pages(cast, case, monkeypatch):
    monkeypatch.setattr("naboskap.cases.queries.listing.PAGE", 2)
    for _number in range(2):
        CaseFactory()

    first, second = (for_office(cast.head, Filters(page=number)) for number in (1, 2))

    assert (first.count, first.pages, len(first.rows)) == (3, 2, 2)
    assert (second.first, second.last, len(second.rows)) == (3, 3, 1)
    assert for_office(cast.head, Filters(page=9)).number == 2
    assert for_office(cast.head, Filters(page=-9)).number == 1


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_is_two_statements_and_the_filters_two(
    number, cast, case, django_assert_num_queries
):
    for _number in range(number - 1):
        CaseFactory()
    head = User.objects.get(pk=cast.head.pk)

    with django_assert_num_queries(1):
        assert head.roles
    with django_assert_num_queries(2):
        assert len(for_office(head, Filters(words="")).rows) == number
    with django_assert_num_queries(2):
        choices()
    with django_assert_num_queries(1):
        assert len(list(csv_rows(head, Filters()))) == number


def test_the_open_list_is_read_in_its_order(cast, case):
    keys = matching(cast.head, Filters()).order_by("due_on", "pk").values("pk")[:50]

    plan = keys.explain()

    if connection.vendor == "sqlite":  # PostgreSQL scans so few rows.
        assert "COVERING INDEX case_open_by_urgency" in plan
        assert "TEMP B-TREE" not in plan


def test_the_csv_has_a_line_for_each_case(cast, case):
    DecisionFactory(case=case, status="made", made_by_id=1, made_at=case.received_at)

    [told] = csv_rows(cast.head, Filters(status="all"))

    assert told.row == for_office(cast.head, Filters(status="all")).rows[0]
    assert (told.row.number, told.row.outcome) == (case.case_file.number, "refusal")
    assert (told.awarded, told.received_on) == (0, clock.today())


def test_the_head_sees_what_waits(cast, case):
    due(case, -1, promised_by=clock.today() - timedelta(days=1))
    due(CaseFactory(), 3, status="proposed", turn="board")
    due(CaseFactory(), 3, status="proposed", turn="head")
    due(CaseFactory(), 3, status="asked", turn="a", officer=cast.officer)
    CaseFactory(status="closed")

    told = figures(cast.officer)

    assert (told.open, told.unassigned, told.mine, told.asked) == (4, 2, 2, 1)
    assert (told.past_promise, told.for_head, told.for_board, told.for_council) == (1, 1, 1, 0)


def test_the_list_shows_what_is_on_hold_and_is_never_late_with_it(cast, case):
    held = due(case, -3)
    late = due(CaseFactory(), -3)
    decided = CaseFactory(status="decided")
    Case.objects.filter(pk__in=[held.pk, decided.pk]).update(held_at=clock.now())

    assert set(listed(cast.head, status="held")) == {held.pk, decided.pk}
    assert listed(cast.head, late=True) == [late.pk]
    rows = {row.pk: row for row in for_office(cast.head, Filters()).rows}
    assert {pk: (row.is_held, row.is_late) for pk, row in rows.items()} == {
        held.pk: (True, False),
        late.pk: (False, True),
    }
    told = figures(cast.head)
    assert (told.open, told.held) == (2, 2)
