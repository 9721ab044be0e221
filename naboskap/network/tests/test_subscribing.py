"""Signing up, saying yes, changing, leaving: and what is kept of whom, and for how long."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.links import Holder, holder_of, secret_of
from naboskap.audit.queries import trail_of
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.network import actions
from naboskap.network.actions.subscribing import CONFIRM_WITHIN, IN_AN_HOUR, MAILS, RESTS_FOR
from naboskap.network.models import Brake, Leaver, Subscriber, SubscriberTopic
from naboskap.network.queries import has_left, numbers, subscriber_of, topics_of
from naboskap.network.tasks import run_due
from naboskap.network.tests.conftest import NOW
from naboskap.network.tests.factories import SubscriberFactory
from naboskap.notifications.models import Message
from naboskap.programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db
ADDRESS = "reader@example.org"


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


def signed(**values):
    facts = {
        "address": "Reader@Example.org",
        "language": "ru",
        "topics": ["news", "calls"],
        "key": "one",
        "by": AnonymousUser(),
        **values,
    }
    return actions.sign_up(facts.pop("address"), **facts)


def link(subscriber):
    return Holder("subscriber", subscriber.key)


def test_signing_up_asks_by_mail_and_nothing_more():
    assert signed() is None
    subscriber = Subscriber.objects.get()
    assert (subscriber.address, subscriber.status, subscriber.language) == (
        ADDRESS,
        "waiting",
        "ru",
    )
    assert topics_of(subscriber) == ["news", "calls"]
    [mail] = Message.objects.all()
    assert (mail.address, mail.language, mail.leave_at) == (ADDRESS, "ru", "")
    assert f"/ru/nyhetsbrev/mitt/{secret_of('subscriber', subscriber.key)}/" in mail.body
    assert "11.10.2021" in mail.body
    signed()  # A second click on the same form.
    assert Message.objects.count() == 1


@pytest.mark.parametrize("address", ["", "ring meg", "x@", "a@b"])
def test_there_is_a_whole_address(address):
    with pytest.raises(RuleNotMet) as refused:
        signed(address=address)
    assert refused.value.rule == "NET-1"
    assert not Subscriber.objects.exists()


def test_there_is_something_to_hear_about():
    for topics in ([], ["strange"]):
        with pytest.raises(RuleNotMet) as refused:
            signed(topics=topics)
        assert refused.value.rule == "NET-2"
    assert not Subscriber.objects.exists()
    programme = ProgrammeFactory(is_shown=True)
    signed(topics=[f"programme:{programme.slug}", "strange"])
    assert topics_of(Subscriber.objects.get()) == [f"programme:{programme.slug}"]


def test_it_is_in_a_language_of_the_house():
    with pytest.raises(RuleNotMet) as refused:
        signed(language="de")
    assert refused.value.rule == "NET-6"
    assert not Subscriber.objects.exists()


def test_no_flood_from_one_place(at):
    for number in range(IN_AN_HOUR):
        signed(address=f"r{number}@example.org", key=f"{number}", origin="here")
    with pytest.raises(RuleNotMet) as refused:
        signed(key="more", origin="here")
    assert refused.value.rule == "NET-3"
    signed(address="r1@example.org", key="1", origin="here")  # A second click is none more.
    assert Message.objects.count() == IN_AN_HOUR
    at.shift(timedelta(hours=1, seconds=1))
    signed(key="more", origin="here")
    assert Subscriber.objects.count() == IN_AN_HOUR + 1


def test_few_mails_a_day_to_one_address_and_nobody_is_told(at):
    for number in range(MAILS + 2):
        assert signed(key=f"{number}") is None
    assert Message.objects.count() == MAILS
    at.shift(timedelta(days=1))
    signed(key="tomorrow")
    assert Message.objects.count() == MAILS + 1


def test_saying_no_does_not_begin_the_count_anew(at):
    for number in range(MAILS + 2):
        signed(key=f"{number}")
        subscriber = Subscriber.objects.get()
        actions.leave(subscriber, by=link(subscriber))
    assert Brake.objects.get().number == MAILS
    signed(key="once more")
    assert not Message.objects.exists()
    assert "reader" not in str(list(Brake.objects.values()))
    at.shift(timedelta(days=1, seconds=1))
    run_due()
    assert not Brake.objects.exists()
    with pytest.raises(PermissionDenied):
        actions.forget_brakes(by=UserFactory())


def test_a_no_to_the_first_mail_is_remembered(two):
    signed()
    subscriber = Subscriber.objects.get()
    actions.leave(subscriber, by=link(subscriber))
    assert has_left(ADDRESS)
    assert actions.bring_in(ADDRESS, language="nb", topics=["news"], by=two.writer) == (0, 1, 0)
    assert not Message.objects.exists()


def test_who_rests_and_signs_up_again_is_asked_anew_and_has_a_week(at):
    facts = {"status": "resting", "refusals": 3, "refused_at": NOW, "language": "nb"}
    subscriber = SubscriberFactory(address=ADDRESS, topics=["events"], **facts)
    at.shift(RESTS_FOR - timedelta(days=1))
    signed()
    subscriber.refresh_from_db()
    assert (subscriber.status, subscriber.language) == ("resting", "ru")
    assert topics_of(subscriber) == ["news", "calls"]
    assert subscriber.confirm_by == clock.now() + CONFIRM_WITHIN
    assert Message.objects.get().kind == "network.confirm"
    at.shift(timedelta(days=2))
    run_due()
    actions.confirm(subscriber, by=link(subscriber))
    assert Subscriber.objects.get().status == "subscribed"


def test_who_gets_it_already_is_told_and_nothing_is_changed():
    subscriber = SubscriberFactory(address=ADDRESS, language="nb", topics=["events"])
    assert signed() is None
    subscriber.refresh_from_db()
    assert (subscriber.status, subscriber.language) == ("subscribed", "nb")
    assert topics_of(subscriber) == ["events"]
    [mail] = Message.objects.all()
    assert (mail.kind, mail.language) == ("network.already", "nb")


def test_a_yes_is_said_by_the_mailed_link_and_within_a_week(at):
    signed()
    subscriber = Subscriber.objects.get()
    for stranger in (AnonymousUser(), Holder("subscriber", "x"), UserFactory(), SYSTEM):
        with pytest.raises(PermissionDenied):
            actions.confirm(subscriber, by=stranger)
    at.shift(CONFIRM_WITHIN + timedelta(seconds=1))
    with pytest.raises(RuleNotMet) as refused:
        actions.confirm(subscriber, by=link(subscriber))
    assert refused.value.rule == "NET-5"
    subscriber.refresh_from_db()
    assert subscriber.status == "waiting"
    signed(key="anew")
    actions.confirm(subscriber, by=link(subscriber))
    actions.confirm(subscriber, by=link(subscriber))  # A second click.
    subscriber.refresh_from_db()
    assert (subscriber.status, subscriber.confirmed_at) == ("subscribed", clock.now())
    assert trail_of(subscriber).filter(action="network.confirm").count() == 1


def test_language_and_topics_are_changed_by_one_s_own_link():
    subscriber = SubscriberFactory()
    with pytest.raises(PermissionDenied):
        actions.change_subscription(
            subscriber, language="ru", topics=["calls"], by=Holder("subscriber", "x")
        )
    actions.change_subscription(
        subscriber, language="ru", topics=["calls", "calls"], by=link(subscriber)
    )
    subscriber.refresh_from_db()
    assert (subscriber.language, topics_of(subscriber)) == ("ru", ["calls"])
    for values in ({"language": "de", "topics": ["calls"]}, {"language": "ru", "topics": []}):
        with pytest.raises(RuleNotMet):
            actions.change_subscription(subscriber, **values, by=link(subscriber))
    assert topics_of(subscriber) == ["calls"]


def test_who_leaves_is_forgotten_at_once():
    signed()
    subscriber = Subscriber.objects.get()
    actions.confirm(subscriber, by=link(subscriber))
    actions.leave(subscriber, by=link(subscriber))
    actions.leave(subscriber, by=link(subscriber))  # A second click.
    assert not Subscriber.objects.exists()
    assert not SubscriberTopic.objects.exists()
    assert not Message.objects.exists()
    assert has_left("READER@example.org")
    assert not has_left("other@example.org")
    everything = " ".join(
        str(row) for row in [*Leaver.objects.values(), *trail_of(subscriber).values()]
    )
    assert "reader" not in everything.casefold()
    signed(key="again")  # Who comes back by themselves is welcome.
    subscriber = Subscriber.objects.get()
    actions.confirm(subscriber, by=link(subscriber))
    assert not has_left(ADDRESS)


def test_who_never_said_yes_is_forgotten_after_a_week(at):
    signed()
    stays = SubscriberFactory()
    at.shift(CONFIRM_WITHIN)
    assert run_due() == 0
    at.shift(timedelta(seconds=1))
    assert run_due() == 1
    assert list(Subscriber.objects.all()) == [stays]
    assert not Message.objects.exists()
    assert not Leaver.objects.exists()


def test_an_address_at_rest_is_forgotten_after_three_months(at):
    SubscriberFactory(status="resting", refusals=3, refused_at=NOW)
    at.shift(RESTS_FOR)
    assert run_due() == 0
    at.shift(timedelta(seconds=1))
    assert run_due() == 1
    assert not Subscriber.objects.exists()


def test_somebody_at_rest_wakes_by_their_own_link(at):
    subscriber = SubscriberFactory(status="resting", refusals=3, refused_at=NOW)
    at.shift(timedelta(days=30))
    actions.confirm(subscriber, by=link(subscriber))
    subscriber.refresh_from_db()
    assert (subscriber.status, subscriber.refusals) == ("subscribed", 0)


def test_only_the_system_forgets(two):
    for act in (actions.forget_unconfirmed, actions.forget_resting, actions.work_on_issues):
        with pytest.raises(PermissionDenied):
            act(by=two.writer)


def test_looking_an_address_up_stands_in_the_trail_without_the_address():
    officer = UserFactory(roles=[Role.CASE_OFFICER])
    subscriber = SubscriberFactory(address=ADDRESS)
    assert actions.find_subscriber(" Reader@example.org ", by=officer) == subscriber
    assert actions.find_subscriber("nobody@example.org", by=officer) is None
    [found] = trail_of(subscriber)
    [not_found] = trail_of(officer)
    assert (found.action, found.data) == ("network.find_subscriber", {"found": True})
    assert (not_found.action, not_found.data) == (found.action, {"found": False})
    with pytest.raises(PermissionDenied):
        actions.find_subscriber(ADDRESS, by=UserFactory(roles=[Role.AUDITOR]))
    assert trail_of(subscriber).count() == 1
    actions.leave(subscriber, by=officer)
    assert not Subscriber.objects.exists()


def test_an_earlier_list_is_asked_and_who_left_is_not(two):
    SubscriberFactory(address="here@example.org", language="nb")
    left = SubscriberFactory(address="left@example.org")
    actions.leave(left, by=link(left))
    text = "New@example.org\n\nnew@example.org\nhere@example.org\n Left@example.org\nring meg\n"
    told = actions.bring_in(text, language="ru", topics=["news"], by=two.writer)
    assert told == (1, 2, 1)
    brought = Subscriber.objects.get(address="new@example.org")
    assert (brought.status, brought.language, topics_of(brought)) == ("waiting", "ru", ["news"])
    [mail] = Message.objects.all()
    assert (mail.address, mail.kind) == ("new@example.org", "network.confirm")
    for values in ("", "a@example.org\n" * 501):
        with pytest.raises(RuleNotMet) as refused:
            actions.bring_in(values, language="ru", topics=["news"], by=two.writer)
        assert refused.value.rule == "NET-20"
    with pytest.raises(PermissionDenied):
        actions.bring_in("b@example.org", language="ru", topics=["news"], by=UserFactory())
    assert Message.objects.count() == 1


def test_a_link_is_the_house_s_own():
    subscriber = SubscriberFactory()
    secret = secret_of("subscriber", subscriber.key)
    assert subscriber_of(secret) == (link(subscriber), subscriber)
    for strange in ("x", subscriber.key, f"{secret}x", secret_of("thread", subscriber.key)):
        assert subscriber_of(strange) == (None, None)
    assert holder_of("thread", secret) is None


def test_numbers_are_counted_by_language_and_topic(django_assert_num_queries):
    SubscriberFactory(language="nb", topics=["news", "calls"])
    SubscriberFactory(language="ru", topics=["news"])
    SubscriberFactory(waiting=True, language="ru")
    SubscriberFactory(status="resting", language="en")
    with django_assert_num_queries(2):
        told = numbers()
    assert (told.subscribed, told.waiting, told.resting) == (2, 1, 1)
    assert told.by_language == {"nb": 1, "ru": 1}
    assert told.by_topic == {"news": 2, "calls": 1}


def test_the_table_takes_an_address_once_and_nobody_in_without_a_yes():
    SubscriberFactory(address=ADDRESS)
    for values in ({"address": ADDRESS}, {"confirmed_at": None}, {"status": "strange"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SubscriberFactory(**values)
