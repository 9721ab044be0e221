"""Whose turn it is, from the first draft to the end: for either side, and for the office."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone, translation

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.models import (
    Application,
    Confirmation,
    Seat,
    SeatPerson,
    Snapshot,
)
from naboskap.assessments.models import Case, QuestionToPair
from naboskap.assessments.tests.factories import ApplicationFactory, CaseFactory
from naboskap.cases.queries import standing, waiting_for
from naboskap.core import clock
from naboskap.decisions.tests.factories import DecisionFactory, complaint
from naboskap.grants.models import Grant
from naboskap.questionnaires.models import Sheet
from naboskap.reports.models import Report

pytestmark = pytest.mark.django_db


def told(application, reader):
    with translation.override("en"):
        found = standing(Application.objects.get(pk=application.pk), reader)
        return str(found.whose), str(found.what), found.is_yours


def sent_by(application, side):
    snapshot = Snapshot.objects.create(
        application=application,
        number=1,
        content={},
        sha256="0" * 64,
        facts={},
        findings=[],
        guideline_version_id=1,
        submitted_by_id=1,
        submitted_at=timezone.now(),
    )
    Confirmation.objects.create(
        snapshot=snapshot,
        seat=Seat.objects.get(application=application, side=side),
        way="account",
        language="nb",
        sha256="0" * 64,
        confirmed_at=timezone.now(),
    )


def test_a_draft_is_the_pairs():
    application = ApplicationFactory(status="draft", submitted_at=None)

    assert told(application, "a")[0] == told(application, "b")[0] == "Your turn:"
    assert told(application, "office")[0] == "The applicant's turn:"


@pytest.mark.parametrize(("sender", "waits_for"), [("a", "b"), ("b", "a")])
def test_the_other_side_confirms(sender, waits_for):
    application = ApplicationFactory(status="submitted", confirm_by=timezone.now())
    sent_by(application, sender)

    assert told(application, waits_for) == ("Your turn:", "confirm what was sent.", True)
    assert not told(application, sender)[2]
    assert standing(application, sender).by_when == application.confirm_by


@pytest.mark.parametrize("status", ["lapsed", "withdrawn"])
def test_what_has_ended_says_how_one_goes_on(status):
    found = standing(ApplicationFactory(status=status), "a")

    with translation.override("en"):
        assert "Call us" in str(found.next)


@pytest.mark.parametrize("status", ["received", "assessing", "proposed"])
def test_a_case_is_the_secretariats(status, case):
    Case.objects.update(status=status)

    assert told(case.application, "a")[0] == "The secretariat's turn:"
    assert standing(case.application, "b").by_when == case.promised_by


@pytest.mark.parametrize(
    ("side", "reader", "whose", "yours"),
    [
        ("b", "b", "Your turn:", True),
        ("b", "a", "The partner's turn:", False),
        ("a", "b", "The applicant's turn:", False),
        ("", "b", "Your turn:", True),
        ("b", "office", "The partner's turn:", False),
        ("", "office", "The pair's turn:", False),
    ],
)
def test_the_side_that_was_asked_answers(side, reader, whose, yours, case):
    QuestionToPair.objects.create(
        case=case,
        seat=case.application.seats.get(side=side) if side else None,
        text="?",
        asked_by_id=1,
        asked_at=timezone.now(),
        answer_by=timezone.now() + timedelta(days=3),
    )
    Case.objects.update(status="asked")

    assert told(case.application, reader) == (whose, "answer a question from us.", yours)
    if reader != "office":
        assert waits(case.application, reader) == ["answer a question from us."] * yours


def decided(case, **facts):
    Case.objects.update(status="decided", due_on=None)
    given = {"status": "made", "made_by_id": 1, "made_at": timezone.now()}
    return DecisionFactory(case=case, **given | facts)


def test_a_refusal_leads_on(case):
    decided(case)

    found = standing(case.application, "a")

    assert found.by_when >= clock.today() + timedelta(days=21)
    with translation.override("en"):
        assert "Call an adviser" in str(found.next)


def test_a_complaint_that_waits_is_the_secretariats(case):
    decision = decided(case)
    complaint(decision, SimpleNamespace(pk=1))

    assert told(case.application, "a")[:2] == ("The secretariat's turn:", "answer the complaint.")
    assert told(case.application, "office")[1] == "answer the complaint."


def test_a_refused_case_that_is_closed_still_leads_on(case):
    decided(case)
    Case.objects.update(status="closed")

    found = standing(case.application, "a")

    assert (found.by_when, found.is_yours) == (None, False)
    with translation.override("en"):
        assert "apply again" in str(found.next)


def test_a_lifted_decision_is_assessed_again(case):
    decided(case, status="lifted")
    Case.objects.update(status="assessing", due_on=clock.today())

    assert told(case.application, "a")[1] == "assess the application."


def granted(case, status="offered", **facts):
    return Grant.objects.create(
        decision=decided(case, outcome="award", amount_awarded=1),
        recipient=case.application.seats.get(side="a").organisation,
        amount_awarded=1,
        award_date=clock.today(),
        accept_by=clock.today(),
        report_by=clock.today(),
        advance_percent=75,
        needs_auditor=False,
        status=status,
    )


def test_before_the_letter_it_is_ours(case):
    decided(case, outcome="award", amount_awarded=1)

    assert told(case.application, "a")[:2] == ("The secretariat's turn:", "write the letter.")


@pytest.mark.parametrize(
    ("status", "whose", "yours"),
    [
        ("offered", "Your turn:", True),
        ("lifted", "Nobody's turn:", False),
        ("declined", "Nobody's turn:", False),
        ("lapsed", "Nobody's turn:", False),
        ("closed", "Nobody's turn:", False),
    ],
)
def test_a_grant(status, whose, yours, case):
    granted(case, status)

    assert told(case.application, "a")[::2] == (whose, yours)


@pytest.mark.parametrize(
    ("status", "whose"),
    [
        ("due", "Your turn:"),
        ("submitted", "The secretariat's turn:"),
        ("returned", "Your turn:"),
        ("approved", "The secretariat's turn:"),
    ],
)
def test_a_report(status, whose, case):
    grant = granted(case, "accepted")
    Report.objects.create(
        grant=grant,
        sheet=Sheet.objects.create(version=case.application.sheet.version),
        status=status,
        due_on=clock.today(),
        amount_approved=1,
    )

    assert told(case.application, "b")[0] == whose


def test_a_case_closed_without_a_decision(case):
    Case.objects.update(status="closed", due_on=None)

    assert told(case.application, "a")[0] == "Nobody's turn:"


def waits(application, side):
    seat = Seat.objects.get(application=application, side=side)
    if not seat.people.exists():
        SeatPerson.objects.create(seat=seat, user=UserFactory(), joined_at=timezone.now())
    person = seat.people.get().user
    with translation.override("en"):
        return [str(what) for what in waiting_for(person, Application.objects.all()).values()]


def test_what_waits_for_a_person_is_what_the_application_says():
    application = ApplicationFactory(status="submitted", confirm_by=timezone.now())
    sent_by(application, "a")
    assert (waits(application, "a"), waits(application, "b")) == ([], ["confirm what was sent."])

    Application.objects.update(status="confirmed")
    assert waits(application, "b") == []


@pytest.mark.parametrize("reader", ["a", "b", "office"])
def test_on_hold_it_is_nobodys_turn_and_nothing_waits_for_anybody(reader, case):
    Case.objects.update(status="asked", held_at=timezone.now())

    assert told(case.application, reader)[0] == "On hold:"
    assert standing(case.application, reader).by_when is None


def test_what_is_on_hold_waits_for_nobody():
    application = ApplicationFactory(status="submitted", confirm_by=timezone.now())
    sent_by(application, "a")
    assert waits(application, "b") == ["confirm what was sent."]

    CaseFactory(application=application, held_at=timezone.now())

    assert waits(application, "b") == []


def test_no_report_offer_or_question_on_hold_waits(case):
    QuestionToPair.objects.create(
        case=case, text="?", asked_by_id=1, asked_at=timezone.now(), answer_by=timezone.now()
    )
    grant = granted(case, "offered")
    assert len(waits(case.application, "a")) == 1
    Report.objects.create(
        grant=grant,
        sheet=Sheet.objects.create(version=case.application.sheet.version),
        due_on=clock.today(),
    )

    Case.objects.update(held_at=timezone.now())

    assert waits(case.application, "a") == []
    assert waits(case.application, "b") == []
