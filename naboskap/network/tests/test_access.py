import pytest

from naboskap.advice.links import Holder
from naboskap.core.permissions import may
from naboskap.network.queries import issues_visible_to, may_be_sent_by, waiting_for
from naboskap.network.queries.events import events_visible_to
from naboskap.network.tests.factories import (
    EventFactory,
    IssueFactory,
    RegistrationFactory,
    SubscriberFactory,
)

KEEPERS = {"editor", "head", "deputy"}
ALL = {
    "system",
    "visitor",
    "superuser",
    "case_officer",
    "board_member",
    "council_member",
    "finance_preparer",
    "finance_releaser",
    "auditor",
    "administrator",
    *KEEPERS,
}
WHO_MAY = {
    "network.sign_up": ALL,
    "network.change_subscription": set(),
    "network.leave": KEEPERS | {"case_officer"},
    "network.see_newsletter": KEEPERS | {"case_officer"},
    "network.find_subscriber": KEEPERS | {"case_officer"},
    "network.bring_in": KEEPERS,
    "network.write_issue": KEEPERS,
    "network.send_issue": KEEPERS,
    "network.run_newsletter": {"system"},
    "network.register": ALL,
    "network.change_registration": KEEPERS | {"case_officer"},
    "network.arrange": KEEPERS | {"case_officer"},
    "network.erase_registrations": {"system"},
    "network.remind_of_events": {"system"},
}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(permission, cast):
    allowed = {name for name, person in vars(cast).items() if may(person, permission)}
    assert allowed == WHO_MAY[permission]


@pytest.mark.parametrize("permission", ["network.change_subscription", "network.leave"])
def test_by_one_s_own_link_and_no_other(permission, cast):
    subscriber = SubscriberFactory()
    everybody = {
        **vars(cast),
        "link": Holder("subscriber", subscriber.key),
        "other_link": Holder("subscriber", "another"),
        "thread_link": Holder("thread", subscriber.key),
    }
    allowed = {name for name, one in everybody.items() if may(one, permission, subscriber)}
    assert allowed == WHO_MAY[permission] | {"link"}


def test_a_registration_is_changed_by_its_own_link(cast):
    registration = RegistrationFactory()
    everybody = {
        **vars(cast),
        "link": Holder("registration", registration.key),
        "other_link": Holder("registration", "another"),
        "subscribers_link": Holder("subscriber", registration.key),
    }
    allowed = {
        name
        for name, one in everybody.items()
        if may(one, "network.change_registration", registration)
    }
    assert allowed == WHO_MAY["network.change_registration"] | {"link"}


def test_the_list_of_events_and_the_lock_agree(cast):
    event = EventFactory()
    for name, person in vars(cast).items():
        assert events_visible_to(person).filter(pk=event.pk).exists() == may(
            person, "network.arrange", event
        ), name


def test_the_list_and_the_lock_agree(cast):
    issue = IssueFactory()
    for name, person in vars(cast).items():
        assert issues_visible_to(person).filter(pk=issue.pk).exists() == may(
            person, "network.see_newsletter", issue
        ), name


def test_what_waits_is_what_one_may_send(cast):
    issue = IssueFactory(
        status="ready", proposed_by=cast.editor, writers=[cast.editor, cast.deputy]
    )
    able = set()
    for name, person in vars(cast).items():
        if name != "system":
            assert (issue in waiting_for(person)) == may_be_sent_by(issue, person), name
            able |= {name} if may_be_sent_by(issue, person) else set()
    assert able == {"head"}
