"""How long answers take, as everybody may see it: nobody is recognised."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from naboskap.cases.queries import FLOOR, handling, latest_of
from naboskap.decisions.tests.factories import DecisionFactory

pytestmark = pytest.mark.django_db
MADE = datetime(2021, 11, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _autumn():
    with time_machine.travel(datetime(2021, 12, 1, tzinfo=UTC), tick=False):
        yield


def answered(days, *, outcome="refusal", made_at=MADE, of=None, status="made"):
    """Make a case that was answered so many days after it was sent."""
    decision = DecisionFactory(
        outcome=outcome,
        amount_awarded=0 if outcome == "refusal" else 100_00,
        status=status,
        made_by_id=1 if status == "made" else None,
        made_at=made_at if status == "made" else None,
    )
    case = decision.case
    application = case.application
    type(application).objects.filter(pk=application.pk).update(
        submitted_at=made_at - timedelta(days=days)
    )
    if of is not None:
        type(case).objects.filter(pk=case.pk).update(programme=of)
    return case.programme if of is None else of


def several(number, *, of=None, **facts):
    for days in range(number):
        of = answered(10 + days, of=of, **facts)
    return of


def test_nine_answers_tell_nothing_and_ten_tell_half_and_of_ten():
    """PRO-15."""
    programme = several(6, outcome="award")
    several(3, of=programme)
    assert handling() == []
    answered(40, of=programme)
    [told] = handling()
    assert (told.programme_id, told.year) == (programme.pk, 2021)
    assert (told.days, told.of_ten) == (12, 6)
    assert latest_of(handling()) == {programme.pk: told}
    assert FLOOR == 10


def test_each_year_and_each_programme_needs_its_ten():
    programme = several(FLOOR)
    several(9, of=programme, made_at=MADE - timedelta(days=365))
    several(9)
    assert [(one.programme_id, one.year) for one in handling()] == [(programme.pk, 2021)]


def test_what_is_not_decided_or_lies_far_back_is_not_counted():
    programme = several(9)
    answered(5, of=programme, status="proposed")
    several(FLOOR, of=programme, made_at=datetime(2016, 12, 31, 12, tzinfo=UTC))
    assert handling() == []


def test_the_year_is_that_of_the_north():
    programme = several(FLOOR, made_at=datetime(2020, 12, 31, 23, 30, tzinfo=UTC))
    assert [one.year for one in handling()] == [2021]
    assert programme


def test_it_is_one_statement_however_many(django_assert_num_queries):
    programme = several(1)
    with django_assert_num_queries(1):
        handling()
    several(12, of=programme)
    with django_assert_num_queries(1):
        handling()
