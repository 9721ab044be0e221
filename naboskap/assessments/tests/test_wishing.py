"""Who works with a case asks the head to put it on hold, and gets an answer."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.assessments.actions import ask_for_hold, begin_hold, refuse_hold
from naboskap.assessments.models import Case, HoldWish
from naboskap.assessments.queries import open_wish, wishes_for
from naboskap.assessments.tests.factories import interest
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db

WHY = "Partneren er under ny ledelse."


def refused(rule, act):
    with pytest.raises(RuleNotMet) as refusal:
        act()
    assert refusal.value.rule == rule


def told(kind):
    return {one.address: one for one in Message.objects.filter(kind=f"assessments.{kind}")}


def test_the_head_is_asked_with_a_reason_that_stands_on_the_page_alone(case, cast):
    wish = ask_for_hold(case, reason=f" {WHY} ", by=cast.officer)

    assert (wish.reason, wish.answered_at) == (WHY, None)
    assert set(told("hold_asked")) == {cast.head.email, cast.deputy.email}
    for one in told("hold_asked").values():
        assert WHY not in one.body + one.title
        assert f"/pa-vent/sak/{case.case_file.number.replace('/', '-')}/" in one.body
    [entry] = trail_of(case)
    assert entry.action == "assessments.ask_for_hold"
    assert WHY not in str(entry.data)
    assert [one.pk for one in wishes_for(cast.head)] == [wish.pk]
    assert not wishes_for(cast.officer).exists()


def test_a_head_with_an_interest_is_not_asked(case, cast):
    interest(cast.head, case.application.seats.get(side="a").organisation)
    ask_for_hold(case, reason=WHY, by=cast.officer)

    assert set(told("hold_asked")) == {cast.deputy.email}
    assert not wishes_for(cast.head).exists()


def test_what_asking_needs(case, cast):
    refused("ASS-72", lambda: ask_for_hold(case, reason=" ", by=cast.officer))
    ask_for_hold(case, reason=WHY, by=cast.officer)
    refused("ASS-73", lambda: ask_for_hold(case, reason="Igjen", by=cast.other_officer))
    begin_hold(case, reason="Vi venter.", by=cast.head)
    refused("ASS-73", lambda: ask_for_hold(case, reason=WHY, by=cast.officer))
    Case.objects.filter(pk=case.pk).update(held_at=None, status="closed", turn="", due_on=None)
    refused("ASS-73", lambda: ask_for_hold(case, reason=WHY, by=cast.officer))

    assert HoldWish.objects.count() == 1


@pytest.mark.parametrize("who", ["head", "tied_officer", "applicant", "board_member"])
def test_who_does_not_ask(who, case, cast):
    with pytest.raises(PermissionDenied):
        ask_for_hold(case, reason=WHY, by=getattr(cast, who))

    assert not HoldWish.objects.exists()


def test_a_hold_is_the_answer(case, cast):
    ask_for_hold(case, reason=WHY, by=cast.officer)

    hold = begin_hold(case, reason="Vi venter.", by=cast.head)

    wish = HoldWish.objects.get()
    assert (wish.answered_at, wish.answered_by_id) == (hold.begun_at, cast.head.pk)
    assert wish.answer == ""
    assert open_wish(case) is None


def test_a_no_has_its_reason_and_reaches_whoever_asked(case, cast):
    refused("ASS-73", lambda: refuse_hold(case, because="Nei.", by=cast.head))
    ask_for_hold(case, reason=WHY, by=cast.officer)
    refused("ASS-74", lambda: refuse_hold(case, because=" ", by=cast.head))
    with pytest.raises(PermissionDenied):
        refuse_hold(case, because="Nei.", by=cast.officer)
    assert open_wish(case) is not None

    refuse_hold(case, because="De svarer.", by=cast.deputy)

    assert HoldWish.objects.get().answer == "De svarer."
    assert set(told("hold_refused")) == {cast.officer.email}
    assert not wishes_for(cast.head).exists()


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("hold_wish_has_its_reason", {"reason": ""}),
        ("hold_wish_is_answered_by_somebody", {"answered_at": clock.now()}),
    ],
)
def test_the_table_refuses(case, cast, constraint, facts):
    ask_for_hold(case, reason=WHY, by=cast.officer)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        HoldWish.objects.update(**facts)
