from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps

from naboskap.accounts.middleware import SEEN
from naboskap.accounts.models import Invitation, Role, RoleGrant, User
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core import clock
from naboskap.organisations import queries
from naboskap.organisations.tests.factories import (
    BankAccountFactory,
    MembershipFactory,
    OrganisationFactory,
)

PEOPLE = "/saksbehandling/personer/"
REQUESTS = "/saksbehandling/medlemskap/"


def enter(client, *roles, person=None):
    person = person or UserFactory(roles=roles)
    client.force_login(person)
    session = client.session
    session[SEEN] = True
    session.save()
    return person


@pytest.mark.parametrize("role", [None, *Role])
def test_only_an_administrator_opens_people_and_roles(client, db, role):
    enter(client, *([role] if role else []))
    other = UserFactory(roles=[Role.HEAD])
    right = 200 if role == Role.ADMINISTRATOR else 403
    for path in ("", "inviter/", f"{other.pk}/"):
        assert client.get(f"{PEOPLE}{path}").status_code == right
    grant = other.role_grants.get()
    for path in (f"{other.pk}/totrinn/", f"roller/{grant.pk}/avslutt/"):
        answer = client.post(f"{PEOPLE}{path}", {"last_day": clock.today().isoformat()})
        assert answer.status_code == (302 if right == 200 else 403)


def test_the_administrator_invites(client, db):
    enter(client, Role.ADMINISTRATOR)
    told = {"name": "Ny (eksempel)", "email": "ny@example.org", "language": "nb"}
    wrong = client.post(f"{PEOPLE}inviter/", {**told, "email": "ny"})
    assert "Velg minst én rolle" in wrong.text
    assert "Skriv hele adressen" in wrong.text
    assert "Ny (eksempel)" in wrong.text
    sent = client.post(f"{PEOPLE}inviter/", {**told, "roles": ["head", "editor"]})
    assert sent.headers["Location"] == PEOPLE
    assert Invitation.objects.get().roles == ["editor", "head"]
    assert "ny@example.org" in client.get(PEOPLE).text


def test_the_administrator_gives_and_ends_roles(client, db):
    enter(client, Role.ADMINISTRATOR)
    other = UserFactory()
    page = f"{PEOPLE}{other.pk}/"
    wrong = client.post(page, {"role": "head", "from_date": "31.4.2031"})
    assert "30" in wrong.text
    assert not other.role_grants.exists()
    past = client.post(page, {"role": "head", "from_date": "1.1.2001"})
    assert "begynner i dag eller senere" in past.text
    assert client.post(page, {"role": "head", "from_date": clock.today()}).status_code == 302
    grant = other.role_grants.get()
    end = f"{PEOPLE}roller/{grant.pk}/avslutt/"
    client.post(end, {"last_day": "en dag"})
    assert apps.get_model("audit.Refused").objects.filter(path=end).count() == 1
    client.post(end, {"last_day": "1.1.2001"})
    assert RoleGrant.objects.get(pk=grant.pk).to_date is None
    client.post(end, {"last_day": clock.today().isoformat()})
    assert RoleGrant.objects.get(pk=grant.pk).to_date == clock.today()
    assert "Leder" in client.get(page).text


def test_the_administrator_lets_somebody_begin_again(client, db):
    enter(client, Role.ADMINISTRATOR)
    other = UserFactory(roles=[Role.HEAD])
    Authenticator.objects.create(user=other, type="totp", data={"secret": "x"})
    assert "Koble fra appen" in client.get(f"{PEOPLE}{other.pk}/").text
    client.post(f"{PEOPLE}{other.pk}/totrinn/")
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_people_costs_the_same_for_one_and_for_many(
    client, db, rows, django_assert_num_queries
):
    enter(client, Role.ADMINISTRATOR)
    for _row in range(rows):
        UserFactory(roles=[Role.HEAD, Role.EDITOR])
    RoleGrant.objects.filter(role=Role.EDITOR).update(
        from_date=clock.today() - timedelta(days=9), to_date=clock.today() - timedelta(days=1)
    )
    with django_assert_num_queries(6):
        page = client.get(PEOPLE)
    assert page.text.count("avsluttet") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_requests_costs_the_same_for_one_and_for_many(
    client, db, rows, django_assert_num_queries
):
    enter(client, Role.CASE_OFFICER, Role.FINANCE_PREPARER)
    for _row in range(rows):
        one = OrganisationFactory(number="")
        MembershipFactory(organisation=one, standing="asked")
        BankAccountFactory(organisation=one, confirmed_at=None)
    with django_assert_num_queries(5):
        page = client.get(REQUESTS)
    assert page.text.count("8601 11 17947") == rows


def test_a_case_officer_answers_a_request(client, db):
    enter(client, Role.CASE_OFFICER)
    request = MembershipFactory(standing="asked")
    assert request.user.email in client.get(REQUESTS).text
    for _click in range(2):
        answer = client.post(f"{REQUESTS}{request.pk}/", {"answer": "yes"})
        assert answer.status_code == 302
    assert queries.speaks_for(User.objects.get(pk=request.user_id), request.organisation_id)


def test_a_finance_officer_confirms_a_change_and_a_case_officer_does_not(client, db):
    change = BankAccountFactory(confirmed_at=None)
    address = f"/saksbehandling/kontoendring/{change.pk}/"
    enter(client, Role.CASE_OFFICER)
    assert "8601 11 17947" not in client.get(REQUESTS).text
    assert client.post(address, {"answer": "yes"}).status_code == 403
    enter(client, Role.FINANCE_PREPARER)
    for _click in range(2):
        assert client.post(address, {"answer": "yes"}).status_code == 302
    assert queries.account_in_force(change.organisation) == change


def test_an_applicant_has_nothing_to_do_here(client, db):
    enter(client)
    request = MembershipFactory(standing="asked")
    assert client.get(REQUESTS).status_code == 403
    assert client.post(f"{REQUESTS}{request.pk}/", {"answer": "yes"}).status_code == 403
    request.refresh_from_db()
    assert request.standing == "asked"
