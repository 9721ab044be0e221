from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.models import Adviser
from naboskap.applications.actions import (
    accept_invitation,
    describe_side,
    end_invitation,
    find_invitation,
    invite_to_seat,
    mark_informed,
    save_answer,
    set_organisation,
    set_publication_wish,
)
from naboskap.applications.actions.writing import PartChanged
from naboskap.applications.models import CodeTry, Help, SeatInvitation, SeatPerson
from naboskap.applications.queries import sides_of, visible_to
from naboskap.applications.tests.factories import NOW, draft, join, organisation, place
from naboskap.core.errors import RuleNotMet
from naboskap.disclosure.models import ProtectedName, Wish
from naboskap.notifications.models import Message

pytestmark = pytest.mark.django_db


def by_mail(application, by, language="ru", **facts):
    return invite_to_seat(
        application, "b", way="mail", language=language, address="b@example.org", by=by, **facts
    )


def test_the_mail_is_neutral_and_in_the_partners_language(application, lead):
    application.title = "Elva mellom oss"
    application.save(update_fields=["title"])
    _invitation, secret = by_mail(application, lead)

    message = Message.objects.get()
    assert (message.kind, message.address, message.language) == (
        "applications.invited",
        "b@example.org",
        "ru",
    )
    assert f"/ru/min-side/invitasjon/{secret}/" in message.body
    for name in ("Elva mellom oss", lead.name, "Demoskolen", "Барен"):
        assert name not in message.title + message.body


def test_only_a_digest_is_kept(application, lead):
    for way in ("mail", "code"):
        _invitation, secret = invite_to_seat(
            application, "b", way=way, language="ru", address="b@example.org", by=lead
        )
        assert not SeatInvitation.objects.filter(code_digest=secret).exists()


def test_an_adviser_gets_the_code_to_pass_on(application, lead):
    person = UserFactory(roles=[Role.CASE_OFFICER])
    adviser = Adviser.objects.create(user=person, phone="78", email="radgiver@example.org")

    _invitation, secret = invite_to_seat(
        application, "b", way="adviser", language="ru", adviser=adviser, by=lead
    )

    message = Message.objects.get()
    assert message.address == "radgiver@example.org"
    assert secret in message.body


@pytest.mark.parametrize("way", ["mail", "adviser"])
def test_an_invitation_goes_somewhere(application, lead, way):
    with pytest.raises(RuleNotMet) as refusal:
        invite_to_seat(application, "b", way=way, language="ru", by=lead)

    assert refusal.value.rule == "APP-8"
    assert not SeatInvitation.objects.exists()


def test_whoever_comes_first_leads_their_side_and_sees_everything(application, lead):
    partner = UserFactory(language="ru")
    _invitation, secret = by_mail(application, lead)

    accept_invitation(secret, by=partner)

    person = SeatPerson.objects.get(user=partner)
    assert (person.seat.side, person.is_lead, person.informed_at) == ("b", True, None)
    assert application in visible_to(partner)
    assert Message.objects.filter(kind="applications.joined", address=lead.email).count() == 1


def test_the_next_one_writes_along(application, lead, partner):
    other = join(application, UserFactory(), by=lead)

    assert not SeatPerson.objects.get(user=other).is_lead
    assert sides_of(application)["b"].lead.user_id == partner.pk


def test_one_is_told_before_one_writes(application, lead):
    partner = join(application, UserFactory(), by=lead, informed=False)

    with pytest.raises(RuleNotMet) as refusal:
        save_answer(application, "summary", "Река", language="ru", read_number=0, by=partner)
    assert refusal.value.rule == "APP-6"

    mark_informed(application, by=partner)
    save_answer(application, "summary", "Река", language="ru", read_number=0, by=partner)


def test_one_person_sits_on_one_side(application, lead):
    _invitation, secret = by_mail(application, lead)

    with pytest.raises(RuleNotMet) as refusal:
        accept_invitation(secret, by=lead)

    assert refusal.value.rule == "APP-7"
    assert SeatPerson.objects.count() == 1
    assert SeatInvitation.objects.get().used_at is None


def used(application, lead, secret):
    accept_invitation(secret, by=UserFactory())


def ended(application, lead, secret):
    end_invitation(SeatInvitation.objects.get(), by=lead)


def expired(application, lead, secret):
    SeatInvitation.objects.update(expires_at=NOW - timedelta(seconds=1))


@pytest.mark.parametrize("fate", [used, ended, expired])
def test_an_invitation_is_used_once_and_in_time(application, lead, fate):
    _invitation, secret = by_mail(application, lead)
    fate(application, lead, secret)

    late = UserFactory()
    with pytest.raises(RuleNotMet) as refusal:
        accept_invitation(secret, by=late)

    assert refusal.value.rule == "APP-8"
    assert not SeatPerson.objects.filter(user=late).exists()


def test_an_invitation_to_confirm_opens_no_seat(application, lead):
    _invitation, secret = by_mail(application, lead, purpose="confirm")

    with pytest.raises(RuleNotMet) as refusal:
        accept_invitation(secret, by=UserFactory())
    assert refusal.value.rule == "APP-8"


def test_a_guesser_is_asked_to_wait(application, lead):
    _invitation, secret = invite_to_seat(application, "b", way="code", language="ru", by=lead)
    for _try in range(5):
        with pytest.raises(RuleNotMet) as refusal:
            find_invitation("0000 000 000", who="someone")
        assert refusal.value.rule == "APP-8"

    with pytest.raises(RuleNotMet) as refusal:
        find_invitation(secret, who="someone")
    assert refusal.value.rule == "APP-9"
    assert CodeTry.objects.count() == 5
    assert find_invitation(secret, who="another")
    with time_machine.travel(NOW + timedelta(minutes=16)):
        assert find_invitation(secret.replace(" ", ""), who="someone")


def test_joining_hands_over_what_an_adviser_wrote(application, lead):
    adviser = UserFactory(roles=[Role.CASE_OFFICER])
    Help.objects.create(application=application, user=adviser, may_write=True, let_in_at=NOW)
    save_answer(application, "summary", "Elva", language="nb", read_number=0, by=adviser)

    join(application, UserFactory(), by=lead)

    helping = Help.objects.get()
    assert (helping.may_write, helping.wrote_at is not None) == (False, True)
    with pytest.raises(PermissionDenied):
        save_answer(application, "summary", "Bekken", language="nb", read_number=1, by=adviser)


def test_both_sides_describe_the_partner_and_meet_each_others_words(application, lead, partner):
    facts = {"kind": "school", "place": place("RU-MUR", "b", "Murmansk")}
    describe_side(application, "b", described_as="En skole", read_revision=0, by=lead, **facts)

    with pytest.raises(PartChanged) as clash:
        describe_side(application, "b", described_as="Школа", read_revision=0, by=partner, **facts)

    assert clash.value.theirs["described_as"] == "En skole"
    assert clash.value.yours["described_as"] == "Школа"


def test_a_shielded_sides_names_are_protected(application, lead, partner):
    describe_side(
        application,
        "b",
        described_as="Partnerskolen",
        kind="school",
        place=None,
        read_revision=0,
        by=lead,
    )

    holder = application.seats.get(side="b").party_key
    assert set(ProtectedName.objects.filter(holder=holder).values_list("kind", "name")) == {
        ("organisation", "Partnerskolen"),
        ("person", partner.name),
    }


def test_each_side_says_itself_how_it_is_shown(application, lead, partner):
    seat = application.seats.get(side="b")
    with pytest.raises(PermissionDenied):
        set_publication_wish(seat, "open", language="nb", by=lead)

    set_publication_wish(seat, "hidden", language="ru", by=partner)

    seat.refresh_from_db()
    assert (seat.publication_wish, seat.publication_wished_by_id) == ("hidden", partner.pk)
    assert Wish.objects.get(party=seat.party_key).level == "hidden"


def test_each_side_says_itself_which_organisation_it_is(application, lead, partner):
    seat = application.seats.get(side="b")
    own = organisation(partner, country="RU")
    with pytest.raises(PermissionDenied):
        set_organisation(seat, own, by=lead)
    with pytest.raises(RuleNotMet) as refusal:
        set_organisation(seat, organisation(), by=partner)
    assert refusal.value.rule == "APP-2"

    set_organisation(seat, own, by=partner)

    assert sides_of(application)["b"].name == own.name


def test_strangers_invite_nobody(application):
    for person in (UserFactory(), UserFactory(roles=[Role.CASE_OFFICER])):
        with pytest.raises(PermissionDenied):
            by_mail(application, person)
    assert not SeatInvitation.objects.exists()
    assert draft().pk != application.pk
