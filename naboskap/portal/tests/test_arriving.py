"""Coming in by the link of an invitation: one mail and one page before the draft."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from naboskap.accounts.models import User
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import end_invitation, invite_to_seat
from naboskap.applications.models import Application, SeatInvitation, SeatPerson
from naboskap.core import clock
from naboskap.notifications.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]
INVITED = "partner@example.org"
TOLD = {"name": "Rolle Partner", "email": INVITED, "password1": "moltebaer-og-tindved"}


@pytest.fixture
def asked(application, lead):
    """An invitation by mail, its secret, and no mail in the outbox but those that come now."""
    found = invite_to_seat(
        application, "b", way="mail", language="ru", address="Partner@Example.org", by=lead
    )
    Message.objects.all().delete()
    return found


def door(secret):
    return f"/ru/min-side/invitasjon/{secret}/"


def sent_to(address):
    return [one.kind for one in Message.objects.filter(address=address)]


def test_whoever_was_invited_by_mail_is_one_page_from_the_draft(client, application, asked):
    page = client.get(door(asked[1]))
    assert page.context["form"]["email"].value() == "Partner@Example.org"
    assert "Кто это видит" in page.text

    answer = client.post(door(asked[1]), TOLD)

    assert answer.url == f"/ru/min-side/soknader/{application.key}/"
    assert client.get(answer.url).status_code == 200
    came = SeatPerson.objects.get(seat__side="b", seat__application=application)
    assert came.informed_at is not None
    assert EmailAddress.objects.get(user=came.user).verified
    assert (came.user.email, came.user.language) == (INVITED, "ru")
    assert sent_to(INVITED) == []


@pytest.mark.parametrize("email", ["en.annen@example.org", "partner@example.org.example.org"])
def test_another_address_than_the_invited_is_confirmed_by_a_mail(
    client, application, asked, email
):
    answer = client.post(door(asked[1]), {**TOLD, "email": email, "next": door(asked[1])})

    assert answer.url == "/ru/bekreft-epost/"
    assert sent_to(email) == ["accounts.confirm_address"]
    [address] = EmailAddress.objects.all()
    assert (address.email, address.verified) == (email, False)
    assert User.objects.get(email=email)
    assert not SeatPerson.objects.filter(seat__side="b").exists()
    # The link in that mail leads back to the invitation, where a button takes the place.
    link = re.search(r"http://\S+", Message.objects.get(address=email).body).group()
    there = client.post(link.removeprefix("http://testserver"), {"next": door(asked[1])})
    assert there.url == door(asked[1])
    assert client.post(there.url).url == f"/ru/min-side/soknader/{application.key}/"


def test_a_link_that_works_no_more_makes_no_account(client, asked, lead):
    end_invitation(asked[0], by=lead)
    before = User.objects.count()

    assert client.post(door(asked[1]), TOLD).status_code == 410
    assert User.objects.count() == before


def test_a_link_into_what_is_sent_makes_no_account(client, application, asked):
    Application.objects.update(status="submitted", submitted_at=clock.now())
    before = User.objects.count()

    assert client.get(door(asked[1])).status_code == 410
    assert client.post(door(asked[1]), TOLD).status_code == 410
    assert User.objects.count() == before


def test_a_used_link_confirms_no_address_again(client, asked):
    client.post(door(asked[1]), TOLD)
    before = User.objects.count()

    assert Client().post(door(asked[1]), {**TOLD, "email": "x@example.org"}).status_code == 410
    assert User.objects.count() == before


def test_an_invited_address_that_has_an_account_gets_none_by_the_link(client, asked):
    known = UserFactory(email=INVITED)

    answer = client.post(door(asked[1]), TOLD)

    assert answer.url == "/ru/bekreft-epost/"
    assert sent_to(INVITED) == ["accounts.already_registered"]
    assert User.objects.filter(email=INVITED).get() == known
    assert not client.session.get("_auth_user_id")
    # What the link proved holds for that answer only.
    register = {**TOLD, "email": "senere@example.org"}
    client.post("/ru/registrer/", register)
    assert not EmailAddress.objects.filter(verified=True, email=INVITED, user=known).exists()
    assert not EmailAddress.objects.get(user__email="senere@example.org").verified


def test_a_code_proves_no_address(client, application, lead):
    _made, secret = invite_to_seat(application, "b", way="code", language="ru", by=lead)

    page = client.get(client.post(reverse("portal:code"), {"code": secret}).url)

    assert page.context["form"] is None
    assert "/registrer/" in page.text


def test_an_address_beside_a_code_is_neither_shown_nor_proved(client, application, lead):
    made, secret = invite_to_seat(
        application, "b", way="code", language="ru", address="leder@example.org", by=lead
    )
    assert made.address == ""
    # As it stands in rows that were made before.
    SeatInvitation.objects.filter(pk=made.pk).update(address="leder@example.org")

    assert "leder@example.org" not in client.get(door(secret)).text
    client.post(door(secret), {**TOLD, "email": "leder@example.org"})

    assert not User.objects.filter(email="leder@example.org").exists()


@pytest.mark.parametrize(
    ("asked_at", "written"),
    [("ola@fa\u00df.example", "ola@fass.example"), ("o\u017fe@example.org", "ose@example.org")],
)
def test_an_address_that_only_looks_the_same_is_not_proved(
    client, application, lead, asked_at, written
):
    _made, secret = invite_to_seat(
        application, "b", way="mail", language="ru", address=asked_at, by=lead
    )

    client.post(door(secret), {**TOLD, "email": written})
    client.post(door(secret), {**TOLD, "email": asked_at})

    assert not EmailAddress.objects.filter(verified=True).exists()
    assert not client.session.get("_auth_user_id")


def test_whoever_wrote_a_wrong_address_comes_back_by_the_link(client, application, asked):
    client.post(door(asked[1]), {**TOLD, "email": "feil@example.org"})

    page = client.get(door(asked[1]))

    assert page.status_code == 200
    assert client.post(door(asked[1]), TOLD).url == f"/ru/min-side/soknader/{application.key}/"


def test_a_second_press_tells_whoever_came_in_by_the_first_to_sign_in(client, asked):
    client.post(door(asked[1]), TOLD)

    again = Client().post(door(asked[1]), TOLD)

    assert again.status_code == 410
    assert f"/ru/logg-inn/?next={door(asked[1])}" in again.text


def test_what_is_wrong_is_told_on_the_page_itself_and_nothing_is_made(client, asked):
    page = client.post(door(asked[1]), {**TOLD, "password1": "kort"})

    assert page.status_code == 200
    assert 'value="Rolle Partner"' in page.text
    assert page.context["form"].errors.keys() == {"password1"}
    assert not User.objects.filter(email=INVITED).exists()


def test_whoever_is_signed_in_takes_the_place_and_sees_the_draft(client, application, asked):
    partner = UserFactory(language="ru")
    client.force_login(partner)

    answer = client.post(door(asked[1]))

    assert answer.url == f"/ru/min-side/soknader/{application.key}/"
    assert client.get(answer.url).status_code == 200
