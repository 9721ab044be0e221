import socket
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default as policy

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from naboskap.notifications import actions
from naboskap.notifications.models import Message
from naboskap.notifications.queries import messages_in_trouble, newest_messages
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
