"""An application comes in: sent, filed, given to an officer, acknowledged to both sides."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.models import Adviser
from naboskap.advice.tests.factories import AdviserFactory
from naboskap.applications.actions import (
    confirm_application,
    lapse_application,
    save_answer,
    save_basics,
)
from naboskap.applications.models import Application, Help, Snapshot
from naboskap.applications.queries import latest_snapshot, people_on
from naboskap.applications.tests.factories import (
    NOW,
    draft,
    fill,
    join,
    organisation,
    place,
    programme,
)
from naboskap.assessments.actions import (
    answer_question,
    ask_pair,
    begin,
    change_what_was_sent,
    declare_impartiality,
    send_again,
    send_application,
    withdraw,
)
from naboskap.assessments.models import Case
from naboskap.assessments.queries import needs_second_reader
from naboskap.assessments.tasks import run_due
from naboskap.assessments.tests.factories import interest, said
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet, TransitionRefused
from naboskap.core.permissions import SYSTEM
from naboskap.letters.queries import letters_about
from naboskap.notifications.models import Message
from naboskap.organisations.models import Organisation
from naboskap.records.models import CaseFile, JournalEntry
from naboskap.search.queries import found

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_autumn():
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def lead():
    return UserFactory()


@pytest.fixture
def application(lead):
    programme(answer_from_weeks=4, answer_to_weeks=6)
    application = draft(lead)
    join(application, UserFactory(language="ru"), by=lead)
    application = fill(application, by=lead)
    Message.objects.all().delete()
    return application


@pytest.fixture
def officer():
    officer = UserFactory(roles=[Role.CASE_OFFICER])
    Adviser.objects.create(
        user=officer, themes=["environment"], phone="78 00 00 00", email="a@example.org"
    )
    return officer


def test_sending_opens_a_case_in_one_act(application, lead, officer):
    case = send_application(application, by=lead)

    application.refresh_from_db()
    assert application.status == "submitted"
    assert case.case_file.number == "21/0001"
    assert (case.status, case.turn, case.officer) == ("received", "office", officer)
    assert case.promised_by == case.due_on == date(2021, 12, 13)
    assert (case.title, case.theme) == ("Elva mellom oss", "environment")
    assert case.amount_applied_for == 60_000_00
    assert [party["kind"] for party in case.parties] == ["school", "school"]
    assert [e.action for e in trail_of(case)] == ["assessments.open_case"]


def test_the_journal_has_the_paper_under_a_neutral_title(application, lead):
    case = send_application(application, by=lead)

    [entry] = JournalEntry.objects.filter(case_file=case.case_file)
    assert (entry.kind, entry.public_title) == ("incoming", case.case_file.public_title)
    assert "Elva" not in case.case_file.public_title
    assert case.case_file.title == "Elva mellom oss"


def test_both_sides_get_a_receipt_in_their_language(application, lead):
    case = send_application(application, by=lead)

    letters = list(letters_about(case))
    assert [(each.kind, each.reader, each.language) for each in letters] == [
        ("receipt", "a", "nb"),
        ("receipt", "b", "ru"),
    ]
    given = letters[0].facts["given"]
    assert given["sha256"] == Snapshot.objects.get().sha256
    assert (given["confirm_by"], given["answer_by"]) == ("2021-10-18", "2021-12-13")


def test_a_side_is_told_of_somebody_to_call_who_speaks_its_language(application, lead, officer):
    speaks = AdviserFactory(languages=["ru"], phone="+47 00 00 00 77")

    case = send_application(application, by=lead)

    home, across = (letter.facts["given"]["adviser"] for letter in letters_about(case))
    assert home.startswith(str(officer))
    assert across == f"{speaks.user}, +47 00 00 00 77"


def test_the_sender_and_the_officer_are_told_in_neutral_words(application, lead, officer):
    send_application(application, by=lead)

    told = {message.kind: message for message in Message.objects.all()}
    assert told["assessments.case_received"].address == lead.email
    assert told["assessments.case_assigned"].address == officer.email
    for message in told.values():
        assert "Elva" not in message.title + message.body


def test_no_answer_is_promised_before_the_text_stands(application, lead):
    """One day for the mail, the receipt, the pair's page and the office: after the last change."""
    case = send_application(application, by=lead)

    last_day = application.programme.rounds.get().changeable_until.date()
    assert last_day == date(2021, 11, 1)
    assert case.promised_by == case.due_on == last_day + timedelta(weeks=6)
    receipts = {letter.facts["given"]["answer_by"] for letter in letters_about(case)}
    assert receipts == {case.promised_by.isoformat()}
    [mail] = Message.objects.filter(kind="assessments.case_received")
    assert "Når begge sider har bekreftet, svarer vi innen 13. desember 2021." in mail.body
    assert "Den andre siden må bekrefte" in mail.body
    assert "Du trenger ikke gjøre noe nå" not in mail.body


def test_where_the_round_does_not_close_an_answer_is_counted_from_the_text_that_is_read(
    application, lead
):
    application.programme.rounds.update(closes_at=None, takes_until=None)
    first = send_application(application, by=lead)
    assert first.promised_by == date(2021, 11, 15)

    with time_machine.travel(NOW + timedelta(days=30)):
        change_what_was_sent(application, by=lead)
        save_answer(application, "summary", "Vi måler.", language="nb", read_number=1, by=lead)
        again = send_again(application, by=lead)

    assert again.promised_by == again.due_on == date(2021, 12, 15)
    assert again.received_at == first.received_at
    [_, _, ours, theirs] = letters_about(again)
    assert ours.facts["given"]["answer_by"] == theirs.facts["given"]["answer_by"] == "2021-12-15"


def test_the_office_finds_it_by_what_its_row_tells(application, lead):
    case = send_application(application, by=lead)

    for words in ("elva", "demoskolen", "21/0001", "partnerskolen"):
        assert list(found("office", words, subject_type="assessments.case")) == [case.pk]
    assert not found("office", "lærer", subject_type="assessments.case").exists()


def test_an_officer_with_an_interest_does_not_get_it(application, lead, officer):
    interest(officer, application.seats.get(side="a").organisation)

    assert send_application(application, by=lead).officer is None


def test_a_partner_known_before_is_known(application, lead):
    partner = organisation(country="RU")
    Organisation.objects.filter(pk=partner.pk).update(place=place("RU-MUR", "b", "Murmansk"))
    application.seats.filter(side="b").update(organisation=partner)
    first = send_application(application, by=lead)
    assert first.partner_known_at is None
    Case.objects.update(partner_known_at=NOW)
    other = fill(draft(lead), by=lead)
    other.seats.filter(side="b").update(organisation=partner)

    assert send_application(other, by=lead).partner_known_at is not None


def test_what_is_refused_leaves_no_case(application, lead):
    for stranger in (UserFactory(), UserFactory(roles=[Role.CASE_OFFICER])):
        with pytest.raises(PermissionDenied):
            send_application(application, by=stranger)
    Application.objects.update(title="")
    with pytest.raises(RuleNotMet):
        send_application(Application.objects.get(), by=lead)

    assert not Case.objects.exists()
    assert not CaseFile.objects.exists()
    assert not Message.objects.exists()


def test_it_is_sent_once(application, lead):
    send_application(application, by=lead)

    with pytest.raises(TransitionRefused):
        send_application(application, by=lead)
    assert Case.objects.count() == 1


def test_what_was_unlocked_is_frozen_anew_beside_what_was_sent(application, lead, officer):
    case = send_application(application, by=lead)
    declare_impartiality(case, is_impartial=True, by=officer)
    begin(case, by=officer)
    question = ask_pair(
        case,
        text="Hva lærer de?",
        answer_by=date(2021, 10, 20),
        unlocked=["summary"],
        by=officer,
    )
    with pytest.raises(RuleNotMet):
        save_answer(application, "summary", "Nei", language="nb", read_number=1, by=lead)

    answer_question(
        question,
        text="Vi skrev det tydeligere.",
        answers={"summary": "De måler og sammenligner."},
        read_numbers={"summary": 1},
        language="nb",
        by=lead,
    )

    first, second = Snapshot.objects.order_by("number")
    assert first.content["answers"]["summary"]["text"] == "Vi lærer om elva."
    assert second.content["answers"]["summary"]["text"] == "De måler og sammenligner."
    case.refresh_from_db()
    assert case.status == "assessing"


def test_what_is_changed_is_received_anew_under_the_same_number(application, lead, officer):
    case = send_application(application, by=lead)
    declare_impartiality(case, is_impartial=True, by=officer)
    change_what_was_sent(application, by=lead)
    save_answer(application, "summary", "Vi måler.", language="nb", read_number=1, by=lead)
    title = Application.objects.get()
    save_basics(
        title,
        title="Bekken mellom oss",
        theme="environment",
        for_children_and_youth=False,
        start_date=title.start_date,
        end_date=title.end_date,
        read_revision=title.revision_of("basics"),
        by=lead,
    )
    # Nobody takes it up meanwhile, and what the office reads is what was sent.
    with pytest.raises(RuleNotMet) as refusal:
        begin(case, by=officer)
    assert refusal.value.rule == "APP-59"
    case.refresh_from_db()
    assert (case.status, case.title) == ("received", "Elva mellom oss")

    again = send_again(application, by=lead)

    assert (again.pk, again.case_file.number) == (case.pk, case.case_file.number)
    assert (again.title, again.promised_by) == ("Bekken mellom oss", case.promised_by)
    assert again.received_at == case.received_at
    second = Snapshot.objects.get(number=2)
    letters = list(letters_about(case))
    assert [each.facts["given"]["sha256"] == second.sha256 for each in letters] == [
        False,
        False,
        True,
        True,
    ]
    assert JournalEntry.objects.filter(case_file=case.case_file, kind="incoming").count() == 2
    begin(Case.objects.get(), by=officer)
    with pytest.raises(RuleNotMet) as refusal:
        change_what_was_sent(application, by=lead)
    assert refusal.value.rule == "APP-57"


def test_a_change_that_was_not_confirmed_sets_the_case_back(application, lead, officer):
    [partner] = people_on(application, "b")
    case = send_application(application, by=lead)
    sent = latest_snapshot(application)
    confirm_application(application, sha256=sent.sha256, language="ru", side="b", by=partner)
    change_what_was_sent(application, by=lead)
    one = Application.objects.get()
    save_basics(
        one,
        title="Bekken mellom oss",
        theme="environment",
        for_children_and_youth=False,
        start_date=one.start_date,
        end_date=one.end_date,
        read_revision=one.revision_of("basics"),
        by=lead,
    )
    again = send_again(application, by=lead)
    assert (again.title, again.theme) == ("Bekken mellom oss", "environment")
    [_, _, ours, _] = letters_about(case)
    assert ours.facts["given"]["is_change"]
    Message.objects.all().delete()

    with time_machine.travel(Application.objects.get().confirm_by):
        assert [run_due(), run_due()] == [1, 0]

    after = Case.objects.get()
    assert (after.status, after.title, after.theme) == ("received", case.title, case.theme)
    assert after.amount_applied_for == case.amount_applied_for
    assert latest_snapshot(application) == sent
    assert found("office", "elva", subject_type="assessments.case").exists()
    assert not found("office", "bekken", subject_type="assessments.case").exists()
    told = set(Message.objects.values_list("kind", "address"))
    assert ("assessments.change_lapsed", officer.email) in told
    assert len(told) == 3


def test_nothing_is_done_on_a_change_that_waits_to_be_confirmed(application, lead, officer):
    [partner] = people_on(application, "b")
    case = send_application(application, by=lead)
    sent = latest_snapshot(application)
    confirm_application(application, sha256=sent.sha256, language="ru", side="b", by=partner)
    declare_impartiality(case, is_impartial=True, by=officer)
    change_what_was_sent(application, by=lead)
    save_answer(application, "summary", "Vi teller.", language="nb", read_number=1, by=lead)
    send_again(application, by=lead)

    def refused(act):
        with pytest.raises(RuleNotMet) as refusal:
            act()
        assert refusal.value.rule == "APP-97"
        assert Snapshot.objects.count() == 2

    def ask(unlocked):
        return ask_pair(
            Case.objects.get(),
            text="Hvor?",
            answer_by=date(2021, 10, 20),
            unlocked=unlocked,
            by=officer,
        )

    refused(lambda: begin(Case.objects.get(), by=officer))
    assert Case.objects.get().status == "received"
    # One that was taken up before this was asked.
    Case.objects.update(status="assessing")
    refused(lambda: ask(["summary"]))
    question = ask([])
    question.unlocked = ["summary"]
    question.save()

    def answer(**texts):
        return answer_question(
            question,
            text="Her.",
            answers=texts,
            read_numbers={"summary": 2},
            language="nb",
            by=lead,
        )

    refused(lambda: answer(summary="Vi teller fisk."))
    question.refresh_from_db()
    assert question.answered_at is None
    assert answer().answered_at

    second = latest_snapshot(application)
    confirm_application(application, sha256=second.sha256, language="ru", side="b", by=partner)
    assert ask(["summary"]).unlocked == ["summary"]


def test_what_is_taken_back_closes_its_case(application, lead):
    case = send_application(application, by=lead)
    with pytest.raises(PermissionDenied):
        withdraw(application, by=UserFactory())

    withdraw(application, by=lead)

    case.refresh_from_db()
    application.refresh_from_db()
    assert (application.status, case.status) == ("withdrawn", "closed")


def test_after_the_decision_it_is_not_taken_back(application, lead):
    case = send_application(application, by=lead)
    Case.objects.update(status="decided", due_on=None)

    with pytest.raises(RuleNotMet) as refusal:
        withdraw(application, by=lead)

    assert refusal.value.rule == "ASS-21"
    case.refresh_from_db()
    assert case.status == "decided"


def test_a_draft_is_taken_back_without_a_case(lead):
    programme()
    application = draft(lead)

    withdraw(application, by=lead)

    application.refresh_from_db()
    assert application.status == "withdrawn"


def test_what_lapsed_is_closed(application, lead):
    case = send_application(application, by=lead)
    assert run_due() == 0
    with time_machine.travel(NOW + timedelta(days=20)):
        lapse_application(Application.objects.get(), by=SYSTEM)
        assert run_due() == 1
        assert run_due() == 0

    case.refresh_from_db()
    assert case.status == "closed"


def test_an_adviser_who_wrote_in_the_draft_has_helped(application, lead, officer):
    case = send_application(application, by=lead)
    said(case, officer)
    assert not needs_second_reader(case)

    Help.objects.create(
        application=application, user=officer, may_write=True, wrote_at=NOW, let_in_at=NOW
    )

    assert needs_second_reader(case)


def test_a_mail_writes_its_day_as_its_language_does(application, lead, officer):
    case = send_application(application, by=lead)
    declare_impartiality(case, is_impartial=True, by=officer)
    begin(case, by=officer)
    ask_pair(case, text="Hvor bor dere?", answer_by=date(2021, 10, 20), by=officer)

    asked = Message.objects.filter(kind__endswith="question_asked")
    said = {message.language: message.body for message in asked}
    assert "Svar innen 20. oktober 2021." in said["nb"]
    assert "до 20 октября 2021." in said["ru"]
