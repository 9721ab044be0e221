"""Another partner takes the seat: nothing passes on, nothing is lost; and a second draft."""

import pytest
from django.core.exceptions import PermissionDenied

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import (
    accept_invitation,
    confirm_application,
    describe_side,
    invite_to_seat,
    leave_as_side,
    save_answer,
    set_organisation,
    set_publication_wish,
    start_application,
    submit_application,
    take_out_partner,
)
from naboskap.applications.models import Application, FormerSide, SeatInvitation, SeatPerson
from naboskap.applications.queries import (
    former_partners,
    history_of_pair,
    sides_of,
    sides_to_confirm,
    visible_to,
    writers_of,
)
from naboskap.applications.tests.factories import draft, join, organisation, place
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import may
from naboskap.disclosure.models import ProtectedName, Wish
from naboskap.notifications.models import Message
from naboskap.questionnaires.models import Answer

pytestmark = pytest.mark.django_db


def refused(rule, act, *args, **kwargs):
    with pytest.raises(RuleNotMet) as refusal:
        act(*args, **kwargs)
    assert refusal.value.rule == rule


def mails(kind):
    return set(Message.objects.filter(kind=kind).values_list("address", flat=True))


@pytest.fixture
def helper(application, lead, partner):
    return join(application, UserFactory(language="en"), by=lead)


def test_a_partner_is_taken_out_with_a_reason(application, lead, partner, helper):
    for reason in ("", "because"):
        refused("APP-40", take_out_partner, application, reason=reason, by=lead)
    assert application in visible_to(partner)
    assert not FormerSide.objects.exists()

    take_out_partner(application, reason="no_answer", by=lead)

    for person in (partner, helper):
        assert application not in visible_to(person)
        assert not may(person, "applications.view_application", application)
    told = Message.objects.filter(kind="applications.taken_out")
    assert {(one.address, one.language) for one in told} == {
        (partner.email, "ru"),
        (helper.email, "en"),
    }
    assert "давно не получают ответа" in told.get(address=partner.email).body
    assert history_of_pair(application)[0].action == "applications.take_out_partner"
    assert FormerSide.objects.get().reason == "no_answer"


def test_the_mail_to_who_is_out_names_nobody_and_no_project(application, lead, partner):
    application.title = "Elva mellom oss"
    application.save(update_fields=["title"])
    take_out_partner(application, reason="other", by=lead)

    message = Message.objects.get(kind="applications.taken_out")
    for name in ("Elva mellom oss", lead.name, "Demoskolen", application.key):
        assert name not in message.title + message.body


def test_nobody_is_taken_out_of_an_empty_side(application, lead):
    refused("APP-40", take_out_partner, application, reason="plans", by=lead)
    assert not FormerSide.objects.exists()


def test_what_is_sent_keeps_its_pair(ready, lead, partner):
    submit_application(ready, by=lead)

    refused("APP-5", take_out_partner, ready, reason="plans", by=lead)
    refused("APP-5", leave_as_side, ready, by=partner)
    assert ready in visible_to(partner)


def test_only_who_leads_swaps(application, lead, partner, helper):
    writer = join(application, UserFactory(), side="a", by=lead)
    for person in (partner, helper, writer, UserFactory()):
        with pytest.raises(PermissionDenied):
            take_out_partner(application, reason="agreed", by=person)
    for person in (helper, writer, UserFactory()):
        with pytest.raises(PermissionDenied):
            leave_as_side(application, by=person)
    assert not FormerSide.objects.exists()


def test_a_side_leaves_by_its_own_lead(application, lead, partner, helper):
    leave_as_side(application, by=partner)

    assert sides_of(application)["b"].people == ()
    assert mails("applications.taken_out") == {helper.email}
    assert mails("applications.side_left") == {lead.email}
    assert not visible_to(helper).exists()


def test_whoever_comes_next_begins_with_a_clean_place(application, lead, partner):
    seat = application.seats.get(side="b")
    describe_side(
        application,
        "b",
        described_as="Gamleskolen",
        kind="school",
        place=place("RU-MUR", "b", "Murmansk"),
        read_revision=0,
        by=partner,
    )
    set_organisation(seat, organisation(partner, country="RU"), by=partner)
    set_publication_wish(seat, "open", language="ru", by=partner)
    save_answer(application, "summary", "Река", language="ru", read_number=0, by=partner)
    _open, secret = invite_to_seat(application, "b", way="code", language="ru", by=partner)
    take_out_partner(application, reason="agreed", by=lead)

    side = sides_of(application)["b"]
    assert (side.name, side.kind, side.place_id, side.publication_wish) == ("", "", None, "")
    assert (side.language, side.is_invited) == ("ru", False)
    assert not Wish.objects.filter(party=seat.party_key).exists()
    refused("APP-8", accept_invitation, secret, by=UserFactory())
    assert not SeatInvitation.objects.filter(ended_at__isnull=True).exists()
    # The words stay, and the names that outsiders must never read stay protected.
    assert Answer.objects.get(identity__key="summary").text == "Река"
    kept = set(ProtectedName.objects.filter(holder=seat.party_key).values_list("name", flat=True))
    former = FormerSide.objects.get()
    assert {partner.name, "Gamleskolen", former.organisation.name} <= kept

    newcomer = join(application, UserFactory(language="en"), by=lead)
    side = sides_of(application)["b"]
    assert (side.lead.user_id, side.language) == (newcomer.pk, "en")
    assert former_partners(application) == {partner.pk}
    assert writers_of(application)[partner.pk] == ("", "b")
    assert writers_of(application)[newcomer.pk] == (newcomer.name, "b")


def test_the_new_partner_confirms_for_themselves(ready, lead, partner):
    take_out_partner(ready, reason="plans", by=lead)
    newcomer = join(ready, UserFactory(), by=lead)
    application = Application.objects.get(pk=ready.pk)
    describe_side(
        application,
        "b",
        described_as="Nyskolen",
        kind="school",
        control="local_authority",
        place=place("RU-MUR", "b", "Murmansk oblast"),
        read_revision=application.revision_of("pair_b"),
        by=newcomer,
    )
    snapshot = submit_application(Application.objects.get(pk=ready.pk), by=lead)

    assert [seat.side for seat in sides_to_confirm(application, snapshot)] == ["b"]
    with pytest.raises(PermissionDenied):
        confirm_application(
            application, sha256=snapshot.sha256, language="ru", side="b", by=partner
        )
    confirm_application(application, sha256=snapshot.sha256, language="ru", side="b", by=newcomer)


def test_an_open_form_of_the_former_partner_does_not_write_over_the_new_one(
    application, lead, partner
):
    take_out_partner(application, reason="agreed", by=lead)
    application.refresh_from_db()
    assert application.revision_of("pair_b") == 1


def test_a_former_partner_can_come_back(application, lead, partner):
    take_out_partner(application, reason="agreed", by=lead)
    join(application, partner, by=lead)

    person = SeatPerson.objects.get(user=partner)
    assert (person.is_lead, person.left_at) == (True, None)
    assert former_partners(application) == frozenset()


def test_a_second_draft_is_asked_about_first(application, lead):
    facts = {"size": "full", "by": lead}
    refused(
        "APP-45",
        start_application,
        application.programme,
        key="second",
        asked_about=[],
        **facts,
    )
    assert Application.objects.count() == 1
    again = start_application(application.programme, key=application.key, asked_about=[], **facts)
    assert again == application

    start_application(application.programme, key="second", asked_about=[application.key], **facts)
    assert Application.objects.count() == 2
    other = UserFactory()
    draft(other, of=application.programme)
    start_application(
        application.programme,
        key="third",
        asked_about=[application.key, "second"],
        **facts,
    )
