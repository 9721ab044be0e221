"""The way to one's questions, mailed again: to the address alone, and nobody learns of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.actions import ask_for_link, block_sender, mail_links
from naboskap.advice.links import secret_of
from naboskap.advice.models import LinkRequest
from naboskap.advice.tasks import run_due
from naboskap.advice.tests.factories import ThreadFactory
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.notifications.actions import send_due
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 4, 8, tzinfo=UTC)
ADDRESS = "teacher@example.org"


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


def asked_for(address=ADDRESS):
    """Ask, and let the worker meet it; return what the page is told."""
    told = ask_for_link(address, by=AnonymousUser())
    run_due()
    return told


def test_adv_45_the_way_goes_to_the_address_alone_and_once_an_hour(at):
    first = ThreadFactory(address=ADDRESS, last_at=NOW - timedelta(days=2))
    second = ThreadFactory(address=ADDRESS, language="en", status="closed")
    of_account = ThreadFactory(address=ADDRESS, user=UserFactory(email=ADDRESS))
    hidden = [
        ThreadFactory(address=ADDRESS, status="disowned"),
        ThreadFactory(address=ADDRESS, status="blocked"),
        ThreadFactory(address="other@example.org"),
    ]
    assert asked_for("Teacher@Example.org") is None
    assert asked_for() is None
    [mail] = Message.objects.all()
    assert mail.address == ADDRESS
    for thread in (first, second):
        assert f"/spor/{secret_of('thread', thread.key)}/" in mail.body
    assert f"/min-side/sporsmal/{of_account.key}/" in mail.body
    assert secret_of("thread", of_account.key) not in mail.body
    assert all(one.key not in mail.body for one in hidden)
    [trace] = trail_of(first, second, of_account).filter(action="advice.mail_links")
    assert trace.subject_id == str(of_account.pk)  # One line, however many ways.
    at.shift(timedelta(minutes=59))
    asked_for()
    ThreadFactory(address=ADDRESS)  # A new question does not begin the hour anew.
    asked_for()
    assert Message.objects.count() == 1
    at.shift(timedelta(minutes=1))
    asked_for()
    assert Message.objects.count() == 2


def test_adv_45_three_mails_a_day_and_none_to_who_is_blocked(at, cast):
    thread = ThreadFactory(address=ADDRESS)
    for _time in range(5):
        at.shift(timedelta(hours=2))
        asked_for()
    assert Message.objects.count() == 3
    at.shift(timedelta(hours=17))
    asked_for()
    assert Message.objects.count() == 4
    other = ThreadFactory(address=ADDRESS)
    block_sender(other, "Threatens.", by=cast.case_officer)
    at.shift(timedelta(days=2))
    asked_for()
    assert Message.objects.count() == 4
    thread.refresh_from_db()
    assert thread.status == "waiting"


def test_adv_45_the_hour_is_the_address_s_own_whatever_was_asked_since(at):
    ThreadFactory(address=ADDRESS, last_at=NOW - timedelta(days=1))
    asked_for()
    for _number in range(6):  # The one that was mailed is no longer among the newest five.
        ThreadFactory(address=ADDRESS)
    asked_for()
    assert Message.objects.count() == 1


def test_adv_45_the_page_does_the_same_for_every_address():
    ThreadFactory(address=ADDRESS)
    asked = []
    for address in (ADDRESS, "nobody@example.org"):
        with CaptureQueriesContext(connection) as said:
            ask_for_link(address, by=AnonymousUser())
        asked.append([one["sql"][:10] for one in said])
    assert asked[0] == asked[1]
    assert not Message.objects.exists()


def test_adv_47_no_flood_of_links_from_one_place(at):
    for number in range(5):
        ask_for_link(f"{number}@example.org", origin="here", by=AnonymousUser())
    with pytest.raises(RuleNotMet) as told:
        ask_for_link(ADDRESS, origin="here", by=AnonymousUser())
    assert told.value.rule == "ADV-47"
    assert LinkRequest.objects.count() == 5
    ask_for_link(ADDRESS, origin="there", by=AnonymousUser())
    at.shift(timedelta(hours=1))
    ask_for_link(ADDRESS, origin="here", by=AnonymousUser())


def test_no_address_is_kept_of_who_asked_and_nothing_after_a_day(at):
    for address in (ADDRESS, "nobody@example.org"):
        asked_for(address)
    assert set(LinkRequest.objects.values_list("address", "is_met")) == {("", True)}
    assert "example" not in str(list(LinkRequest.objects.values()))
    at.shift(timedelta(days=1, seconds=1))
    run_due()
    assert not LinkRequest.objects.exists()


@pytest.mark.parametrize("who", ["case_officer", "visitor"])
def test_the_worker_alone_mails_links(cast, who):
    ThreadFactory(address=ADDRESS)
    ask_for_link(ADDRESS, by=AnonymousUser())
    with pytest.raises(PermissionDenied):
        mail_links(by=getattr(cast, who))
    assert not Message.objects.exists()


def test_an_address_that_has_asked_nothing_gets_no_mail():
    assert asked_for("nobody@example.org") is None
    assert not Message.objects.exists()
    with pytest.raises(RuleNotMet) as told:
        asked_for("call me")
    assert told.value.rule == "ADV-9"


@pytest.mark.parametrize("goes_out", [True, False])
def test_the_mail_with_the_ways_is_kept_for_a_day_and_not_as_long_as_a_thread(at, goes_out):
    ThreadFactory(address=ADDRESS)
    asked_for()
    if goes_out:
        send_due()
    at.shift(timedelta(hours=23))
    run_due()
    assert Message.objects.count() == 1
    at.shift(timedelta(hours=2))
    send_due()  # What has not gone out by now is given up.
    at.shift(timedelta(hours=25))
    run_due()
    assert not Message.objects.exists()


def test_at_most_five_ways_stand_in_a_mail():
    for number in range(7):
        ThreadFactory(address=ADDRESS, last_at=NOW - timedelta(days=number))
    asked_for()
    assert Message.objects.get().body.count("/spor/") == 5
