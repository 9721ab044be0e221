"""The page of the pair: who takes part, who is asked in, and what has happened."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.actions import invite_to_seat, offer_lead, save_answer
from naboskap.applications.models import SeatInvitation, SeatPerson
from naboskap.applications.tests.factories import NOW, join

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _autumn():
    with time_machine.travel(NOW, tick=True), translation.override("nb"):
        yield


def at(name, application, *more):
    return reverse(f"portal:{name}", args=[application.key, *more])


def pair(client, application):
    return client.get(at("pair", application)).content.decode()


@pytest.fixture
def partner(application, lead):
    return join(application, UserFactory(language="ru"), by=lead)


@pytest.fixture
def theirs(client, partner):
    client.force_login(partner)
    return client


def test_the_lead_offers_and_the_other_answers_on_the_page(client, ours, application, lead):
    other = join(application, UserFactory(name="Kari"), side="a", by=lead)
    seat = SeatPerson.objects.get(user=other)

    answer = ours.post(at("seat-person", application, seat.pk), {"act": "offer"})

    assert answer.url == at("pair", application)
    client.force_login(other)
    assert 'value="yes"' in pair(client, application)
    client.post(at("answer-lead", application), {"answer": "yes"})
    seat.refresh_from_db()
    assert seat.is_lead


@pytest.mark.parametrize("act", ["write", "read", "offer", "keep"])
def test_the_other_side_changes_no_role(ours, application, partner, act):
    seat = SeatPerson.objects.get(user=partner)

    answer = ours.post(at("seat-person", application, seat.pk), {"act": act})

    assert answer.status_code == 403
    seat.refresh_from_db()
    assert (seat.may_write, seat.lead_offered_at) == (True, None)


def test_an_unknown_act_and_a_person_of_another_draft_are_not_found(ours, application, lead):
    seat = SeatPerson.objects.get(user=lead)
    assert ours.post(at("seat-person", application, seat.pk), {"act": "x"}).status_code == 404
    assert ours.post(at("seat-person", application, 999_999), {"act": "read"}).status_code == 404


def test_a_refusal_is_told_on_the_page_of_the_pair(ours, application, lead):
    seat = SeatPerson.objects.get(user=lead)
    answer = ours.post(at("seat-person", application, seat.pk), {"act": "read"}, follow=True)
    assert "Gi ledelsen videre først" in answer.content.decode()
    answer = ours.post(at("answer-lead", application), {"answer": "yes"}, follow=True)
    assert "ikke lenger spurt" in answer.content.decode()


def test_an_address_is_seen_by_its_own_side_and_who_sent_it(client, ours, application, lead):
    invite_to_seat(application, "b", way="mail", language="ru", address="b@example.org", by=lead)
    partner = join(application, UserFactory(), by=lead)
    invite_to_seat(
        application, "b", way="mail", language="ru", address="c@example.org", by=partner
    )

    text = pair(ours, application)

    assert "b@example.org" in text
    assert "c@example.org" not in text
    client.force_login(partner)
    assert "b@example.org" in pair(client, application)


def test_a_code_is_renewed_and_shown_once(ours, application, lead):
    invitation, old = invite_to_seat(application, "b", way="code", language="ru", by=lead)

    answer = ours.post(at("pair", application), {"act": "renew", "invitation": invitation.pk})

    text = answer.content.decode()
    assert "/ru/min-side/kode/" in text
    assert old not in text
    assert 'class="nk-figure' in text
    invitation.refresh_from_db()
    assert invitation.ended_at is not None
    answer = ours.post(
        at("pair", application), {"act": "renew", "invitation": invitation.pk}, follow=True
    )
    assert "Be dem inn på nytt" in answer.content.decode()
    assert SeatInvitation.objects.count() == 2


def test_whoever_only_reads_is_led_to_the_text_and_keeps_what_they_typed(
    client, application, lead, partner
):
    reader = join(application, UserFactory(), side="a", by=lead, may_write=False)
    client.force_login(reader)

    for name in ("basics", "texts", "activities", "participants", "money"):
        assert client.get(at(name, application)).url == at("read", application)
    assert client.get(at("draft", application)).status_code == 200
    answer = client.post(
        reverse("portal:answer", args=[application.key, "summary"]), {"text": "Elva"}
    )
    assert answer.status_code == 422
    assert "kan la deg skrive" in answer.json()["why"]
    assert 'value="invite"' not in pair(client, application)


def test_a_lead_leaves_by_choosing_the_next(ours, application, lead):
    other = join(application, UserFactory(), side="a", by=lead)
    page = at("leave", application)
    assert "Velg hvem som leder" in ours.post(page).content.decode()
    assert SeatPerson.objects.get(user=lead).left_at is None

    seat = SeatPerson.objects.get(user=other)
    assert ours.post(page, {"successor": seat.pk}).url == reverse("portal:home")

    seat.refresh_from_db()
    assert seat.is_lead


def test_the_history_tells_in_words_and_names_nobody_who_has_left(client, ours, application, lead):
    other = join(application, UserFactory(name="Ola Gått"), side="a", by=lead)
    offer_lead(SeatPerson.objects.get(user=other), by=lead)
    assert "ba Ola Gått om å lede i stedet" in pair(ours, application)
    client.force_login(other)
    client.post(at("leave", application))
    client.force_login(lead)

    text = pair(client, application)

    assert "Ola Gått" not in text
    assert "ba noen som har gått ut om å lede i stedet" in text


def test_the_page_costs_the_same_for_one_and_for_three(ours, application, lead, partner):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            pair(ours, application)
        return len(asked)

    pair(ours, application)
    join(application, UserFactory(), side="a", by=lead)
    one = statements()
    for _ in range(2):
        join(application, UserFactory(), side="a", by=lead)
        invite_to_seat(application, "a", way="code", language="nb", by=lead)
    assert statements() == one


def test_a_partner_in_russian_reads_the_roles_in_russian(theirs, application, lead):
    save_answer(application, "summary", "Elva", language="nb", read_number=0, by=lead)
    text = theirs.get(f"/ru{at('pair', application)}").content.decode()
    assert "Кого пригласили" in text
    assert "Норвежская сторона" in text
