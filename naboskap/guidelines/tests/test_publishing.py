from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import (
    drop_proposal,
    load_guidelines,
    propose_version,
    publish_version,
)
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import (
    compared_with,
    differences,
    of_rulebooks,
    published,
    published_after_today,
    version_in_force,
)
from naboskap.guidelines.tests.factories import every_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    load_guidelines(every_row(), by=SYSTEM)
    return Version.objects.get(slug="ordinary-2022")


@pytest.fixture
def tomorrow():
    return clock.today() + timedelta(days=1)


def refused(rule, act):
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule


def test_another_person_publishes(ready, cast, tomorrow):
    propose_version(ready, tomorrow, by=cast.editor)
    assert version_in_force("ordinary", tomorrow).slug == "ordinary-2021"
    refused("GUI-9", lambda: publish_version(ready, by=cast.editor))
    publish_version(ready, by=cast.head)
    assert version_in_force("ordinary", clock.today()).slug == "ordinary-2021"
    assert version_in_force("ordinary", tomorrow).slug == "ordinary-2022"
    assert ready in published()
    assert [entry.action for entry in trail_of(ready)][-2:] == [
        "guidelines.propose_version",
        "guidelines.publish_version",
    ]


def test_a_day_is_proposed_first(ready, cast, tomorrow):
    refused("GUI-8", lambda: publish_version(ready, by=cast.head))
    propose_version(ready, tomorrow, by=cast.editor)
    drop_proposal(ready, because="Ikke ennå.", by=cast.deputy)
    refused("GUI-8", lambda: publish_version(ready, by=cast.head))


@pytest.mark.parametrize("days", [-1, 0])
def test_a_day_to_come(ready, cast, days):
    day = clock.today() + timedelta(days=days)
    refused("GUI-7", lambda: propose_version(ready, day, by=cast.editor))
    Version.objects.filter(pk=ready.pk).update(proposed_from=day, proposed_by=cast.editor)
    refused("GUI-7", lambda: publish_version(ready, by=cast.head))


def test_no_two_from_one_day(ready, cast, tomorrow):
    other = Version.objects.get(slug="ordinary-2024")
    propose_version(ready, tomorrow, by=cast.editor)
    propose_version(other, tomorrow, by=cast.editor)
    publish_version(ready, by=cast.head)
    refused("GUI-5", lambda: publish_version(other, by=cast.head))
    refused("GUI-5", lambda: propose_version(other, tomorrow, by=cast.editor))


def test_what_is_published_is_not_proposed_again(ready, cast, tomorrow):
    current = Version.objects.get(slug="ordinary-2021")
    for act in (
        lambda: propose_version(current, tomorrow, by=cast.editor),
        lambda: drop_proposal(current, by=cast.editor),
        lambda: publish_version(current, by=cast.head),
    ):
        refused("GUI-6", act)


def test_who_may_not(ready, cast, tomorrow):
    for act in (
        lambda: propose_version(ready, tomorrow, by=cast.case_officer),
        lambda: drop_proposal(ready, by=cast.administrator),
        lambda: publish_version(ready, by=cast.case_officer),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        (
            "version_is_published_by_another",
            {"proposed_by": "editor", "proposed_from": date(2022, 4, 1), "published_by": "editor"},
        ),
        ("version_is_proposed_by_somebody", {"proposed_from": date(2022, 4, 1)}),
    ],
)
def test_the_table_refuses(ready, cast, constraint, facts):
    people = {
        name: getattr(cast, value) if isinstance(value, str) else value
        for name, value in facts.items()
    }
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Version.objects.filter(pk=ready.pk).update(**people)


def test_two_versions_are_compared_paragraph_by_paragraph(ready):
    told = differences(Version.objects.get(slug="ordinary-2021"), ready)
    found = {one.number: (one.before is not None, one.after is not None) for one in told}
    assert found == {
        "2.4": (True, True),
        "2.5": (True, True),
        "2.7": (False, True),
        "3.5": (True, False),
        "3.7": (False, True),
        "5.3": (True, True),
        "6.2": (True, True),
    }
    [partner] = [one for one in told if one.number == "2.4"]
    assert (partner.before.severity, partner.after.severity) == ("stops", "warns")
    assert differences(ready, ready) == ()


def test_a_version_is_compared_with_what_holds_the_day_before_its_own(ready, cast):
    other = Version.objects.get(slug="ordinary-2024")
    first = Version.objects.get(slug="ordinary-2021")
    assert compared_with(ready) == compared_with(other) == first
    days = [clock.today() + timedelta(days=days) for days in (10, 20)]
    propose_version(ready, days[0], by=cast.editor)
    publish_version(ready, by=cast.head)
    other = propose_version(other, days[1], by=cast.editor)
    assert compared_with(other) == ready
    assert compared_with(propose_version(other, days[0] - timedelta(1), by=cast.editor)) == first
    ready.refresh_from_db()
    assert compared_with(ready) == first
    assert published_after_today(other) == [ready]
    assert compared_with(first) is None


def test_every_version_is_listed_by_its_rulebook(ready):
    listed = {
        book.slug: [one.slug for one in versions] for book, versions in of_rulebooks().items()
    }
    assert listed["ordinary"] == [
        "ordinary-2024",
        "ordinary-2022",
        "ordinary-2020-digital",
        "ordinary-2021",
    ]
    assert listed["youth"] == ["youth-2021"]
