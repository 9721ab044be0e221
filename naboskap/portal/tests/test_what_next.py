"""What a draft says of itself: what is begun, what is next, and what becomes of it."""

import pytest
from django.urls import reverse

from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.outline import Outline
from naboskap.applications.actions import (
    invite_to_seat,
    save_amount,
    save_participants,
    save_short_translation,
    set_organisation,
    start_application,
)
from naboskap.applications.models import Application, Seat
from naboskap.applications.tests.factories import fill, join, organisation, programme
from naboskap.assessments.actions import send_application
from naboskap.letters.queries import letters_about
from naboskap.portal.applications.tasks import tasks_of
from naboskap.portal.tests.places import at, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


def states(application, person):
    groups = tasks_of(seen(application, person))
    return {task.href: task.state for group in groups for task in group.tasks}


def test_what_came_along_is_begun(application, lead):
    assert states(application, lead)[at("money", application)] == "Ikke begynt"
    save_amount(application, 50_000_00, read_revision=0, by=lead)
    assert states(application, lead)[at("money", application)] == "Noe mangler"

    begun = start_application(
        programme(),
        size="full",
        key="with-answers",
        organisation=organisation(lead),
        outline=Outline(theme="sport"),
        by=lead,
    )
    assert states(begun, lead)[at("basics", begun)] == "Noe mangler"


def test_before_the_other_side_has_come_they_are_next(ours, application, lead):
    fill(application, by=lead)
    assert seen(application, lead).turn.startswith("Din tur: invitere den andre siden")
    assert at("pair-invite", application) in ours.get(at("draft", application)).text

    told = {"way": "mail", "address": "partner@example.org", "purpose": "write"}
    invite_to_seat(application, "b", language="ru", by=lead, **told)
    assert "har ikke kommet ennå" in seen(application, lead).turn
    assert "Den andre siden har ikke kommet ennå" in ours.get(at("draft", application)).text

    partner = join(application, UserFactory(language="ru"), by=lead)
    words = "lese gjennom en gang til, og sende."
    assert seen(application, lead).turn == f"Din tur: {words}"
    assert seen(application, partner).turn == f"Den andre sidens tur: {words}"


def test_one_side_is_told_that_it_is_the_others_turn(client, ours, application, lead):
    partner = join(application, UserFactory(language="ru"), by=lead)
    assert "Begge sider har noe å gjøre" in ours.get(at("draft", application)).text
    assert "Du: si hvilken organisasjon" not in ours.get(at("draft", application)).text
    client.force_login(partner)
    page = client.get(at("draft", application)).text
    assert "Du: si hvilken organisasjon det er, skrive hvor mange som er med." in page

    set_organisation(Seat.objects.get(side="b"), organisation(partner), by=partner)
    save_participants(application, {("b", "15-30"): 5}, read_revision=0, by=partner)
    page = client.get(at("draft", application)).text
    assert "Nå er det den andre sidens tur" in page
    assert "Din tur" not in page
    client.force_login(lead)
    page = client.get(at("draft", application)).text
    assert "Din tur: fylle inn det som mangler." in page
    assert "Den andre sidens tur" not in page


def test_my_page_says_whose_turn_each_draft_is_and_no_more_than_it_knows(
    client, ours, application, lead
):
    home = reverse("portal:home")
    assert "Din tur: skrive videre." in ours.get(home).text
    partner = join(application, UserFactory(language="nb"), by=lead)
    reader = join(application, UserFactory(language="nb"), by=lead, may_write=False)
    assert "Din tur: skrive hvor mange som er med." in ours.get(home).text
    client.force_login(partner)
    own = "si hvilken organisasjon det er, skrive hvor mange som er med."
    assert f"Din tur: {own}" in client.get(home).text

    save_participants(application, {("b", "15-30"): 5}, read_revision=0, by=partner)
    client.force_login(lead)
    assert "tur:" not in client.get(home).text  # What lacks there is not known, but theirs does.
    set_organisation(Seat.objects.get(side="b"), organisation(partner), by=partner)
    assert "Din tur: skrive videre." in client.get(home).text
    client.force_login(partner)
    assert "Den andre sidens tur: skrive videre." in client.get(home).text
    client.force_login(reader)
    assert "tur:" not in client.get(home).text


def test_a_draft_is_thrown_away_and_not_taken_back(ours, application):
    asked = ours.get(at("withdraw", application)).text
    assert "Vil du kaste utkastet?" in asked
    assert "Sekretariatet avgjør den ikke" not in asked
    done = ours.post(at("withdraw", application), follow=True).text
    assert "Utkastet er kastet" in done
    assert "aldri sendt" in done
    assert "Kastet, aldri sendt" in ours.get(reverse("portal:home")).text
    assert Application.objects.get().status == "withdrawn"


def test_who_has_no_earlier_application_is_offered_none(client, ours, application):
    start = reverse("portal:start", kwargs={"slug": application.programme.slug})
    pages = (reverse("portal:choose"), start)
    assert all(reverse("portal:earlier") in ours.get(one).text for one in pages)
    client.force_login(UserFactory())
    assert all(reverse("portal:earlier") not in client.get(one).text for one in pages)


def test_the_title_is_read_in_ones_own_language_after_sending(client, application, lead):
    partner = join(application, UserFactory(language="ru"), by=lead)
    fill(application, by=lead)
    save_short_translation(
        Application.objects.get(),
        "title",
        "Река между нами",
        language="ru",
        mark="translated",
        of_text=Application.objects.get().title,
        read_number=0,
        by=partner,
    )
    Seat.objects.filter(application=application, side="b").update(language="ru")
    case = send_application(Application.objects.get(), by=lead)
    client.force_login(partner)
    text = client.get(f"/ru{at('sent', application)}").text
    assert "Река между нами" in text.partition("<h2")[0]
    titles = [one.facts["given"]["title"] for one in letters_about(case)]
    assert titles == ["Elva mellom oss", "Elva mellom oss (Река между нами)"]
