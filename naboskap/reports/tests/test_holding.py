"""Cases put on hold and let go on, with their letters; and many at once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from naboskap.accounts.models import Role, RoleGrant
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.tests.factories import awaited
from naboskap.assessments.actions import Ground, withdraw
from naboskap.assessments.models import Case, Hold, HoldBatch, HoldItem
from naboskap.assessments.tests.factories import CaseFactory, said
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.grants.models import Grant
from naboskap.grants.queries import forbidden_by
from naboskap.grants.tests.forbidding import CLAUSE, forbidding, sent, with_a_ceiling
from naboskap.letters.models import Letter
from naboskap.letters.tasks import run_due as make_letters
from naboskap.notifications.models import Message
from naboskap.organisations.models import Obligation
from naboskap.organisations.queries import overdue_obligations
from naboskap.reports import tasks
from naboskap.reports.actions import hold_case, hold_many, resume_case, resume_many
from naboskap.reports.actions import holding as module
from naboskap.reports.models import Report
from naboskap.reports.queries import to_remind

pytestmark = pytest.mark.django_db

WHY = "Regjeringen har bedt oss vente."


@pytest.fixture
def version(case):
    return forbidding(case.programme.rulebook)


@pytest.fixture
def three(case, cast, version):
    """Three cases that the paragraph stops."""
    more = [CaseFactory(application__programme=case.programme) for _ in range(2)]
    for each in (case, *more):
        sent(each, number=2)
    return [case, *more]


def many(cases, version, by, *, left_out=None, key=None, **facts):
    left = left_out or {}
    return hold_many(
        version,
        CLAUSE,
        chosen=[each.pk for each in cases if each.pk not in left],
        left_out=left,
        reason=WHY,
        reason_across="Правительство попросило нас подождать.",
        key=key or uuid4(),
        by=by,
        **facts,
    )


def texts(letter):
    page = letter.facts["page"]
    return "\n".join(
        [page["heading"], page["lead"]]
        + [" ".join(row) for row in page["facts"]]
        + [each for section in page["sections"] for each in section["paragraphs"]]
    )


def test_both_sides_get_a_letter_in_their_own_language(case, cast, version):
    sent(case, number=2)
    (row,) = forbidden_by(cast.head, version, CLAUSE).rows
    hold_case(
        case,
        reason=WHY,
        reason_across="Ждём.",
        ground=Ground(version, CLAUSE, row.finding.as_data()),
        by=cast.head,
    )

    home, across = Letter.objects.order_by("reader")
    assert (home.kind, home.reader, home.language) == ("hold", "a", "nb")
    assert (across.reader, across.language) == ("b", "ru")
    assert WHY in texts(home)
    assert CLAUSE in texts(home)
    assert "Partneren er uavhengig" in texts(home)
    assert "Ждём." in texts(across)
    assert "Партнёр независим" in texts(across)
    assert WHY not in texts(across)
    told = Message.objects.filter(kind="assessments.on_hold")
    assert {each.address for each in told} == {
        cast.applicant.email,
        cast.partner.email,
        cast.officer.email,
    }
    assert make_letters() == 2
    assert set(Letter.objects.values_list("document__content_type", flat=True)) == {
        "application/pdf"
    }


def test_a_case_that_is_decided_without_a_grant_is_not_put_on_hold(offered, cast):
    Grant.objects.update(status="lapsed")

    with pytest.raises(RuleNotMet) as refused:
        hold_case(offered.decision.case, reason=WHY, by=cast.head)

    assert refused.value.rule == "GRA-42"
    assert not Hold.objects.exists()
    assert Case.objects.get().held_at is None
    assert not Letter.objects.filter(kind="hold").exists()


def test_a_report_on_hold_is_not_asked_for_and_bars_nobody(report, cast):
    Report.objects.update(due_on=clock.today() - timedelta(days=3))
    Obligation.objects.update(due_on=clock.today() - timedelta(days=3))
    recipient = report.grant.recipient_id

    hold_case(report.grant.decision.case, reason=WHY, by=cast.head)

    assert list(to_remind(clock.today(), reminders=2)) == []
    assert tasks.run_due() == 0
    assert not overdue_obligations(recipient).exists()


def test_the_days_of_a_grant_move_by_the_days_that_it_was_on_hold(report, cast):
    grant, due_on = report.grant, report.due_on
    accept_by, report_by = grant.accept_by, grant.report_by
    case = grant.decision.case
    hold_case(case, reason=WHY, by=cast.head)
    Letter.objects.all().delete()

    with time_machine.travel(clock.now() + timedelta(days=9)):
        hold = resume_case(case, because="Det går igjen.", by=cast.head)

    moved = timedelta(days=10)
    report.refresh_from_db()
    grant = Grant.objects.get()
    assert hold.days == 10
    assert report.due_on == due_on + moved
    assert (grant.accept_by, grant.report_by) == (accept_by + moved, report_by + moved)
    assert Obligation.objects.get().due_on == due_on + moved
    home, across = Letter.objects.order_by("reader")
    assert (home.kind, across.kind, across.language) == ("resume", "resume", "ru")
    assert home.facts["given"]["deadlines"] == [
        {"what": "report", "day": report.due_on.isoformat()}
    ]
    assert "Det går igjen." in texts(home)
    assert "10" in texts(across)


def test_an_approved_report_owes_nothing_after_a_hold_either(sent, cast):
    Report.objects.update(status="approved", amount_approved=1)
    Obligation.objects.update(due_on=None, settled_on=clock.today())
    due_on = sent.due_on

    hold_case(sent.grant.decision.case, reason=WHY, by=cast.head)
    resume_case(sent.grant.decision.case, by=cast.head)

    assert Report.objects.get().due_on == due_on
    assert Obligation.objects.get().due_on is None


def test_an_application_goes_on_with_the_promise_moved(case, cast):
    promised = case.promised_by
    row = awaited(case.application)
    hold_case(case, reason=WHY, by=cast.head)
    Letter.objects.all().delete()

    resume_case(case, by=cast.deputy)

    case.refresh_from_db()
    assert case.promised_by == promised + timedelta(days=1)
    given = Letter.objects.get(reader="b").facts["given"]
    assert given["deadlines"] == [
        {"what": "answer", "day": case.promised_by.isoformat()},
        {"what": "paper", "day": (row.due_on + timedelta(days=1)).isoformat()},
    ]
    assert (given["is_grant"], given["because"]) == (False, "")


# Many at once.


def test_what_was_chosen_is_put_on_hold_by_the_worker(three, version, cast):
    batch = many(three, version, cast.head, left_out={three[2].pk: " Egen avtale. "})

    assert Hold.objects.count() == 0  # The act only asks; the worker does.
    assert (tasks.run_due(), tasks.run_due()) == (2, 0)
    outcomes = {item.case_id: item.outcome for item in batch.items.all()}
    assert outcomes == {three[0].pk: "done", three[1].pk: "done", three[2].pk: "left_out"}
    assert batch.items.get(case=three[2]).left_out_because == "Egen avtale."
    assert set(Case.objects.filter(held_at__isnull=False)) == set(three[:2])
    hold = Hold.objects.get(case=three[0])
    assert (hold.version, hold.clause, hold.batch) == (version, CLAUSE, batch)
    assert (hold.begun_by_id, hold.finding["kind"]) == (cast.head.pk, "partner_kind")
    (entry,) = trail_of(batch)
    assert entry.data == {"version": version.slug, "clause": CLAUSE, "chosen": 2, "left_out": 1}


def test_what_holding_many_needs(three, version, cast):
    ahead = forbidding(version.rulebook, from_date=date(2090, 1, 1), slug="senere")
    with_a_ceiling(version)
    wrong = [
        ("ASS-65", {"clause": "4.1"}),
        ("ASS-61", {"reason": " "}),
        ("ASS-65", {"version": ahead}),
        ("ASS-65", {"clause": "3.1"}),
        ("ASS-66", {"chosen": []}),
        ("ASS-67", {"left_out": {three[2].pk: " "}}),
    ]
    for rule, facts in wrong:
        given = {
            "version": version,
            "clause": CLAUSE,
            "chosen": [three[0].pk],
            "left_out": {},
            "reason": WHY,
            "key": uuid4(),
            "by": cast.head,
        } | facts
        with pytest.raises(RuleNotMet) as refused:
            hold_many(given.pop("version"), given.pop("clause"), **given)
        assert refused.value.rule == rule
    with pytest.raises(PermissionDenied):
        many(three, version, cast.officer)

    assert not HoldBatch.objects.exists()
    assert not HoldItem.objects.exists()


def test_a_case_that_the_person_may_not_touch_is_in_no_batch(three, version, cast):
    said(three[1], cast.head, impartial=False)

    batch = many(three, version, cast.head)

    assert {item.case for item in batch.items.all()} == {three[0], three[2]}
    assert batch.unseen == 1


def test_a_second_click_is_the_same_batch(three, version, cast):
    key = uuid4()
    first = many(three, version, cast.head, key=key)
    tasks.run_due()

    again = many(three, version, cast.head, key=key)

    assert again == first
    assert (HoldBatch.objects.count(), HoldItem.objects.count()) == (1, 3)
    assert tasks.run_due() == 0
    assert Letter.objects.filter(kind="hold").count() == 6


def test_two_people_at_once_hold_each_case_once(three, version, cast):
    first = many(three, version, cast.head)
    second = many(three, version, cast.deputy)

    assert tasks.run_due() == 6

    assert set(first.items.values_list("outcome", flat=True)) == {"done"}
    assert set(second.items.values_list("outcome", flat=True)) == {"already"}
    assert Hold.objects.count() == 3
    assert Letter.objects.filter(kind="hold").count() == 6


def test_a_worker_that_is_killed_loses_nothing(three, version, cast, monkeypatch):
    many(three, version, cast.head)
    original = module.hold_case

    def killed(case, **facts):
        if case == three[1]:
            original(case, **facts)
            raise KeyboardInterrupt  # After all its rows, and before the end of the transaction.
        return original(case, **facts)

    monkeypatch.setattr(module, "hold_case", killed)
    with pytest.raises(KeyboardInterrupt):
        tasks.run_due()
    assert list(Case.objects.filter(held_at__isnull=False)) == [three[0]]
    assert Letter.objects.filter(kind="hold").count() == 2

    monkeypatch.undo()
    assert tasks.run_due() == 2
    assert set(HoldItem.objects.values_list("outcome", flat=True)) == {"done"}
    assert Letter.objects.filter(kind="hold").count() == 6


def test_what_ended_meanwhile_and_what_may_not_be_done_is_told(three, version, cast):
    lead = cast.applicant
    batch = many(three, version, cast.head)
    withdraw(three[0].application, by=lead)
    said(three[1], cast.head, impartial=False)

    assert tasks.run_due() == 3

    outcomes = {item.case_id: item.outcome for item in batch.items.all()}
    assert outcomes == {three[0].pk: "already", three[1].pk: "refused", three[2].pk: "done"}


def test_a_whole_batch_goes_on(three, version, cast):
    batch = many(three, version, cast.head)
    tasks.run_due()
    resume_case(three[2], by=cast.head)  # One went on before.
    said(three[1], cast.deputy, impartial=False)
    key = uuid4()

    ending = resume_many(batch, because="Ny veileder.", key=key, by=cast.deputy)

    assert resume_many(batch, key=key, by=cast.deputy) == ending
    assert (ending.unseen, [item.case for item in ending.items.all()]) == (1, [three[0]])
    assert tasks.run_due() == 1
    assert list(Case.objects.filter(held_at__isnull=False)) == [three[1]]
    assert Hold.objects.get(case=three[0]).ended_because == "Ny veileder."
    resume_many(batch, key=uuid4(), by=cast.head)
    tasks.run_due()
    with pytest.raises(RuleNotMet) as nothing:
        resume_many(batch, key=uuid4(), by=cast.head)
    assert nothing.value.rule == "ASS-68"
    with pytest.raises(PermissionDenied):
        resume_many(batch, key=uuid4(), by=cast.officer)


def test_who_no_longer_leads_has_nothing_done_in_their_name(three, version, cast):
    RoleGrant.objects.filter(user=cast.head).delete()
    head = UserFactory(roles=[Role.HEAD])
    batch = many(three, version, head)
    RoleGrant.objects.filter(user=head).delete()

    assert tasks.run_due() == 3

    assert set(batch.items.values_list("outcome", flat=True)) == {"refused"}
    assert not Hold.objects.exists()
