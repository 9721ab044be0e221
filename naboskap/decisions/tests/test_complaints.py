from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from naboskap.assessments.models import Case
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.decisions.actions import (
    close_refused_case,
    enter_complaint,
    propose,
    settle_complaint,
)
from naboskap.decisions.deadlines import last_day
from naboskap.decisions.models import Complaint, Decision
from naboskap.decisions.queries import (
    complains_until,
    complaint_due_on,
    decision_of,
    open_complaints,
)
from naboskap.decisions.tasks import run_due
from naboskap.decisions.tests.factories import DecisionFactory, complaint
from naboskap.letters.models import Letter
from naboskap.notifications.models import Message
from naboskap.programmes.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(proposed, cast):
    Decision.objects.update(status="made", made_by_id=cast.head.pk, made_at=timezone.now())
    proposed.refresh_from_db()
    return proposed


def letter(decision, side, **facts):
    return Letter.objects.create(
        kind="refusal",
        language="nb",
        facts={},
        subject_type="decisions.decision",
        subject_id=str(decision.pk),
        reader=side,
        **facts,
    )


def test_either_side_complains_in_time(cast, made):
    entered = enter_complaint(made, side="b", text="Мы не согласны.", by=cast.partner)

    assert not entered.is_late
    assert entered.due_on == last_day(clock.today(), 21)
    assert entered.language == "ru"
    assert list(open_complaints()) == [entered]
    assert [e.action for e in trail_of(entered)] == ["decisions.enter_complaint"]
    assert Message.objects.get().address == cast.officer.email


def test_a_late_complaint_is_taken_and_marked(cast, made):
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        entered = enter_complaint(made, side="a", text="Vi er uenige.", by=cast.applicant)

    assert entered.is_late


def test_the_days_run_from_when_the_letter_was_seen(made):
    sent = letter(made, "a")
    assert complaint_due_on(made, "a") == last_day(clock.today(), 21)

    sent.opened_at = timezone.now() + timedelta(days=5)
    sent.save()

    seen = sent.opened_at.astimezone(clock.OSLO).date()
    assert complaint_due_on(made, "a") == last_day(seen, 21)
    assert complaint_due_on(made, "b") == last_day(clock.today(), 21)


def test_the_officer_writes_down_a_complaint_that_was_sent(cast, made):
    entered = enter_complaint(made, side="b", text="Brev fra partneren.", by=cast.officer)

    assert (entered.side, entered.entered_by_id) == ("b", cast.officer.pk)
    assert not Message.objects.exists()


@pytest.mark.parametrize(("rule", "given"), [("DEC-40", {"side": "b"}), ("DEC-41", {"text": " "})])
def test_what_a_complaint_needs(rule, given, cast, made):
    with pytest.raises(RuleNotMet) as refusal:
        enter_complaint(made, **{"side": "a", "text": "Vi er uenige."} | given, by=cast.applicant)

    assert refusal.value.rule == rule
    assert not Complaint.objects.exists()


def test_one_complaint_at_a_time_from_a_side(cast, made):
    complaint(made, cast.applicant)

    with pytest.raises(RuleNotMet) as refusal:
        enter_complaint(made, side="a", text="Igjen.", by=cast.applicant)

    assert refusal.value.rule == "DEC-42"
    enter_complaint(made, side="b", text="Мы тоже.", by=cast.partner)


def test_strangers_do_not_complain(cast, made):
    for person in (cast.stranger, cast.left_the_pair, cast.other_officer, cast.head):
        with pytest.raises(PermissionDenied):
            enter_complaint(made, side="a", text="Uenig.", by=person)
    assert not Complaint.objects.exists()


def test_somebody_who_took_no_part_settles_it(cast, made):
    entered = complaint(made, cast.applicant)
    for person in (cast.head, cast.officer, cast.silent_board_member):
        with pytest.raises(PermissionDenied):
            settle_complaint(entered, answer="Vi står ved det.", is_upheld=False, by=person)
    with pytest.raises(RuleNotMet) as refusal:
        settle_complaint(entered, answer="", is_upheld=True, by=cast.board_member)
    assert refusal.value.rule == "DEC-43"

    settle_complaint(
        entered, answer="Vi står ved det, fordi …", is_upheld=False, by=cast.board_member
    )

    entered.refresh_from_db()
    assert (entered.status, entered.settled_by_id) == ("settled", cast.board_member.pk)
    assert [m.address for m in Message.objects.all()] == [cast.applicant.email]
    with pytest.raises(TransitionRefused):
        settle_complaint(entered, answer="Igjen.", is_upheld=True, by=cast.board_member)
    made.refresh_from_db()
    assert made.status == "made"


def decided(made):
    Case.objects.filter(pk=made.case_id).update(status="decided", turn="", due_on=None)
    made.case.refresh_from_db()


def upheld(complaint, by):
    return settle_complaint(complaint, answer="Dere har rett.", is_upheld=True, by=by)


@pytest.mark.parametrize("status", ["decided", "closed"])
def test_an_upheld_complaint_lets_the_case_be_decided_anew(status, cast, made):
    decided(made)
    Case.objects.filter(pk=made.case_id).update(status=status)
    Programme.objects.update(answer_to_weeks=4)

    upheld(complaint(made, cast.applicant), cast.board_member)

    made.refresh_from_db()
    case = Case.objects.get()
    assert made.status == "lifted"
    assert (case.status, case.turn) == ("assessing", "office")
    assert case.promised_by == case.due_on == clock.today() + timedelta(weeks=4)
    assert decision_of(case) is None
    told = set(Message.objects.values_list("kind", "address"))
    assert told == {
        ("decisions.complaint_settled", cast.applicant.email),
        ("decisions.complaint_upheld", cast.officer.email),
    }
    assert [each.action for each in trail_of(made)] == ["decisions.lift"]
    again = propose(
        case,
        outcome="refusal",
        reason="Fortsatt bare én part.",
        criterion_reasons=[{"criterion": "cooperation", "reason": "Bare én part."}],
        by=cast.officer,
    )
    assert decision_of(case) == again


def test_a_second_complaint_over_a_lifted_decision_is_answered_too(cast, made):
    decided(made)
    first, second = complaint(made, cast.applicant), complaint(made, cast.partner, side="b")
    upheld(first, cast.board_member)
    upheld(second, cast.board_member)

    assert not open_complaints().exists()
    assert Case.objects.get().status == "assessing"
    with pytest.raises(PermissionDenied):
        enter_complaint(made, side="a", text="Igjen.", by=cast.applicant)


def after(days):
    return time_machine.travel(timezone.now() + timedelta(days=days))


def closes(*days):
    """Return what the worker closed on each of these days from now, and the case's state."""
    told = []
    for day in days:
        with after(day):
            told.append((run_due(), Case.objects.get().status))
    return told


@time_machine.travel("2021-10-04T10:00:00Z")
def test_a_refused_case_closes_when_nobody_can_complain_any_more(cast, made):
    made.made_at = timezone.now()
    made.save()
    decided(made)

    assert closes(1, 21, 22) == [(0, "decided"), (0, "decided"), (1, "closed")]

    last = trail_of(made.case).last()
    assert (last.action, last.data["reason"]) == ("assessments.close_reason", "refused")
    assert closes(23) == [(0, "closed")]


@time_machine.travel("2021-10-04T10:00:00Z")
def test_a_letter_opened_late_gives_the_whole_time(cast, made):
    made.made_at = timezone.now()
    made.save()
    decided(made)
    letter(made, "b", opened_at=timezone.now() + timedelta(days=10))

    # The thirty-first day falls on a Thursday.
    assert closes(22, 31, 32) == [(0, "decided"), (0, "decided"), (1, "closed")]


@time_machine.travel("2021-10-02T10:00:00Z")
def test_a_last_day_on_a_saturday_is_waited_for(cast, made):
    made.made_at = timezone.now()
    made.save()
    decided(made)

    # The last day is Saturday the 23rd, and moves to Monday the 25th.
    assert closes(22, 23, 24) == [(0, "decided"), (0, "decided"), (1, "closed")]
    with pytest.raises(RuleNotMet) as refusal:
        close_refused_case(made)
    assert refusal.value.rule == "DEC-44"


def test_a_complaint_that_waits_keeps_the_case_open(cast, made):
    decided(made)
    waiting = complaint(made, cast.applicant)
    assert closes(60) == [(0, "decided")]

    settle_complaint(waiting, answer="Vi står ved det.", is_upheld=False, by=cast.board_member)
    assert closes(60) == [(1, "closed")]


def test_an_award_is_not_closed_so(cast, made):
    decided(made)
    Decision.objects.update(outcome="award", amount_awarded=1)
    assert closes(60) == [(0, "decided")]


@pytest.mark.parametrize("cases", [1, 3])
def test_looking_for_what_may_be_closed_costs_the_same(
    cases, cast, made, django_assert_num_queries
):
    decided(made)
    for _case in range(cases - 1):
        DecisionFactory(status="made", made_by_id=1, made_at=timezone.now())
    with after(1), django_assert_num_queries(2):
        assert run_due() == 0


def test_a_hold_neither_moves_nor_shuts_the_time_to_complain(cast, made):
    until = complaint_due_on(made, "b")
    Case.objects.update(status="decided", turn="", due_on=None, held_at=clock.now())
    made.refresh_from_db()

    assert complains_until(Case.objects.get(), "b") == until
    entered = enter_complaint(made, side="b", text="Мы не согласны.", by=cast.partner)

    assert (entered.due_on, entered.is_late) == (until, False)
    Case.objects.update(held_at=None)
    assert complaint_due_on(made, "b") == until


def test_there_is_nothing_to_complain_of_before_the_decision_nor_after_the_last_day(cast, made):
    case = Case.objects.get()
    assert complains_until(case, "a") is None
    case.status = "decided"
    last = complaint_due_on(made, "a")
    assert complains_until(case, "a") == last
    with time_machine.travel(clock.now() + timedelta(days=60), tick=False):
        assert complains_until(case, "a") is None


@pytest.mark.parametrize("is_upheld", [True, False])
def test_a_complaint_is_answered_when_the_case_goes_on(cast, made, is_upheld):
    waits = complaint(made, cast.applicant)
    Case.objects.update(held_at=clock.now())

    with pytest.raises(RuleNotMet) as refusal:
        settle_complaint(waits, answer="Nei.", is_upheld=is_upheld, by=cast.deputy)

    assert refusal.value.rule == "ASS-62"
    waits.refresh_from_db()
    assert (waits.status, waits.answer) == ("entered", "")
    assert Decision.objects.get().status == "made"
