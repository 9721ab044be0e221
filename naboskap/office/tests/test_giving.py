"""A giver's letter has come: the office's pages of it."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from naboskap.assessments.tests.conftest import CAST, people
from naboskap.assessments.tests.factories import CaseFactory
from naboskap.core import clock
from naboskap.ledger.models import Entry, Giver, Line, Pot
from naboskap.ledger.queries import left
from naboskap.ledger.tests.factories import GiverFactory, PotFactory
from naboskap.office.tests.test_money import get, post, signed_in
from naboskap.programmes.models import Programme

pytestmark = pytest.mark.django_db
FINANCE = {"finance_preparer", "finance_releaser"}


@pytest.fixture(autouse=True)
def in_norwegian():
    with translation.override("nb"):
        yield


@pytest.fixture
def cast():
    return people(CaseFactory())


@pytest.fixture
def pot():
    return PotFactory(year=clock.today().year, giver=GiverFactory(slug="fylket"))


def typed(**other):
    return {
        "way": "gives",
        "amount": "250 000,50",
        "letter": "21/77-3",
        "dated_on": f"4.1.{clock.today().year}",
        "key": "0" * 31 + "1",
        **other,
    }


def test_who_books_a_letter(client, cast, pot):
    pages = {
        "gifts": [],
        "gift": [pot.slug],
        "giver-new": [],
        "pot-new": [pot.giver.slug],
    }
    for who in CAST:
        signed_in(client, getattr(cast, who))
        for name, args in pages.items():
            there = reverse(f"office:{name}", args=args)
            assert client.get(there).status_code == (200 if who in FINANCE else 403), (who, name)
            if who not in FINANCE and name != "gifts":
                assert client.post(there, typed()).status_code == 403
    assert not Entry.objects.exists()
    # Whoever may, is led there: a letter for a pot, or the list of letters.
    ways = [reverse("office:gifts"), reverse("office:gift", args=[pot.slug])]
    read = {who: get(client, getattr(cast, who), "money").text for who in CAST}
    shown = {who for who, text in read.items() if any(way in text for way in ways)}
    assert shown == FINANCE


def test_a_letter_is_booked_once_and_stands_on_the_givers_page_and_list(client, cast, pot):
    assert (
        reverse("office:gift", args=[pot.slug]) in get(client, cast.finance_preparer, "gifts").text
    )

    for _click in range(2):
        answer = post(client, cast.finance_preparer, "gift", pot.slug, **typed())
        assert answer.status_code == 302

    assert left(pot) == 250_000_50
    text = get(client, cast.finance_releaser, "giver", "fylket").text
    assert "21/77-3" in text
    assert "250\u00a0000,50\u00a0kr" in text
    listed = get(client, cast.head, "giver-csv", "fylket").content.decode("utf-8-sig")
    lines = [line.split(";") for line in listed.splitlines()]
    assert [line[4] for line in lines[1:]] == ["250000,50", "250000,50"]
    assert "21/77-3" in lines[2][1]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": "mye"}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"amount": "1", "way": "back"}, "amount"),
        ({"letter": " "}, "letter"),
        ({"dated_on": "31.4.2021"}, "dated_on"),
        ({"dated_on": "1.1.2199"}, "dated_on"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    client, cast, pot, wrong, field
):
    answer = post(client, cast.finance_preparer, "gift", pot.slug, **typed(**wrong))

    assert answer.status_code == 422
    assert f'id="id_{field}-error"' in answer.text
    for name, value in typed(**wrong).items():
        if name in {"amount", "dated_on"}:
            assert f'value="{value}"' in answer.text
    assert 'value="' + "0" * 31 + '1"' in answer.text
    assert not Line.objects.exists()


def test_a_sum_booked_too_high_is_booked_back(client, cast, pot):
    post(client, cast.finance_preparer, "gift", pot.slug, **typed(amount="1000"))
    back = typed(amount="900", way="back", key="0" * 31 + "2")
    assert post(client, cast.finance_preparer, "gift", pot.slug, **back).status_code == 302

    assert left(pot) == 100_00
    text = get(client, cast.head, "giver", "fylket").text
    assert "gikk tilbake" in text
    listed = get(client, cast.head, "giver-csv", "fylket").content.decode("utf-8-sig")
    assert [line.split(";")[4] for line in listed.splitlines()[1:]] == [
        "100,00",
        "-900,00",
        "1000,00",
    ]


def test_each_form_has_a_key_of_its_own(client, cast, pot):
    keys = {
        re.search(
            r'name="key" value="(\w+)"', get(client, cast.finance_preparer, "gift", pot.slug).text
        )[1]
        for _time in range(2)
    }
    assert len(keys) == 2


def test_a_new_giver_leads_to_a_pot_and_the_pot_to_its_letter(client, cast):
    user = cast.finance_preparer
    programme = Programme.objects.get()
    assert post(client, user, "giver-new", name_en="County").status_code == 422
    answer = post(client, user, "giver-new", name_nb="Fylket", name_en="County", is_owner="on")
    giver = Giver.objects.get()
    assert (giver.name, giver.is_owner) == ({"nb": "Fylket", "en": "County"}, True)
    assert answer["Location"] == reverse("office:pot-new", args=[giver.slug])

    told = {"name_nb": "Kultur", "purpose": "projects", "only_programmes": [programme.slug]}
    far = post(client, user, "pot-new", giver.slug, year="1990", **told)
    assert far.status_code == 422
    assert 'id="id_year-error"' in far.text
    this_year = str(clock.today().year)
    answer = post(client, user, "pot-new", giver.slug, year=this_year, **told)
    pot = Pot.objects.get()
    assert (pot.giver, pot.only_programmes, pot.purpose) == (giver, [programme.slug], "projects")
    assert answer["Location"] == reverse("office:gift", args=[pot.slug])
    other = post(
        client,
        user,
        "pot-new",
        giver.slug,
        year=this_year,
        **told | {"only_programmes": []},
    )
    assert 'id="id_name_nb-error"' in other.text


def test_a_pot_is_opened_for_the_year_after_as_it_was(client, cast, pot):
    Pot.objects.update(only_children_and_youth=True)
    there = reverse("office:pot-new", args=["fylket"]) + f"?som={pot.slug}"
    text = signed_in(client, cast.finance_preparer).get(there).text
    assert f'value="{pot.year + 1}"' in text
    assert f'value="{pot.name["nb"]}"' in text
    assert re.search(r'name="only_children_and_youth"[^>]*checked', text)


@pytest.mark.parametrize("pots", [1, 3])
def test_the_letters_page_costs_the_same(client, cast, pots, django_assert_max_num_queries):
    giver = GiverFactory()
    for _pot in range(pots):
        PotFactory(giver=giver, year=clock.today().year)
    signed_in(client, cast.finance_preparer).get(reverse("office:gifts"))
    with django_assert_max_num_queries(6):
        assert client.get(reverse("office:gifts")).status_code == 200
