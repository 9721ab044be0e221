"""What comes back to the return address: of our own making, failed for good, and hostile."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.links import Holder
from naboskap.audit.queries import trail_of
from naboskap.core.permissions import SYSTEM
from naboskap.network import actions
from naboskap.network.actions import Taken
from naboskap.network.models import Delivery, Subscriber
from naboskap.network.queries import progress
from naboskap.network.returns import MARK, address_for, number_in, read
from naboskap.network.tasks import run_due
from naboskap.network.tests.conftest import NOW
from naboskap.network.tests.factories import IssueFactory, SubscriberFactory
from naboskap.notifications.actions import send_due
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db
HOUSE = "retur@example.org"
GONE = "leser@example.com"


@pytest.fixture(autouse=True)
def at(settings):
    settings.MAIL_RETURN = HOUSE
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


def sent(two, *, until_noted=True):
    """Send one issue to everybody, and return it."""
    issue = actions.propose_issue(IssueFactory(writers=[two.writer]), by=two.writer)
    actions.send_issue(issue, revision=issue.revision, by=two.sender)
    run_due()
    send_due()
    if until_noted:
        run_due()
        run_due()
    issue.refresh_from_db()
    return issue


def report(to, *, action="failed", status="5.1.1", diagnostic="smtp; 550 5.1.1 unknown", more=""):
    """A report as RFC 3464 shapes it, with the returned letter behind."""
    lines = [
        "Return-Path: <>",
        f"To: {to}",
        "From: MAILER-DAEMON@mx.example.com",
        "Subject: Undelivered Mail Returned to Sender",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
        "",
        "--B",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        f"Sorry, {GONE} is not here.",
        "",
        "--B",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example.com",
        "Arrival-Date: Mon, 04 Oct 2021 08:00:00 +0000",
        "",
        f"Final-Recipient: rfc822; {GONE}",
        *([f"Action: {action}"] if action else []),
        *([f"Status: {status}"] if status else []),
        *([f"Diagnostic-Code: {diagnostic}"] if diagnostic else []),
        more,
        "",
        "--B",
        "Content-Type: message/rfc822",
        "",
        f"To: {GONE}",
        "Subject: Frister",
        "",
        "Hei",
        "",
        "--B--",
        "",
    ]
    return "\r\n".join(lines).encode()


def way_back(issue):
    return address_for(issue.deliveries.get().pk, HOUSE)


def test_each_letter_has_a_way_back_that_names_nobody(two):
    SubscriberFactory(address=GONE)
    issue = sent(two)
    [letter] = mail.outbox
    assert letter.from_email == way_back(issue)
    assert "leser" not in letter.from_email
    assert letter.message()["From"].endswith("<info@barents.no>")
    assert len(letter.from_email.partition("@")[0]) <= 64  # RFC 5321.


def test_without_an_address_for_it_all_else_works(two, settings):
    settings.MAIL_RETURN = ""
    SubscriberFactory(address=GONE)
    issue = sent(two)
    [letter] = mail.outbox
    assert letter.from_email.endswith("<info@barents.no>")
    assert progress(issue).taken == 1
    assert actions.take_return(report("retur+1-x@example.org"), by=SYSTEM) == Taken.NOT_OURS
    with pytest.raises(CommandError):
        call_command("take_returns")


@pytest.mark.parametrize("noted", [True, False])
def test_a_letter_that_comes_back_did_not_arrive(two, noted):
    subscriber = SubscriberFactory(address=GONE)
    issue = sent(two, until_noted=noted)
    raw = report(f"<{way_back(issue).upper()}>")
    assert actions.take_return(raw, by=SYSTEM) == Taken.RETURNED
    assert actions.take_return(raw, by=SYSTEM) == Taken.KNOWN  # Delivered twice: counted once.
    run_due()
    told = progress(issue)
    assert (told.taken, told.returned, told.returned_because) == (0, 1, {"5.1.1": 1})
    subscriber.refresh_from_db()
    assert (subscriber.status, subscriber.refusals) == ("subscribed", 1)
    assert subscriber.refused_because == "5.1.1"
    [trace] = trail_of(issue).filter(action="network.take_return")
    assert GONE not in str(trace.facts if hasattr(trace, "facts") else trace.__dict__)
    assert not Message.objects.filter(kind="network.issue").exists()


def test_after_three_in_a_row_the_address_rests_and_comes_back_by_itself(two, at):
    subscriber = SubscriberFactory(address=GONE)
    for number in (1, 2, 3):
        at.move_to(NOW + timedelta(days=30 * number))
        issue = sent(two)
        last = Delivery.objects.latest("pk")
        to = address_for(last.pk, HOUSE)
        assert actions.take_return(report(to), by=SYSTEM) == Taken.RETURNED
        subscriber.refresh_from_db()
        assert subscriber.refusals == number
    assert subscriber.status == "resting"
    assert trail_of(subscriber).filter(action="network.rest").count() == 1
    sent(two)
    assert Delivery.objects.count() == 3
    at.shift(timedelta(hours=1))
    actions.confirm(subscriber, by=Holder("subscriber", subscriber.key))
    subscriber.refresh_from_db()
    assert (subscriber.status, subscriber.refusals) == ("subscribed", 0)
    late = Delivery.objects.order_by("pk").last()
    Delivery.objects.filter(pk=late.pk).update(outcome="taken", at=issue.begun_at)
    assert actions.take_return(report(address_for(late.pk, HOUSE)), by=SYSTEM) == Taken.RETURNED
    subscriber.refresh_from_db()
    assert subscriber.refusals == 0  # They have said yes since that letter.


def test_one_that_arrives_in_between_begins_the_count_anew(two, at):
    subscriber = SubscriberFactory(address=GONE)
    for day, comes_back in ((30, True), (60, True), (90, False), (120, False)):
        at.move_to(NOW + timedelta(days=day))
        sent(two)
        if comes_back:
            to = address_for(Delivery.objects.latest("pk").pk, HOUSE)
            actions.take_return(report(to), by=SYSTEM)
    subscriber.refresh_from_db()
    assert (subscriber.status, subscriber.refusals) == ("subscribed", 0)


@pytest.mark.parametrize(
    ("status", "diagnostic", "counts"),
    [
        ("5.1.1", "", True),
        ("5.0.0", "", True),
        ("5.2.1", "", True),
        ("5.4.310", "", True),
        ("5.7.1", "", False),  # They do not like the sender.
        ("5.3.4", "", False),  # It is too large.
        ("4.4.7", "", False),  # Given up for today.
        ("", "smtp; 550 5.1.10 no such domain", True),
        ("", "", False),
        ("nonsense", "x" * 5000, False),
    ],
)
def test_what_says_that_the_address_is_dead_counts(two, status, diagnostic, counts):
    subscriber = SubscriberFactory(address=GONE)
    issue = sent(two)
    raw = report(way_back(issue), status=status, diagnostic=diagnostic)
    assert actions.take_return(raw, by=SYSTEM) == Taken.RETURNED
    subscriber.refresh_from_db()
    assert subscriber.refusals == counts
    assert issue.deliveries.get().outcome == "returned"
    assert len(issue.deliveries.get().reason) < 12


def test_who_has_left_is_not_looked_for(two):
    subscriber = SubscriberFactory(address=GONE)
    issue = sent(two)
    to = way_back(issue)
    actions.leave(subscriber, by=Holder("subscriber", subscriber.key))
    assert actions.take_return(report(to), by=SYSTEM) == Taken.RETURNED
    assert not Subscriber.objects.exists()
    assert address_for(10**17, HOUSE) != to
    assert actions.take_return(report(address_for(10**17, HOUSE)), by=SYSTEM) == Taken.KNOWN


def deep(number):
    head = "".join(
        f'Content-Type: multipart/mixed; boundary="{n}"\r\n\r\n--{n}\r\n' for n in range(number)
    )
    return head.encode()


def answer_by_hand(to):
    message = EmailMessage()
    message["To"] = to
    message["Subject"] = "Automatic reply: I am on holiday 5.1.1"
    message.set_content("Action: failed\nStatus: 5.1.1\n")
    return message.as_bytes()


def with_mark(to, mark):
    """The same letter's return address with another mark."""
    named, _, domain = to.partition("@")
    return f"{named.rpartition('-')[0]}-{mark}@{domain}"


@pytest.mark.parametrize(
    "made",
    [
        lambda to: b"",
        lambda to: b"\x00\xff" * 5000,
        lambda to: f"To: {to}\r\n".encode() + deep(5000),
        answer_by_hand,
        lambda to: report(to, action="delayed", status="4.4.1"),
        lambda to: report(to, action="delivered", status="2.0.0"),
        lambda to: report(to, action=""),
        lambda to: report(to.replace("retur+", "retur+1")),
        lambda to: report(f"x{to}"),
        lambda to: report(f"{to}.evil.example"),
        lambda to: report(with_mark(to, "0" * MARK)),
        lambda to: report(to).replace(b"message/delivery-status", b"text/plain"),
        lambda to: report(to).replace(b"multipart/report", b"multipart/mixed"),
        lambda to: report(to).replace(b'boundary="B"', b'boundary="another"'),
        lambda to: report(f"{HOUSE}, info@barents.no"),
        lambda to: report(to).replace(b"us-ascii", b"utf-\xff")[:300],
        lambda to: b"A" * 300_000 + report(to),
    ],
)
def test_what_is_no_report_of_ours_changes_nothing(two, made):
    subscriber = SubscriberFactory(address=GONE)
    issue = sent(two)
    before = issue.deliveries.values_list("outcome", "reason", "at").get()
    assert actions.take_return(made(way_back(issue)), by=SYSTEM) != Taken.RETURNED
    assert issue.deliveries.values_list("outcome", "reason", "at").get() == before
    subscriber.refresh_from_db()
    assert (subscriber.status, subscriber.refusals) == ("subscribed", 0)


def test_a_report_with_a_thousand_readers_is_read_once(two):
    SubscriberFactory(address=GONE)
    issue = sent(two)
    many = "\r\n\r\n".join(["Final-Recipient: rfc822; a@b.example\r\nAction: failed"] * 1000)
    raw = report(way_back(issue), action="delayed", more=f"\r\n{many}")
    assert actions.take_return(raw, by=SYSTEM) == Taken.RETURNED
    assert read(b"") == ((), None)


def test_an_address_of_another_letter_or_house_is_not_ours(settings):
    ours = address_for(7, HOUSE)
    assert number_in([ours], HOUSE) == 7
    assert with_mark(ours, ours.partition("-")[2].partition("@")[0]) == ours
    assert number_in([ours], "retur@other.example") is None
    assert number_in([ours.replace("+7-", "+8-")], HOUSE) is None
    settings.SECRET_KEY = "another"
    assert number_in([ours], HOUSE) is None


@pytest.mark.parametrize("role", [None, *Role])
def test_only_the_program_itself_takes_returns(two, role):
    SubscriberFactory(address=GONE)
    issue = sent(two)
    by = UserFactory(roles=[role] if role else [])
    with pytest.raises(PermissionDenied):
        actions.take_return(report(way_back(issue)), by=by)
    assert issue.deliveries.get().outcome == "taken"
