from datetime import date

import pytest
from django.urls import reverse

from naboskap.accounts.middleware import SEEN
from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.models import Seat
from naboskap.assessments.tests.factories import ApplicationFactory, OrganisationFactory
from naboskap.decisions.tests.factories import DecisionFactory
from naboskap.disclosure import actions as disclosure
from naboskap.disclosure.gate import Name
from naboskap.disclosure.queries import party_levels
from naboskap.grants.models import Grant
from naboskap.projects import actions
from naboskap.projects.tests.factories import CardFactory

pytestmark = pytest.mark.django_db


def enter(client, *roles):
    person = UserFactory(roles=roles)
    client.force_login(person)
    session = client.session
    session[SEEN] = True
    session.save()
    return person


@pytest.fixture
def officer(client):
    return enter(client, Role.CASE_OFFICER)


@pytest.fixture
def partner_wish():
    application = ApplicationFactory()
    seat = Seat.objects.get(application=application, side="b")
    partner = UserFactory()
    Seat.objects.filter(pk=seat.pk).update(
        publication_wish="open", publication_wished_by_id=partner.pk
    )
    disclosure.set_wish(seat.party_key, "open", language="ru", by=partner)
    return seat


def test_an_officer_hides_a_project_with_a_reason(client, officer):
    card = CardFactory(title="Dans over fjellet")
    actions.index_cards([card])
    found = client.get(reverse("office:bank"), {"ord": "dans"}).content.decode()
    there = reverse("office:bank-hide", args=[card.slug])
    assert there in found
    empty = client.post(there, {"reason": " "})
    assert "Skriv med noen få ord" in empty.content.decode()
    assert client.get(reverse("bank-project", args=[card.slug])).status_code == 200
    assert client.post(there, {"reason": "Bedt om på telefon"}).status_code == 302
    assert client.get(reverse("bank-project", args=[card.slug])).status_code == 404
    page = client.get(reverse("office:bank")).content.decode()
    assert "Bedt om på telefon" in page
    assert "Vis det igjen" not in page, "lifting a hide is the head's"
    assert client.post(reverse("office:bank-show", args=[card.slug])).status_code == 403


def test_the_head_shows_it_again(client):
    enter(client, Role.HEAD)
    card = CardFactory()
    client.post(reverse("office:bank-hide", args=[card.slug]), {"reason": "x"})
    assert "Vis det igjen" in client.get(reverse("office:bank")).content.decode()
    client.post(reverse("office:bank-show", args=[card.slug]))
    assert client.get(reverse("bank-project", args=[card.slug])).status_code == 200


def test_a_second_person_stands_behind_a_partners_wish(client, officer, partner_wish):
    there = reverse("office:bank-confirm", args=[partner_wish.pk])
    assert there in client.get(reverse("office:bank")).content.decode()
    assert client.post(there, {"level": "hidden"}).status_code == 302
    standing = party_levels([partner_wish.party_key])[partner_wish.party_key]
    assert not standing.wish_is_confirmed, "not the wish that was read"
    client.post(there, {"level": "open"})
    standing = party_levels([partner_wish.party_key])[partner_wish.party_key]
    assert standing.wish_is_confirmed
    assert there not in client.get(reverse("office:bank")).content.decode()


@pytest.mark.parametrize("role", [None, Role.BOARD_MEMBER, Role.AUDITOR])
def test_others_have_nothing_to_do_there(client, role, partner_wish):
    enter(client, *([role] if role else []))
    card = CardFactory()
    assert client.get(reverse("office:bank")).status_code == 403
    assert client.post(reverse("office:bank-hide", args=[card.slug])).status_code == 403
    confirm = reverse("office:bank-confirm", args=[partner_wish.pk])
    assert client.post(confirm, {"level": "open"}).status_code == 403
    assert not party_levels([partner_wish.party_key])[partner_wish.party_key].wish_is_confirmed


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(
    client, officer, number, django_assert_max_num_queries
):
    for card in CardFactory.create_batch(number):
        actions.hide_card(card, reason="x", by=officer)
    with django_assert_max_num_queries(10):
        client.get(reverse("office:bank"))


def own_card(**facts):
    decision = DecisionFactory(outcome="award", amount_awarded=5_000_000, criterion_reasons=[])
    grant = Grant.objects.create(
        decision=decision,
        recipient=OrganisationFactory(),
        amount_awarded=5_000_000,
        award_date=date(2021, 10, 4),
        accept_by=date(2021, 11, 1),
        report_by=date(2022, 2, 1),
        advance_percent=75,
        needs_auditor=False,
        status="accepted",
    )
    return CardFactory(source="own", grant=grant, import_key="", **facts)


def test_the_office_reads_why_a_text_is_shown_otherwise_than_it_was_written(client, officer):
    name = Name("Центр «Чибисёнок»", "organisation")
    disclosure.protect_names("applications/77/b", [name], by=officer)
    page = client.get(reverse("office:bank")).content.decode()
    assert "Her er navn tatt ut" not in page
    own_card(
        title="Skitur med Чибисёнок",
        applicant_name="Venner av Чибисёнок",
        partner_name=name.text,
    )
    page = client.get(reverse("office:bank")).content.decode()
    assert "Skitur med [en partner]" in page
    assert "I tittelen står: navnet på en partner som ikke vises med navn." in page
    assert "Navnet på søkeren inneholder navnet på partneren" in page
    assert "бис" not in page
