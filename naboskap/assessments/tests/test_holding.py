"""A case stands still: nothing of it moves on, and no deadline passes."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.accounts.models import RoleGrant
from naboskap.applications.actions import lapse_application
from naboskap.applications.models import Application
from naboskap.applications.tasks import run_due
from naboskap.applications.tests.factories import awaited
from naboskap.assessments.actions import (
    advise,
    answer_question,
    ask_pair,
    begin,
    begin_hold,
    days_of,
    end_hold,
    give_up_waiting,
    note_partner_contact,
    note_second_reading,
    save_criterion_note,
    withdraw,
)
from naboskap.assessments.models import Case, CouncilAdvice, CriterionNote, Hold, QuestionToPair
from naboskap.assessments.statuses import LIFE
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import Refusal, RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.programmes.models import Criterion, Programme

pytestmark = pytest.mark.django_db

WHY = "Regjeringen har bedt oss vente."


def standing(case):
    Case.objects.filter(pk=case.pk).update(status="assessing")
    case.refresh_from_db()
    return case


@pytest.fixture
def held(case, cast):
    begin_hold(standing(case), reason=WHY, by=cast.head)
    case.refresh_from_db()
    return case


def test_a_hold_is_a_dated_row_with_its_reason(case, cast):
    hold = begin_hold(case, reason=f"  {WHY} ", reason_across=" Ждём. ", by=cast.head)

    case.refresh_from_db()
    assert (case.held_at, case.status) == (hold.begun_at, "received")
    assert (hold.reason_for("a"), hold.reason_for("b")) == (WHY, "Ждём.")
    assert (hold.begun_by_id, hold.ended_at, hold.days) == (cast.head.pk, None, None)
    assert [e.action for e in trail_of(case)] == ["assessments.hold"]


@pytest.mark.parametrize("who", ["officer", "board_member", "applicant", "superuser"])
def test_only_a_leader_puts_a_case_on_hold_or_lets_it_go_on(who, case, cast):
    with pytest.raises(PermissionDenied):
        begin_hold(case, reason=WHY, by=getattr(cast, who))
    begin_hold(case, reason=WHY, by=cast.deputy)
    with pytest.raises(PermissionDenied):
        end_hold(case, by=getattr(cast, who))

    assert Hold.objects.filter(ended_at__isnull=True).count() == 1


def test_what_a_hold_needs(case, cast):
    with pytest.raises(RuleNotMet) as no_reason:
        begin_hold(case, reason=" ", by=cast.head)
    begin_hold(case, reason=WHY, by=cast.head)
    with pytest.raises(RuleNotMet) as twice:
        begin_hold(case, reason="Igjen", by=cast.head)
    end_hold(case, by=cast.head)
    with pytest.raises(RuleNotMet) as not_held:
        end_hold(case, by=cast.head)
    Case.objects.update(status="closed", due_on=None)
    with pytest.raises(RuleNotMet) as closed:
        begin_hold(case, reason=WHY, by=cast.head)

    rules = [each.value.rule for each in (no_reason, twice, not_held, closed)]
    assert rules == ["ASS-61", "ASS-63", "ASS-64", "ASS-60"]
    assert Hold.objects.count() == 1


def test_a_case_on_hold_is_not_assessed(held, cast):
    Programme.objects.update(council_advises=True)
    Case.objects.update(second_reader=cast.second_reader)
    criterion = Criterion.objects.filter(programme=held.programme).first()
    acts = [
        lambda: save_criterion_note(
            held, criterion, mark="good", reason="Ja", read_number=0, by=cast.officer
        ),
        lambda: note_partner_contact(held, how="Ringte", by=cast.officer),
        lambda: note_second_reading(held, text="Enig", by=cast.second_reader),
        lambda: advise(held, supports=True, reason="Ja", by=cast.council_member),
        lambda: ask_pair(
            held, text="Hva?", answer_by=clock.today() + timedelta(days=5), by=cast.officer
        ),
    ]

    for act in acts:
        with pytest.raises(RuleNotMet) as refused:
            act()
        assert refused.value.rule == "ASS-62"

    assert not CriterionNote.objects.exists()
    assert not CouncilAdvice.objects.exists()
    assert not QuestionToPair.objects.exists()


@pytest.mark.parametrize(
    ("status", "name"),
    [
        ("received", "begin"),
        ("assessing", "propose"),
        ("proposed", "decide"),
        ("proposed", "take_back"),
        ("asked", "stop_waiting"),
    ],
)
def test_no_step_of_its_life_is_open_while_it_is_on_hold(status, name, held, cast):
    Case.objects.update(status=status)
    held.refresh_from_db()
    by = cast.head if name == "decide" else cast.officer

    with pytest.raises(RuleNotMet) as refused:
        LIFE.permit(name, held, by=by)
    assert refused.value.rule == "ASS-62"
    assert name not in {each.name for each in LIFE.open_to(by, held)}

    end_hold(held, by=cast.head)
    held.refresh_from_db()
    assert LIFE.permit(name, held, by=by)


def test_the_pair_may_answer_while_it_waits(case, cast, question_of):
    question = question_of(case)
    Case.objects.filter(pk=case.pk).update(status="asked")
    begin_hold(case, reason=WHY, by=cast.head)
    case.refresh_from_db()

    answer_question(question, text="Ja", language="nb", by=cast.applicant)

    case.refresh_from_db()
    assert case.status == "assessing"
    assert case.held_at is not None
    with pytest.raises(Refusal):
        give_up_waiting(case, by=cast.officer)


def test_the_pair_may_take_it_back_while_it_waits(held, cast):
    withdraw(held.application, by=cast.applicant)

    held.refresh_from_db()
    hold = held.holds.get()
    assert (held.status, held.held_at) == ("closed", None)
    assert (hold.days, hold.ended_at is not None) == (0, True)


def test_no_time_to_confirm_runs_while_it_waits(case, cast):
    until = clock.end_of(clock.today() + timedelta(days=2))
    Application.objects.update(status="submitted", confirm_by=until)
    case.refresh_from_db()
    begin_hold(case, reason=WHY, by=cast.head)
    later = clock.now() + timedelta(days=10)

    with time_machine.travel(later):
        assert run_due() == 0
        with pytest.raises(RuleNotMet):
            lapse_application(case.application, by=SYSTEM)
        end_hold(case, by=cast.head)

    application = Application.objects.get()
    assert (application.status, application.confirm_by) == (
        "submitted",
        clock.days_later(until, 11),
    )


def test_the_days_of_promised_papers_move_and_are_reminded_of_anew(case, cast):
    soon = clock.today() + timedelta(days=2)
    waits = awaited(case.application, due_on=soon, reminded_at=clock.now())
    waived = awaited(case.application, kind="accounts", due_on=soon, waived_at=clock.now())
    begin_hold(case, reason=WHY, by=cast.head)

    with time_machine.travel(clock.now() + timedelta(days=9)):
        end_hold(case, by=cast.head)

    waits.refresh_from_db()
    waived.refresh_from_db()
    assert (waits.due_on, waits.reminded_at) == (soon + timedelta(days=10), None)
    assert waived.due_on == soon


def test_a_paper_whose_day_is_past_all_the_same_is_not_told_of_twice(case, cast):
    told = clock.now()
    row = awaited(case.application, due_on=clock.today() - timedelta(days=30), day_told_at=told)
    begin_hold(case, reason=WHY, by=cast.head)

    end_hold(case, by=cast.head)

    row.refresh_from_db()
    assert row.due_on == clock.today() - timedelta(days=29)
    assert row.day_told_at == told


def test_who_confirmed_meanwhile_has_no_time_to_confirm_any_more(case, cast):
    Application.objects.update(status="submitted", confirm_by=clock.end_of(clock.today()))
    case.refresh_from_db()
    begin_hold(case, reason=WHY, by=cast.head)
    Application.objects.update(status="confirmed")

    end_hold(case, by=cast.head)

    assert Application.objects.get().confirm_by is None


@pytest.mark.parametrize(
    ("begun", "ended", "days"),
    [
        # Within a day, over midnight in Oslo (not in London), and over both changes of the clock.
        (datetime(2022, 3, 10, 8, tzinfo=UTC), datetime(2022, 3, 10, 15, tzinfo=UTC), 1),
        (datetime(2022, 3, 10, 22, tzinfo=UTC), datetime(2022, 3, 10, 23, 30, tzinfo=UTC), 2),
        (datetime(2022, 3, 26, 12, tzinfo=UTC), datetime(2022, 3, 28, 12, tzinfo=UTC), 3),
        (datetime(2022, 10, 29, 12, tzinfo=UTC), datetime(2022, 10, 31, 12, tzinfo=UTC), 3),
    ],
)
def test_each_day_that_a_hold_touched_counts(begun, ended, days):
    assert days_of(begun, ended) == days


@pytest.mark.parametrize(
    ("times", "answer_by", "moved_to"),
    [
        # Winter to summer: the last minute of the day stays the last minute of the day.
        (
            (datetime(2022, 3, 21, 9, tzinfo=UTC), datetime(2022, 3, 30, 9, tzinfo=UTC)),
            date(2022, 3, 25),
            datetime(2022, 4, 4, 22, tzinfo=UTC),
        ),
        # Summer to winter.
        (
            (datetime(2022, 10, 24, 9, tzinfo=UTC), datetime(2022, 11, 2, 9, tzinfo=UTC)),
            date(2022, 10, 28),
            datetime(2022, 11, 7, 23, tzinfo=UTC),
        ),
    ],
)
def test_deadlines_move_across_the_change_of_the_clock(times, answer_by, moved_to, case, cast):
    begun, ended = times
    RoleGrant.objects.update(from_date=date(2021, 1, 1))
    Case.objects.update(status="asked", due_on=answer_by, promised_by=answer_by)
    question = QuestionToPair.objects.create(
        case=case,
        text="Kan dere?",
        asked_by_id=1,
        asked_at=begun,
        answer_by=clock.end_of(answer_by),
    )
    with time_machine.travel(begun, tick=False):
        begin_hold(case, reason=WHY, by=cast.head)
    with time_machine.travel(ended, tick=False):
        hold = end_hold(case, because="Det går", by=cast.head)

    case.refresh_from_db()
    question.refresh_from_db()
    assert hold.days == 10
    assert question.answer_by == moved_to
    assert (case.due_on, case.promised_by) == (answer_by + timedelta(days=10),) * 2
    assert (hold.ended_by_id, hold.ending_for("b"), case.held_at) == (
        cast.head.pk,
        "Det går",
        None,
    )
    assert [e.action for e in trail_of(case)] == ["assessments.hold", "assessments.go_on"]


def test_a_case_can_begin_again_after_a_hold(held, cast):
    Case.objects.update(status="received")
    end_hold(held, by=cast.head)

    begin(held, by=cast.officer)

    held.refresh_from_db()
    assert held.status == "assessing"


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"clause": "2.7"},
        {"ended_at": datetime(2022, 3, 1, tzinfo=UTC)},
        {},  # A second one at a time.
    ],
)
def test_the_database_holds_it_too(wrong, held):
    facts = {"case": held, "reason": "x", "begun_at": held.held_at, "begun_by_id": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.create(**facts | wrong)
