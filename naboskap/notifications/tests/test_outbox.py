import socket
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default as policy
from smtplib import SMTPAuthenticationError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from naboskap.notifications import actions
from naboskap.notifications.models import Message
from naboskap.notifications.queries import messages_in_trouble, newest_messages, outcomes_of
from naboskap.notifications.tests.factories import MessageFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2021, 10, 4, 10, tzinfo=UTC)


class Unreachable(EmailBackend):
    def send_messages(self, email_messages):
        raise ConnectionRefusedError("reader@example.org was refused")


def test_what_waits_is_sent_once():
    first = MessageFactory(title="Kvittering", language="nb")
    assert actions.send_due() == 1
    assert actions.send_due() == 0
    [sent] = mail.outbox
    assert (sent.subject, sent.to) == ("Kvittering", [first.address])
    assert sent.extra_headers["Message-ID"] == first.message_id
    assert sent.extra_headers["Content-Language"] == "nb"
    first.refresh_from_db()
    assert first.sent_at is not None


def test_what_is_past_its_use_is_given_up_and_what_was_to_be_told_is_taken_back():
    notice = actions.Notice("test", "advice/notices/new_idea.txt")
    with time_machine.travel(NOON, tick=False):
        past = MessageFactory(good_until=NOON)
        good = MessageFactory(good_until=NOON + timedelta(seconds=1))
        assert actions.send_due() == 1
        past.refresh_from_db()
        assert (past.sent_at, past.given_up_at) == (None, NOON)
    about = {"subject_type": "notifications.message", "subject_id": str(good.pk)}
    sent = MessageFactory(**about, sent_at=NOON)
    others = [MessageFactory(**about, kind="other"), MessageFactory()]
    MessageFactory(**about)
    assert actions.forget_waiting(notice, good) == 1
    assert list(Message.objects.order_by("pk")) == [past, good, sent, *others]


def test_a_line_that_breaks_within_is_one_line_of_a_mail(monkeypatch):
    text = "Venter: Ring\ross\n\nSiden."
    monkeypatch.setattr(actions, "render_to_string", lambda *_args: text)
    title, body = actions.worded(actions.Notice("test", "test.txt"), "nb", {})
    assert (title, body) == ("Venter: Ring oss", "Siden.\n")
    MessageFactory(title=title, body=body)
    assert actions.send_due() == 1


def test_the_sender_is_the_secretariat_in_the_readers_language(settings):
    MessageFactory(language="ru")
    actions.send_due()
    assert "info@barents.no" in mail.outbox[0].from_email
    assert mail.outbox[0].from_email.startswith("Норвежский")
    settings.MAIL_FROM = "post@example.org"
    MessageFactory()
    actions.send_due()
    assert mail.outbox[1].from_email == "post@example.org"


def test_a_message_that_does_not_go_out_is_tried_again_with_growing_pauses(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    with time_machine.travel(NOON, tick=False) as clock:
        message = MessageFactory(next_attempt_at=NOON)
        waits = []
        for _attempt in range(8):
            assert actions.send_due() == 0
            message.refresh_from_db()
            wait = message.next_attempt_at - datetime.now(UTC)
            waits.append(wait)
            assert message.last_fault == "ConnectionRefusedError"
            clock.shift(wait)
        assert waits == [*actions.PAUSES, actions.PAUSES[-1], actions.PAUSES[-1]]
        assert list(messages_in_trouble()) == [message]
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert actions.send_due() == 1
    assert not messages_in_trouble().exists()


def test_what_another_worker_holds_is_left_until_its_lease_is_over():
    with time_machine.travel(NOON, tick=False) as clock:
        message = MessageFactory(next_attempt_at=NOON)
        seen = Message.objects.get()
        Message.objects.update(next_attempt_at=NOON + actions.LEASE, attempts=1)
        assert not actions._send(seen)  # It looked before the other claimed.
        assert actions.send_due() == 0
        assert mail.outbox == []
        clock.shift(actions.LEASE + timedelta(seconds=1))  # The other was killed.
        assert actions.send_due() == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == message.message_id


def test_a_message_and_its_act_belong_together():
    reader = actions.Reader("a@example.org", "nb")
    notice = actions.Notice("any", "any.txt")
    assert transaction.get_connection().in_atomic_block
    with pytest.raises(RuntimeError):
        _outside(lambda: actions.tell(notice, to=reader, facts={}, about=Message()))


def _outside(act):
    """Call ``act`` as if no transaction were open."""
    connection = transaction.get_connection()
    connection.in_atomic_block = False
    try:
        act()
    finally:
        connection.in_atomic_block = True


def test_the_newest_message_is_shown_first():
    first, second = MessageFactory(), MessageFactory()
    assert list(newest_messages()) == [second, first]


def test_a_mail_server_gets_the_message_as_it_was_worded(settings):
    got = []

    class Keep:
        async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- its name
            got.append(message_from_bytes(envelope.content, policy=policy))
            return "250 OK"

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(Keep(), hostname="127.0.0.1", port=port)
    server.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        message = MessageFactory(language="ru", title="Заявка получена", body="Здравствуйте!\n")
        assert actions.send_due() == 1
    finally:
        server.stop()
    assert got[0]["Subject"] == "Заявка получена"
    assert got[0]["Message-ID"] == message.message_id
    assert got[0].get_content().splitlines() == ["Здравствуйте!"]


LEAVE = "https://example.org/nyhetsbrev/mitt/x/slutt/"


class Answering(EmailBackend):
    """A mail server that answers some readers so, and cannot be reached for others."""

    def open(self):
        if Answering.is_down:
            raise ConnectionRefusedError
        if Answering.answers:
            raise Answering.answers
        return True

    is_down = False
    answers = None

    def send_messages(self, email_messages):
        for message in email_messages:
            [address] = message.to
            name = address.partition("@")[0]
            if name.isdecimal():
                raise SMTPRecipientsRefused({address: (int(name), b"no")})
            if name == "cut":
                raise SMTPServerDisconnected("Connection unexpectedly closed")
        return super().send_messages(email_messages)


@pytest.fixture
def answering(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Answering"
    yield Answering
    Answering.is_down, Answering.answers = False, None


def test_what_goes_to_a_list_is_left_with_one_click_and_other_mail_is_not():
    MessageFactory(leave_at=LEAVE, kind="network.issue")
    MessageFactory()
    assert actions.send_due() == 2
    other, to_list = mail.outbox  # One's own mail goes first.
    assert "List-Unsubscribe" not in other.extra_headers
    assert to_list.extra_headers["List-Unsubscribe"] == f"<{LEAVE}>"
    assert to_list.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert to_list.extra_headers["List-Id"].startswith("<network.issue.")


def test_what_a_server_refuses_for_good_is_given_up_only_where_it_goes_to_a_list(answering):
    MessageFactory(address="550@example.org", leave_at=LEAVE)
    MessageFactory(address="550@example.org")
    MessageFactory(address="451@example.org", leave_at=LEAVE)
    MessageFactory(address="cut@example.org", leave_at=LEAVE)
    actions.send_due()
    told = Message.objects.order_by("pk").values_list("last_fault", "given_up_at")
    assert [(fault, bool(at)) for fault, at in told] == [
        ("SMTPRecipientsRefused 550", True),
        ("SMTPRecipientsRefused 550", False),
        ("SMTPRecipientsRefused 451", False),
        ("SMTPServerDisconnected", True),
    ]
    assert messages_in_trouble().count() == 2


def test_a_server_that_is_down_is_waited_for(answering):
    with time_machine.travel(NOON, tick=False) as clock:
        message = MessageFactory(next_attempt_at=NOON, leave_at=LEAVE)
        answering.is_down = True
        for _attempt in range(actions.TRIES + 2):
            actions.send_due()
            clock.shift(actions.PAUSES[-1])
        message.refresh_from_db()
        assert (message.given_up_at, message.last_fault) == (None, "ConnectionRefusedError")
        answering.is_down = False
        assert actions.send_due() == 1


def test_a_server_that_will_not_have_us_at_the_door_is_waited_for(answering):
    """A wrong password, or a server that is busy, is no answer to any one message."""
    answering.answers = SMTPAuthenticationError(535, b"wrong password")
    with time_machine.travel(NOON, tick=False) as clock:
        message = MessageFactory(next_attempt_at=NOON, leave_at=LEAVE)
        for _attempt in range(actions.TRIES + 2):
            actions.send_due()
            clock.shift(actions.PAUSES[-1])
        message.refresh_from_db()
        told = (message.given_up_at, message.last_fault)
        assert told == (None, "SMTPAuthenticationError 535")
        answering.answers = None
        assert actions.send_due() == 1


def test_what_a_killed_worker_held_for_a_list_is_given_up_and_never_sent_twice():
    with time_machine.travel(NOON, tick=False) as clock:
        message = MessageFactory(next_attempt_at=NOON, leave_at=LEAVE)
        Message.objects.update(
            next_attempt_at=NOON + actions.LEASE, attempts=1, last_fault=actions.UNKNOWN
        )
        clock.shift(actions.LEASE + timedelta(seconds=1))
        assert actions.send_due() == 0
    assert mail.outbox == []
    message.refresh_from_db()
    assert message.given_up_at is not None


def test_messages_are_forgotten_and_taken_back():
    about, other = MessageFactory(), MessageFactory()
    told = MessageFactory(subject_type="notifications.message", subject_id=str(about.pk))
    assert actions.forget_messages(about) == 1
    assert not Message.objects.filter(pk=told.pk).exists()
    begun = MessageFactory(attempts=1, last_fault=actions.UNKNOWN)
    refused = MessageFactory(attempts=1, given_up_at=NOON)
    put_off = MessageFactory(attempts=1, last_fault="SMTPRecipientsRefused 451")
    numbers = [one.pk for one in (other, begun, refused, put_off)]
    assert set(actions.take_back([*numbers, 0])) == {other.pk, put_off.pk}
    assert set(Message.objects.all()) == {about, begun, refused}
    assert set(outcomes_of(numbers)) == {begun.pk, refused.pk}
    assert actions.forget_numbered([refused.pk, 0]) == 1
    assert set(Message.objects.all()) == {about, begun}
