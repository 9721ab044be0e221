"""What it means for the assessment that somebody of ours helped: the programme chooses."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.models import Adviser
from naboskap.applications.models import Help
from naboskap.applications.tests.factories import NOW, draft, fill, join, programme
from naboskap.assessments.actions import (
    assign,
    begin,
    save_criterion_note,
    send_application,
)
from naboskap.assessments.models import CriterionNote
from naboskap.assessments.queries import guides_of, helped, needs_second_reader
from naboskap.assessments.tests.factories import said
from naboskap.core.errors import RuleNotMet
from naboskap.programmes.models import Criterion

pytestmark = pytest.mark.django_db
VISIBLE, SECOND, CANNOT = "visible", "second_reader", "cannot_assess"


@pytest.fixture(autouse=True)
def _autumn():
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def lead():
    return UserFactory()


@pytest.fixture
def head():
    return UserFactory(roles=[Role.HEAD])


@pytest.fixture
def application(lead):
    application = draft(lead, of=programme(answer_from_weeks=4, answer_to_weeks=6))
    join(application, UserFactory(), by=lead)
    return fill(application, by=lead)


@pytest.fixture
def officer():
    """The adviser of the field, who would get the case."""
    person = UserFactory(roles=[Role.CASE_OFFICER])
    Adviser.objects.create(
        user=person, phone="78", email="a@example.org", themes=["environment"], order=1
    )
    return person


def chosen(application, guidance):
    application.programme.guidance = guidance
    application.programme.save(update_fields=["guidance"])
    application.refresh_from_db()


def help_with(application, person, **facts):
    return Help.objects.create(application=application, user=person, let_in_at=NOW, **facts)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ((VISIBLE, None), False),
        ((VISIBLE, NOW), True),
        ((SECOND, None), True),
        ((SECOND, NOW), True),
    ],
)
def test_whether_a_second_reader_is_asked_for(application, lead, officer, how, expected):
    guidance, wrote = how
    chosen(application, guidance)
    help_with(application, officer, wrote_at=wrote, ended_at=NOW)

    case = send_application(application, by=lead)

    assert case.officer == officer
    assert helped(officer.pk, case)
    assert needs_second_reader(case) is expected


def test_where_helpers_cannot_assess_nobody_who_helped_is_given_the_case(
    application, lead, officer, head
):
    chosen(application, CANNOT)
    help_with(application, officer)
    other = UserFactory(roles=[Role.CASE_OFFICER])
    Adviser.objects.create(
        user=other, phone="78", email="b@example.org", themes=["environment"], order=2
    )
    case = send_application(application, by=lead)
    assert case.officer == other

    with pytest.raises(RuleNotMet) as refusal:
        assign(case, officer, by=head)

    assert refusal.value.rule == "ASS-70"
    case.refresh_from_db()
    assert case.officer == other


def test_a_later_choice_of_the_programme_holds_too(application, lead, officer):
    help_with(application, officer)
    case = send_application(application, by=lead)
    said(case, officer)
    begin(case, by=officer)
    criterion = Criterion.objects.create(
        programme=application.programme, slug="equal", position=1, name={"nb": "Likeverd"}
    )
    note = {"mark": "good", "reason": "Begge gjør noe.", "read_number": 0, "by": officer}
    chosen(application, CANNOT)

    with pytest.raises(RuleNotMet) as refusal:
        save_criterion_note(case, criterion, **note)

    assert refusal.value.rule == "ASS-71"
    assert not CriterionNote.objects.exists()
    chosen(application, SECOND)
    save_criterion_note(case, criterion, **note)


def test_who_helped_is_recorded_and_asked_in_one_statement(application, officer):
    help_with(application, officer, wrote_at=NOW)
    for _ in range(2):
        help_with(application, UserFactory(roles=[Role.CASE_OFFICER]))
    guides_of(application.pk)
    with CaptureQueriesContext(connection) as asked:
        found = guides_of(application.pk)

    assert len(asked) == 1
    assert {one.user_id: one.wrote for one in found} == {
        one.user_id: one.wrote_at is not None for one in Help.objects.all()
    }
