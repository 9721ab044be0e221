"""What stops those who want to send is counted, and nobody is seen behind a figure."""

from datetime import timedelta

import pytest

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import count_at_the_check, count_stumbles
from naboskap.applications.actions.sending import judgement_of
from naboskap.applications.gaps import Gap, gaps_of
from naboskap.applications.models import Stumble
from naboskap.applications.queries import FEWEST_SHOWN, draft_of, stumbles
from naboskap.applications.tests.factories import draft
from naboskap.core import clock
from naboskap.questionnaires.queries import everything_in

pytestmark = pytest.mark.django_db


def test_each_thing_that_stops_is_counted_once_for_one_writer():
    application = draft(UserFactory())
    found = count_stumbles(application)
    assert found
    assert {row.count for row in Stumble.objects.all()} == {1}
    assert count_stumbles(application, counted=found) == found
    assert {row.count for row in Stumble.objects.all()} == {1}
    count_stumbles(draft(UserFactory()))
    assert {row.count for row in Stumble.objects.all()} == {2}
    assert {row.month.day for row in Stumble.objects.all()} == {1}


def at_the_check(application, counted=()):
    draft_now = draft_of(application)
    asked = everything_in(application.sheet.version)
    return count_at_the_check(
        application,
        asked=asked,
        gaps=gaps_of(draft_now, asked, needs_partner=application.programme.needs_partner),
        findings=judgement_of(application, draft_now, on=clock.today()).findings,
        counted=counted,
    )


def test_what_a_draft_stumbles_over_at_the_check_is_counted_once_a_sitting(
    django_assert_num_queries,
):
    """WEB-81: by itself, and not as if somebody had wanted to send."""
    application = draft(UserFactory())
    found = at_the_check(application)
    assert found
    rows = Stumble.objects.all()
    assert {(row.stage, row.count) for row in rows} == {("writing", 1)}
    assert at_the_check(application, counted=found) == found
    assert {row.count for row in rows.all()} == {1}
    count_stumbles(application)
    assert {(row.stage, row.count) for row in rows.all()} == {("writing", 1), ("sending", 1)}
    at_the_check(draft(UserFactory()))
    assert {row.count for row in rows.filter(stage="writing")} == {2}


def test_what_was_found_to_be_shown_is_counted_in_two_statements(django_assert_num_queries):
    application = draft(UserFactory())
    assert application.programme.rulebook.slug
    [asked] = [everything_in(application.sheet.version)]
    gaps = gaps_of(draft_of(application), asked, needs_partner=True)
    with django_assert_num_queries(4):  # With the savepoint around them.
        found = count_at_the_check(application, asked=asked, gaps=gaps, findings=())
    with django_assert_num_queries(2):
        count_at_the_check(application, asked=asked, gaps=gaps, findings=(), counted=found)


def test_a_text_that_is_too_long_is_told_apart_from_one_that_is_missing():
    application = draft(UserFactory())
    asked = everything_in(application.sheet.version)
    one = next(each for each in asked if not each.is_built_in)
    gaps = [Gap(f"answer:{one.key}", code, one) for code in ("answer", "length")]
    count_at_the_check(application, asked=asked, gaps=gaps, findings=())
    assert {(row.what, row.name) for row in Stumble.objects.all()} == {
        ("question", str(one.identity_id)),
        ("length", str(one.identity_id)),
    }


def test_nothing_of_the_application_is_kept():
    names = {field.name for field in Stumble._meta.get_fields()}
    assert names == {"id", "month", "stage", "what", "rulebook", "name", "lesson", "count"}


def test_what_few_have_met_is_not_told():
    month = clock.today().replace(day=1)
    for name, count in (("2.1", FEWEST_SHOWN), ("2.2", FEWEST_SHOWN - 1), ("2.3", 40)):
        Stumble.objects.create(
            month=month, what="clause", rulebook="ordinary", name=name, count=count
        )
    assert [(one.name, one.count) for one in stumbles()] == [("2.3", 40), ("2.1", FEWEST_SHOWN)]


def test_the_months_of_a_year_are_put_together_and_older_ones_left():
    for year, count in ((clock.today().year - 2, 90), (clock.today().year, 3)):
        Stumble.objects.create(
            month=clock.today().replace(year=year, day=1),
            what="question", name="7", lesson="skriv", count=count,
        )  # fmt: skip
    assert stumbles() == []
    Stumble.objects.create(
        month=(clock.today() - timedelta(days=300)).replace(day=1),
        what="question", name="7", lesson="skriv", count=4,
    )  # fmt: skip
    assert [(one.name, one.count, one.lesson) for one in stumbles()] == [("7", 7, "skriv")]
