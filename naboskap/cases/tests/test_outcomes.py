"""What has come of what one has sent, as My page tells it."""

import pytest
from django.utils import translation

from naboskap.assessments.models import Case
from naboskap.cases.queries import came_of
from naboskap.cases.queries.outcomes import OF_GRANT
from naboskap.cases.tests.test_standing import decided, granted
from naboskap.core import clock
from naboskap.grants.statuses import GrantStatus

pytestmark = pytest.mark.django_db


def told(case):
    with translation.override("en"):
        came = came_of([case.application])[case.application_id]
        return str(came.words), came.answer_by


def test_what_is_not_answered_tells_the_day_that_was_promised(case):
    assert told(case) == ("", case.promised_by)


def test_what_is_on_hold_has_no_day(case):
    Case.objects.update(held_at=clock.now())

    assert told(case) == ("On hold", None)


def test_a_refusal_is_told(case):
    decided(case)

    assert told(case) == ("Not granted", None)


@pytest.mark.parametrize("status", GrantStatus.values)
def test_a_grant_is_told_by_where_it_stands(case, status):
    granted(case, status=status)

    with translation.override("en"):
        assert told(case) == (str(OF_GRANT[status]), None)


def test_three_are_told_by_one_statement(case, django_assert_num_queries):
    with django_assert_num_queries(1):
        came_of([case.application])
