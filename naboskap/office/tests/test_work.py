"""A new case officer's first minutes: what is this, is it my turn, what do I do next."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from naboskap.advice.tests.factories import AdviserFactory, IdeaFactory
from naboskap.applications.models import SeatPerson
from naboskap.assessments.models import Case
from naboskap.assessments.tests.factories import noted

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def number(house):
    return house.case.case_file.number.replace("/", "-")


def work_of(house, person):
    return house.as_(person).get(at("work"))


def test_the_day_begins_with_whose_turn_it_is(house):
    [mine] = work_of(house, "officer").context["mine"]
    assert (mine["turn"], mine["is_yours"]) == ("Din", True)

    house.case.application.__class__.objects.update(status="submitted")
    [mine] = work_of(house, "officer").context["mine"]
    assert (mine["turn"], mine["is_yours"]) == ("Partneren", False)

    house.case.application.__class__.objects.update(status="confirmed")
    Case.objects.update(status="proposed", turn="head")
    [mine] = work_of(house, "officer").context["mine"]
    assert (mine["turn"], mine["is_yours"]) == ("Lederen", False)


@pytest.mark.parametrize(
    ("person", "turn", "says"),
    [
        ("officer", "office", "Din tur:"),
        ("impartial_officer", "office", "Sekretariatets tur:"),
        ("officer", "head", "Lederens tur:"),
        ("officer", "board", "Styrets tur:"),
        ("head", "head", "Din tur:"),
    ],
)
def test_the_case_says_whose_turn_it_is_to_whoever_reads_it(house, person, turn, says):
    Case.objects.update(status="proposed" if turn != "office" else "assessing", turn=turn)

    text = house.as_(person).get(at("case", number(house))).content.decode()

    assert f"<b>{says}</b>" in text


def test_what_is_met_does_not_hide_what_is_not(house):
    rulings = house.as_("officer").get(at("case", number(house))).context["rulings"]

    assert not any(each.is_met for each in rulings["wanting"])
    assert all(each.is_met for each in rulings["met"])


def test_who_waits_for_a_call_stands_on_the_advisers_own_page(house):
    adviser = AdviserFactory(user=house.cast.officer)
    IdeaFactory(text="En skicup i påsken", adviser=adviser)
    IdeaFactory(text="En annens idé", adviser=AdviserFactory())

    text = work_of(house, "officer").content.decode()

    assert "En skicup i påsken" in text
    assert "En annens idé" not in text


def test_the_page_of_ones_work_costs_the_same_with_more_ideas(house):
    adviser = AdviserFactory(user=house.cast.officer)
    client = house.as_("officer")

    def statements(ideas):
        IdeaFactory.create_batch(ideas, adviser=adviser)
        client.get(at("work"))
        with CaptureQueriesContext(connection) as asked:
            client.get(at("work"))
        return len(asked)

    assert statements(1) == statements(2)


def test_whoever_must_contact_the_partner_is_told_how(house):
    Case.objects.update(status="assessing")
    partner = SeatPerson.objects.filter(seat__side="b", is_lead=True).get()
    page = at("case-partner", number(house))
    assert partner.user.email in house.as_("officer").get(page).content.decode()
    assert house.as_("impartial_officer").get(page).status_code == 403

    SeatPerson.objects.filter(seat__side="b").delete()

    assert "Ingen fra partneren har konto her" in house.as_("officer").get(page).content.decode()


def test_who_works_here_finds_the_way_to_the_cases(house):
    home = reverse("portal:home")

    assert f'href="{at("work")}"' in house.as_("officer").get(home).content.decode()
    assert at("work") not in house.as_("applicant").get(home).content.decode()


def test_whoever_writes_the_proposal_is_told_first_what_it_waits_for(house):
    Case.objects.update(status="assessing")
    client, page = house.as_("officer"), at("case-propose", number(house))

    for asked in ("", "?forslag=award"):
        text = client.get(f"{page}{asked}").content.decode()
        assert at("case-partner", number(house)) in text
        assert f"{at('case', number(house))}#assessment" in text

    Case.objects.update(partner_known_at=house.case.received_at, partner_contact="Ringte.")
    noted(house.case, house.cast.officer)
    assert client.get(page).context["waits"] == []
