"""The way to one's questions, mailed again: to the address alone, and nobody learns of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.actions import send_link_again
from naboskap.advice.links import secret_of
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
    return send_link_again(address, by=AnonymousUser())


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
    assert trail_of(first).filter(action="advice.send_link_again").count() == 1
    at.shift(timedelta(minutes=59))
    asked_for()
    ThreadFactory(address=ADDRESS)  # A new question does not begin the hour anew.
    asked_for()
    assert Message.objects.count() == 1
    at.shift(timedelta(minutes=1))
    asked_for()
    assert Message.objects.count() == 2


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
