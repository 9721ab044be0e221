from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.decisions.actions import enter_complaint, settle_complaint
from naboskap.decisions.deadlines import last_day
from naboskap.decisions.models import Complaint, Decision
from naboskap.decisions.queries import complaint_due_on, open_complaints
from naboskap.decisions.tests.factories import complaint
from naboskap.letters.models import Letter
from naboskap.notifications.models import Message

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
            settle_complaint(entered, answer="Vi står ved det.", by=person)
    with pytest.raises(RuleNotMet) as refusal:
        settle_complaint(entered, answer="", by=cast.board_member)
    assert refusal.value.rule == "DEC-43"

    settle_complaint(entered, answer="Vi står ved det, fordi …", by=cast.board_member)

    entered.refresh_from_db()
    assert (entered.status, entered.settled_by_id) == ("settled", cast.board_member.pk)
    assert [m.address for m in Message.objects.all()] == [cast.applicant.email]
    with pytest.raises(TransitionRefused):
        settle_complaint(entered, answer="Igjen.", by=cast.board_member)
