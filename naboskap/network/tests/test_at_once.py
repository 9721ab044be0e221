"""The last place, an address and a round of the newsletter, each taken by several at once."""

import time_machine
from django.contrib.auth.models import AnonymousUser

from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.permissions import SYSTEM
from naboskap.core.tests.at_once import at_once
from naboskap.network import actions
from naboskap.network.models import Delivery, Registration, Subscriber
from naboskap.network.tests.conftest import NOW
from naboskap.network.tests.factories import EventFactory, IssueFactory, SubscriberFactory
from naboskap.notifications.models import Message


@time_machine.travel(NOW, tick=False)
def test_the_last_place_is_given_once(committed):
    event, numbers = EventFactory(seats=1), iter("abcd")

    def take():
        name = next(numbers)
        facts = {"side": "a", "language": "nb", "people": 1, "needs": "", "by": AnonymousUser()}
        actions.register(event, name=name, address=f"{name}@example.org", key=name, **facts)

    at_once(4, take)
    statuses = sorted(Registration.objects.values_list("status", flat=True))
    assert statuses == ["listed", "listed", "listed", "seated"]


@time_machine.travel(NOW, tick=False)
def test_an_address_is_signed_up_once(committed):
    facts = {"language": "nb", "topics": ["news"], "key": "one", "by": AnonymousUser()}
    at_once(4, lambda: actions.sign_up("reader@example.org", **facts))
    assert (Subscriber.objects.count(), Message.objects.count()) == (1, 1)


@time_machine.travel(NOW, tick=False)
def test_several_workers_send_to_each_once(committed):
    SubscriberFactory.create_batch(3)
    IssueFactory(status="sending", begun_at=NOW, sent_by=UserFactory())
    at_once(3, lambda: actions.work_on_issues(by=SYSTEM))
    assert (Delivery.objects.count(), Message.objects.count()) == (3, 3)
