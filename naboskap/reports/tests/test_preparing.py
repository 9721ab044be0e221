"""A list of what a paragraph is going to forbid, chosen before its day."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from naboskap.accounts.models import RoleGrant
from naboskap.assessments.models import Case, HoldPlan
from naboskap.assessments.queries import plan_of, plans_due
from naboskap.assessments.tests.factories import CaseFactory
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.grants.tests.forbidding import CLAUSE, forbidding, sent
from naboskap.guidelines.models import Version
from naboskap.notifications.models import Message
from naboskap.reports.actions import hold_many, prepare_hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def ahead(case):
    return forbidding(case.programme.rulebook, from_date=clock.today() + timedelta(days=10))


@pytest.fixture
def two(case, ahead):
    """Two cases that the paragraph is going to stop."""
    cases = [case, CaseFactory(application__programme=case.programme)]
    for each in cases:
        sent(each, number=2)
    return cases


def prepare(version, cases, by, *, left_out=None, clause=CLAUSE):
    return prepare_hold(
        version,
        clause,
        shown=[each.pk for each in cases],
        chosen=[each.pk for each in cases if each.pk not in (left_out or {})],
        left_out=left_out or {},
        reason="Vi er bedt om å vente.",
        by=by,
    )


def test_what_is_chosen_is_kept_and_nothing_is_done(ahead, two, cast):
    first, second = two
    before = Message.objects.count()

    prepare(ahead, two, cast.head, left_out={second.pk: " Egen avtale "})

    plan = plan_of(ahead, CLAUSE)
    assert plan.left_out == {str(second.pk): "Egen avtale"}
    assert plan.chosen == [first.pk]
    assert (plan.reason, plan.changed_by) == ("Vi er bedt om å vente.", cast.head)
    assert not Case.objects.filter(held_at__isnull=False).exists()
    assert Message.objects.count() == before
    entry = trail_of(ahead).get(action="assessments.prepare_hold")
    assert "Egen avtale" not in str(entry.data)
    prepare(ahead, two, cast.deputy)
    assert HoldPlan.objects.get().left_out == {}


def test_what_was_chosen_of_a_case_that_is_not_shown_stands(ahead, two, cast):
    first, second = two
    prepare(ahead, two, cast.head, left_out={first.pk: "Egen avtale"})
    prepare(ahead, [first], cast.deputy, left_out={first.pk: "Nei"})
    assert HoldPlan.objects.get().chosen == [second.pk]
    prepare(ahead, two, cast.head, left_out={second.pk: "Egen avtale"})

    prepare(ahead, [first], cast.deputy, left_out={first.pk: "Nesten ferdig", second.pk: "Nei"})

    kept = {str(second.pk): "Egen avtale", str(first.pk): "Nesten ferdig"}
    assert HoldPlan.objects.get().left_out == kept


def test_what_preparing_needs(ahead, two, cast):
    with pytest.raises(PermissionDenied):
        prepare(ahead, two, cast.officer)
    now = forbidding(ahead.rulebook, from_date=clock.today(), slug="naa")
    undated = forbidding(ahead.rulebook, from_date=None, slug="klar")
    for version, clause in ((ahead, "3.1"), (now, CLAUSE), (undated, CLAUSE)):
        with pytest.raises(RuleNotMet) as refusal:
            prepare(version, two, cast.head, clause=clause)
        assert refusal.value.rule == "ASS-75"
    assert not HoldPlan.objects.exists()
    Version.objects.filter(pk=undated.pk).update(
        proposed_from=clock.today() + timedelta(days=3), proposed_by=cast.head
    )
    assert prepare(undated, two, cast.head).pk


def test_from_its_day_it_waits_for_the_head_until_it_is_carried_out(ahead, two, cast):
    prepare(ahead, two, cast.head)
    assert not plans_due(cast.head).exists()

    with time_machine.travel(clock.now() + timedelta(days=10), tick=False):
        RoleGrant.objects.update(to_date=None)
        assert plans_due(cast.head).get().version == ahead
        assert not plans_due(cast.officer).exists()
        hold_many(
            ahead,
            CLAUSE,
            chosen=[each.pk for each in two],
            left_out={},
            reason="Vi venter.",
            key=uuid4(),
            by=cast.head,
        )
        assert not plans_due(cast.head).exists()
