"""Sending an issue: by a second person, once to each address, whatever stops on the way."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction

from naboskap.advice.links import Holder
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure.actions import protect_names
from naboskap.disclosure.gate import Name
from naboskap.disclosure.queries import public_stamp
from naboskap.network import actions
from naboskap.network.actions import sending
from naboskap.network.models import Delivery, Issue, Subscriber
from naboskap.network.queries import archive, progress, shown_in, would_get
from naboskap.network.tasks import run_due
from naboskap.network.tests.conftest import NOW
from naboskap.network.tests.factories import IssueFactory, SubscriberFactory
from naboskap.notifications.actions import LEASE, PAUSES, send_due
from naboskap.notifications.models import Message
from naboskap.notifications.queries import messages_in_trouble

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


class Refusing(EmailBackend):
    """A mail server that refuses some addresses, each in its own way."""

    def send_messages(self, email_messages):
        for message in email_messages:
            [address] = message.to
            if address.startswith("gone"):
                raise SMTPRecipientsRefused({address: (550, b"5.1.1 gone@example.org unknown")})
            if address.startswith("grey"):
                raise SMTPRecipientsRefused({address: (451, b"try later")})
            if address.startswith("cut"):
                raise SMTPServerDisconnected("Connection unexpectedly closed")
            if address.startswith("not-us"):
                raise SMTPSenderRefused(550, b"not you", "house@example.org")
        return super().send_messages(email_messages)


@pytest.fixture
def refusing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"


@pytest.fixture
def ready(two):
    issue = IssueFactory(writers=[two.writer])
    return actions.propose_issue(issue, by=two.writer)


def sent(issue, two):
    return actions.send_issue(issue, revision=issue.revision, by=two.sender)


def rounds(number=3):
    for _round in range(number):
        run_due()
        send_due()


def test_the_writer_does_not_send(ready, two):
    for person in (two.writer,):
        with pytest.raises(RuleNotMet) as told:
            actions.send_issue(ready, revision=0, by=person)
        assert told.value.rule == "NET-13"
    ready.writers.add(two.sender)
    with pytest.raises(RuleNotMet) as told:
        sent(ready, two)
    assert told.value.rule == "NET-13"
    assert Issue.objects.get().status == "ready"


def test_everybody_who_chose_it_gets_it_once(ready, two):
    readers = [
        SubscriberFactory(language="nb"),
        SubscriberFactory(language="ru", topics=["news", "calls"]),
    ]
    SubscriberFactory(topics=["events"])
    SubscriberFactory(waiting=True)
    SubscriberFactory(status="resting")
    assert would_get(ready, NOW) == {"nb": 1, "ru": 1}
    before = public_stamp()
    issue = sent(ready, two)
    assert public_stamp() != before
    rounds(5)
    issue.refresh_from_db()
    assert issue.status == "sent"
    assert sorted(one.to[0] for one in mail.outbox) == sorted(one.address for one in readers)
    told = progress(issue)
    assert (told.taken, told.total, told.by_language) == (2, 2, {"nb": 1, "en": 1})
    assert told.first_at == told.last_at == NOW


def test_a_mail_is_left_with_one_click(ready, two):
    subscriber = SubscriberFactory(language="en")
    sent(ready, two)
    rounds(1)
    [one] = mail.outbox
    link = one.extra_headers["List-Unsubscribe"].strip("<>")
    assert one.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/en/nyhetsbrev/mitt/" in link
    assert link.endswith("/slutt/")
    assert link.removesuffix("slutt/") in one.body
    assert subscriber.address not in one.body


def test_who_confirms_after_it_began_does_not_get_it(ready, two, at):
    issue = sent(ready, two)
    at.shift(timedelta(seconds=1))
    SubscriberFactory()
    rounds(2)
    assert mail.outbox == []
    issue.refresh_from_db()
    assert issue.status == "sent"


def test_the_table_has_room_for_one_delivery_of_a_reader(ready, two):
    subscriber = SubscriberFactory()
    issue = sent(ready, two)
    run_due()
    run_due()
    assert Delivery.objects.count() == Message.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(issue=issue, subscriber=subscriber, language="nb", at=NOW)


def test_a_killed_worker_loses_and_doubles_nothing(ready, two, monkeypatch, at):
    """Killed while rows are made, none is there; while a mail is handed over, it is given up."""
    SubscriberFactory.create_batch(3)
    issue = sent(ready, two)
    made = []

    def killed(*args):
        made.append(args)
        if len(made) == 3:
            raise KeyboardInterrupt
        return whole(*args)

    whole = sending.send_to
    monkeypatch.setattr(sending, "send_to", killed)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        actions.work_on_issues(by=SYSTEM)
    assert (Delivery.objects.count(), Message.objects.count()) == (0, 0)
    monkeypatch.undo()
    run_due()
    # A worker claimed the first one, and was never heard of again.
    first = Message.objects.order_by("pk").first()
    Message.objects.filter(pk=first.pk).update(
        attempts=1, last_fault="Unknown", next_attempt_at=NOW + LEASE
    )
    rounds(2)
    assert len(mail.outbox) == 2
    at.shift(LEASE + timedelta(seconds=1))
    rounds(3)
    assert len(mail.outbox) == 2
    told = progress(issue)
    assert (told.taken, told.unknown, told.total) == (2, 1, 3)
    assert Issue.objects.get().status == "sent"
    assert not messages_in_trouble().exists()


def test_it_goes_out_in_rounds_and_stops_at_once(ready, two, monkeypatch):
    monkeypatch.setattr(sending, "A_ROUND", 2)
    SubscriberFactory.create_batch(5)
    issue = sent(ready, two)
    run_due()
    assert Message.objects.count() == 2
    run_due()
    assert Message.objects.count() == 2  # None of them has been tried yet.
    send_due()
    run_due()
    assert Message.objects.count() == 2  # What has gone out is kept as a proof alone.
    actions.stop_issue(issue, by=two.sender)
    rounds(2)
    assert len(mail.outbox) == 2
    assert progress(issue).left == 3
    assert not archive().exists()
    actions.go_on_with_issue(issue, by=two.sender)
    rounds(4)
    assert len(mail.outbox) == len({one.to[0] for one in mail.outbox}) == 5
    assert Issue.objects.get().status == "sent"


def test_the_second_person_sends_what_they_have_read(ready, two):
    """The writer takes it back, writes something else and proposes it again meanwhile."""
    read = ready.revision
    issue = actions.return_issue(ready, by=two.writer)
    facts = {"title": issue.title, "text": {"nb": "Noe annet.", "en": "x"}, "topics": ["news"]}
    issue = actions.save_issue(issue, **facts, revision=read, by=two.writer)
    actions.propose_issue(issue, by=two.writer)
    with pytest.raises(RuleNotMet) as told:
        actions.send_issue(ready, revision=read, by=two.sender)
    assert told.value.rule == "NET-34"
    assert Issue.objects.get().status == "ready"
    assert actions.send_issue(issue, revision=read + 1, by=two.sender).status == "sending"


def test_what_a_server_has_put_off_is_stopped_too_and_never_more_than_a_batch_is_out(
    ready, two, refusing, at, monkeypatch
):
    monkeypatch.setattr(sending, "A_ROUND", 2)
    for name in ("grey-1", "grey-2", "grey-3", "fine"):
        SubscriberFactory(address=f"{name}@example.org")
    issue = sent(ready, two)
    rounds(3)
    assert Message.objects.count() == Delivery.objects.count() == 2
    actions.stop_issue(issue, by=two.sender)
    assert not Message.objects.exists()
    assert not Delivery.objects.exists()
    at.shift(PAUSES[-1])
    rounds(2)
    assert mail.outbox == []
    assert progress(issue).left == 4


def test_a_name_that_is_protected_while_it_goes_out_stops_it_and_the_office_is_told(
    ready, two, monkeypatch
):
    monkeypatch.setattr(sending, "A_ROUND", 2)
    SubscriberFactory.create_batch(5)
    issue = sent(ready, two)
    rounds(1)
    run_due()
    assert Message.objects.count() == 2
    protect_names("application/1/b", [Name("Høstens", "organisation")], by=SYSTEM)
    before = public_stamp()
    run_due()
    assert public_stamp() != before
    assert Issue.objects.get().status == "stopped"
    told = {(one.kind, one.address) for one in Message.objects.all()}
    assert told == {("network.halted", two.writer.email), ("network.halted", two.sender.email)}
    [first, _second] = Message.objects.all()
    assert f"/saksbehandling/nyhetsbrev/{issue.pk}/" in first.body
    assert "Høstens" not in first.title + first.body
    rounds(2)
    assert [one.to[0] for one in mail.outbox if "Høst" in one.subject] != []
    assert progress(issue).taken == 2
    assert not archive().exists()


def test_the_writer_stops_it_and_does_not_let_it_go_on(ready, two):
    issue = sent(ready, two)
    actions.stop_issue(issue, by=two.writer)
    with pytest.raises(RuleNotMet) as told:
        actions.go_on_with_issue(issue, by=two.writer)
    assert told.value.rule == "NET-13"
    assert Issue.objects.get().status == "stopped"
    assert actions.go_on_with_issue(issue, by=two.sender).status == "sending"


def test_no_mail_is_kept_when_its_outcome_is_written_down(ready, two, refusing, at):
    for name in ("gone", "cut", "fine"):
        SubscriberFactory(address=f"{name}@example.org")
    actions.send_test(ready, "nb", by=two.writer)
    issue = sent(ready, two)
    rounds(2)
    [test] = Message.objects.all()  # A day, for whoever looks for it.
    assert test.address == two.writer.email
    told = progress(issue)
    assert (told.taken, told.refused, told.unknown) == (1, 1, 1)
    at.shift(sending.TESTS_KEPT + timedelta(seconds=1))
    run_due()
    assert not Message.objects.exists()
    assert progress(issue) == told


def test_a_stopped_issue_is_ended(ready, two):
    SubscriberFactory()
    issue = sent(ready, two)
    actions.stop_issue(issue, by=two.sender)
    actions.end_issue(issue, by=two.sender)
    rounds(2)
    assert mail.outbox == []
    assert Issue.objects.get().ended_at == NOW
    assert not archive().exists()


def test_it_does_not_go_on_with_a_name_that_is_protected_since(ready, two):
    issue = sent(ready, two)
    actions.stop_issue(issue, by=two.sender)
    protect_names("application/1/b", [Name("Høstens", "organisation")], by=SYSTEM)
    with pytest.raises(RuleNotMet) as told:
        actions.go_on_with_issue(issue, by=two.sender)
    assert told.value.rule == "NET-12"
    assert Issue.objects.get().status == "stopped"


def test_refusals_are_kept_with_their_reason_and_the_rest_goes_on(ready, two, refusing, at):
    gone = SubscriberFactory(address="gone@example.org")
    for name in ("cut", "not-us", "grey", "fine"):
        SubscriberFactory(address=f"{name}@example.org")
    issue = sent(ready, two)
    rounds(2)
    told = progress(issue)
    assert (told.taken, told.refused, told.unknown, told.underway) == (1, 2, 1, 1)
    assert told.reasons == {"SMTPRecipientsRefused 550": 1, "SMTPSenderRefused 550": 1}
    gone.refresh_from_db()
    assert (gone.refusals, gone.refused_because) == (1, "SMTPRecipientsRefused 550")
    # That the server will not have us is no fault of the address.
    assert Subscriber.objects.get(address="not-us@example.org").refusals == 0
    for pause in PAUSES:
        at.shift(pause + timedelta(seconds=1))
        rounds(1)
    run_due()
    assert progress(issue).refused == 3
    assert Issue.objects.get().status == "sent"
    assert [one.to for one in mail.outbox] == [["fine@example.org"]]


def test_after_three_refusals_in_a_row_an_address_rests(two, refusing):
    gone = SubscriberFactory(address="gone@example.org", refusals=1)
    back = SubscriberFactory(address="fine@example.org", refusals=2, refused_because="x")
    for number in (2, 3):
        issue = actions.propose_issue(IssueFactory(writers=[two.writer]), by=two.writer)
        sent(issue, two)
        rounds(2)
        gone.refresh_from_db()
        assert gone.refusals == number
        assert gone.status == ("resting" if number == 3 else "subscribed")
    back.refresh_from_db()
    assert (back.status, back.refusals, back.refused_because) == ("subscribed", 0, "")


def test_who_leaves_meanwhile_gets_nothing_and_is_not_named_in_the_proof(ready, two):
    leaves, stays = SubscriberFactory(), SubscriberFactory()
    issue = sent(ready, two)
    run_due()
    actions.leave(leaves, by=Holder("subscriber", leaves.key))
    rounds(2)
    assert [one.to for one in mail.outbox] == [[stays.address]]
    told = progress(issue)
    assert (told.taken, told.dropped, told.total) == (1, 1, 2)
    actions.leave(stays, by=Holder("subscriber", stays.key))
    assert not Message.objects.exists()
    assert progress(issue).taken == 1
    assert not Delivery.objects.filter(subscriber__isnull=False).exists()


def test_the_proof_costs_the_same_with_one_delivery_and_with_three(
    ready, two, django_assert_num_queries
):
    SubscriberFactory()
    issue = sent(ready, two)
    rounds(1)
    with django_assert_num_queries(2):
        progress(issue)
    SubscriberFactory.create_batch(2)
    rounds(1)
    with django_assert_num_queries(2):
        progress(issue)


def test_a_name_that_is_protected_since_is_taken_out_of_the_archive(ready, two):
    sent(ready, two)
    [one] = shown_in("nb", archive())
    assert one.title == "Høstens frister"
    protect_names("application/1/b", [Name("Høstens", "organisation")], by=SYSTEM)
    [one] = shown_in("ru", archive())
    assert (one.title, one.language) == ("Deadlines", "en")
    [one] = shown_in("nb", archive())
    assert "Høstens" not in one.title
    assert "frister" in one.title


def test_the_archive_costs_the_same_with_one_issue_and_with_three(two, django_assert_num_queries):
    def issues(number):
        IssueFactory.create_batch(number, status="sent", begun_at=NOW, sent_by=two.sender)

    issues(1)
    with django_assert_num_queries(3):
        assert len(shown_in("nb", archive())) == 1
    issues(2)
    with django_assert_num_queries(3):
        assert len(shown_in("nb", archive())) == 3
