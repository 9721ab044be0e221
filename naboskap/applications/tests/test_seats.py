"""Who does what on a side: writing, reading, leading, leaving; invitations that are renewed."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.models import Adviser
from naboskap.applications.actions import (
    accept_invitation,
    answer_lead_offer,
    confirm_application,
    end_invitation,
    find_invitation,
    invite_to_seat,
    leave_seat,
    offer_lead,
    renew_invitation,
    save_answer,
    set_may_write,
    set_publication_wish,
    submit_application,
    take_back_lead_offer,
)
from naboskap.applications.models import SeatInvitation, SeatPerson
from naboskap.applications.queries import history_of_pair, sides_of, visible_to
from naboskap.applications.tests.factories import NOW, join
from naboskap.core.errors import RuleNotMet
from naboskap.notifications.models import Message
from naboskap.questionnaires.models import Answer

pytestmark = pytest.mark.django_db


def refused(rule, act, *args, **kwargs):
    with pytest.raises(RuleNotMet) as refusal:
        act(*args, **kwargs)
    assert refusal.value.rule == rule


def seated(user):
    return SeatPerson.objects.get(user=user)


def leads(application, side):
    found = sides_of(application)[side].lead
    return found and found.user_id


def mails(kind):
    return set(Message.objects.filter(kind=kind).values_list("address", flat=True))


@pytest.fixture
def helper(application, lead, partner):
    """Somebody who writes along on the partner's side."""
    return join(application, UserFactory(), by=lead)


def write(application, by):
    return save_answer(application, "summary", "Elva", language="nb", read_number=0, by=by)


def test_whoever_was_asked_to_read_sees_all_and_writes_nothing(application, lead, partner):
    reader = join(application, UserFactory(), by=lead, may_write=False)

    assert application in visible_to(reader)
    refused("APP-36", write, application, reader)
    with pytest.raises(PermissionDenied):
        set_publication_wish(application.seats.get(side="b"), "open", language="nb", by=reader)
    assert not Answer.objects.exists()


def test_a_reader_confirms_nothing(ready, lead, partner):
    reader = join(ready, UserFactory(), by=lead, may_write=False)
    snapshot = submit_application(ready, by=lead)

    with pytest.raises(PermissionDenied):
        confirm_application(ready, sha256=snapshot.sha256, language="nb", side="b", by=reader)
    assert snapshot.confirmations.count() == 1


def test_the_first_of_a_side_writes_even_when_asked_to_read(application, lead):
    first = join(application, UserFactory(), by=lead, may_write=False)

    assert (seated(first).is_lead, seated(first).may_write) == (True, True)


def test_the_lead_lets_a_reader_write_and_a_writer_read(application, partner, helper):
    set_may_write(seated(helper), may_write=False, by=partner)
    refused("APP-36", write, application, helper)
    assert mails("applications.role_changed") == {helper.email}

    set_may_write(seated(helper), may_write=True, by=partner)
    write(application, helper)


def test_whoever_leads_writes(application, partner):
    refused("APP-37", set_may_write, seated(partner), may_write=False, by=partner)
    assert seated(partner).may_write


def test_only_the_lead_of_the_side_says_who_does_what(application, lead, partner, helper):
    for person in (lead, helper):
        for act in (offer_lead, take_back_lead_offer):
            with pytest.raises(PermissionDenied):
                act(seated(helper), by=person)
        with pytest.raises(PermissionDenied):
            set_may_write(seated(helper), may_write=False, by=person)
    assert seated(helper).may_write
    assert seated(helper).lead_offered_at is None


def test_only_who_sits_there_is_given_a_role(application, partner, helper):
    leave_seat(application, by=helper)

    refused("APP-37", offer_lead, seated(helper), by=partner)
    refused("APP-37", set_may_write, seated(helper), may_write=False, by=partner)
    assert seated(helper).lead_offered_at is None


def test_the_lead_is_handed_over_by_a_yes(application, lead, partner, helper):
    offer_lead(seated(helper), by=partner)
    assert leads(application, "b") == partner.pk
    assert mails("applications.lead_offered") == {helper.email}

    answer_lead_offer(application, accepts=True, by=helper)

    assert leads(application, "b") == helper.pk
    assert mails("applications.new_lead") == {lead.email, partner.email}
    assert (seated(partner).is_lead, seated(partner).may_write) == (False, True)
    assert [one.action for one in history_of_pair(application)][:2] == [
        "applications.take_lead",
        "applications.offer_lead",
    ]


def test_a_reader_who_says_yes_writes(application, lead, partner):
    reader = join(application, UserFactory(), by=lead, may_write=False)
    offer_lead(seated(reader), by=partner)

    answer_lead_offer(application, accepts=True, by=reader)

    assert (seated(reader).is_lead, seated(reader).may_write) == (True, True)


@pytest.mark.parametrize("how", ["never", "taken back", "given to another", "said no"])
def test_nobody_leads_who_is_not_asked(application, lead, partner, helper, how):
    if how != "never":
        offer_lead(seated(helper), by=partner)
    if how == "taken back":
        take_back_lead_offer(seated(helper), by=partner)
    if how == "given to another":
        offer_lead(seated(join(application, UserFactory(), by=lead)), by=partner)
    if how == "said no":
        answer_lead_offer(application, accepts=False, by=helper)

    refused("APP-38", answer_lead_offer, application, accepts=True, by=helper)
    assert leads(application, "b") == partner.pk


def test_the_lead_is_not_asked_to_lead(application, partner):
    refused("APP-38", offer_lead, seated(partner), by=partner)
    assert seated(partner).lead_offered_at is None


def test_a_stranger_answers_no_offer(application, partner):
    with pytest.raises(PermissionDenied):
        answer_lead_offer(application, accepts=True, by=UserFactory())


def test_a_lead_who_leaves_says_who_leads_next(application, lead, partner, helper):
    refused("APP-39", leave_seat, application, by=partner)
    refused("APP-39", leave_seat, application, by=partner, successor=seated(lead))
    assert leads(application, "b") == partner.pk

    leave_seat(application, by=partner, successor=seated(helper))

    assert leads(application, "b") == helper.pk
    assert application not in visible_to(partner)
    assert mails("applications.left") == {lead.email, helper.email}
    assert mails("applications.new_lead") == {helper.email}
    assert join(application, partner, by=lead) == partner
    assert not seated(partner).is_lead


def test_the_last_of_a_side_leaves_it_empty(application, lead, partner):
    leave_seat(application, by=partner)

    assert sides_of(application)["b"].people == ()
    _invitation, secret = invite_to_seat(application, "b", way="code", language="ru", by=lead)
    accept_invitation(secret, by=UserFactory())


def test_a_reader_leaves_by_themselves(application, lead, partner):
    reader = join(application, UserFactory(), by=lead, may_write=False)

    leave_seat(application, by=reader)

    assert application not in visible_to(reader)


def asked(application, by, side="b", **facts):
    return invite_to_seat(
        application, side, way="mail", language="ru", address="b@example.org", by=by, **facts
    )


def test_a_renewed_invitation_has_a_new_secret_and_the_old_one_is_dead(application, lead):
    first, old = asked(application, lead)
    with time_machine.travel(NOW + timedelta(days=31)):
        second, new = renew_invitation(first, by=lead)

        refused("APP-8", find_invitation, old, who="someone")
        assert find_invitation(new, who="someone") == second
    assert (
        Message.objects.filter(kind="applications.invited", address="b@example.org").count() == 2
    )
    assert (second.language, second.way, second.expires_at) == (
        "ru",
        "mail",
        second.created_at + timedelta(days=30),
    )


def test_one_asked_to_read_is_asked_to_read_anew(application, lead, partner):
    first, _old = asked(application, lead, side="a", may_write=False)

    second, new = renew_invitation(first, by=lead)
    accept_invitation(new, by=(reader := UserFactory()))

    assert not second.may_write
    assert not seated(reader).may_write


def test_a_code_through_an_adviser_is_passed_on_anew(application, lead):
    person = UserFactory(roles=[Role.CASE_OFFICER])
    adviser = Adviser.objects.create(user=person, phone="78", email="radgiver@example.org")
    first, old = invite_to_seat(
        application, "b", way="adviser", language="ru", adviser=adviser, by=lead
    )

    _second, new = renew_invitation(first, adviser=adviser, by=lead)

    assert new != old
    assert new in Message.objects.latest("pk").body


@pytest.mark.parametrize("fate", ["used", "taken back"])
def test_what_is_used_or_taken_back_is_not_renewed(application, lead, partner, fate):
    invitation, secret = asked(application, lead, side="a")
    if fate == "used":
        accept_invitation(secret, by=UserFactory())
    else:
        end_invitation(invitation, by=lead)
    before = SeatInvitation.objects.count()

    refused("APP-44", renew_invitation, invitation, by=lead)
    assert SeatInvitation.objects.count() == before


def test_nobody_is_asked_anew_once_it_is_sent(ready, lead):
    invitation, _secret = asked(ready, lead, side="a")
    submit_application(ready, by=lead)

    refused("APP-5", renew_invitation, invitation, by=lead)


def test_each_side_asks_in_its_own(application, lead, partner, helper):
    invitation, _secret = asked(application, partner)
    for act, subject in ((asked, application), (end_invitation, invitation)):
        with pytest.raises(PermissionDenied):
            act(subject, by=lead)
    with pytest.raises(PermissionDenied):
        renew_invitation(invitation, by=helper)
    invitation.refresh_from_db()
    assert invitation.ended_at is None


def test_whoever_was_not_let_back_gets_no_link_to_confirm(ready, lead):
    """An invitation that was taken back is not where a confirmation is asked for."""
    ready.seats.get(side="b").people.update(left_at=NOW, is_lead=False)
    invitation, _secret = asked(ready, lead)
    end_invitation(invitation, by=lead)

    submit_application(ready, by=lead)

    assert not Message.objects.filter(kind="applications.asked_to_confirm").exists()
