import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation

from naboskap.core.permissions import SYSTEM
from naboskap.disclosure import actions as disclosure
from naboskap.disclosure.tests import canaries
from naboskap.projects import actions
from naboskap.projects.tests.factories import CardFactory, catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank():
    actions.import_catalogue(catalogue(), by=SYSTEM)


def test_the_list_with_its_choices(client, bank):
    response = client.get("/prosjekter/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "170 prosjekter" in page
    assert "Idrett (22)" in page
    assert 'href="/prosjekter/?sted=RU-MUR"' in page
    assert "sted=RU-KO" not in page, "too few to be told apart"


def test_all_that_was_chosen_stands_in_the_address(client, bank):
    page = client.get("/prosjekter/?tema=sport&ar=2019&sok=barents").content.decode()
    assert "2 prosjekter" in page
    assert 'href="/prosjekter/?sok=barents&amp;ar=2019"' in page
    assert 'value="barents"' in page
    assert '<option value="sport" selected>' in page


ODD = (
    ["tema=x", "ar=abcd", "ar=99999", "ar=²²²²", "page=0", "page=x", "page=999999", "sted=%00",
     "sok=%22%27%3B--", "partner=" + "x" * 500, "sok=" + "a" * 5000]
)  # fmt: skip


def test_an_odd_address_gets_a_page(client, bank):
    for query in ODD:
        assert client.get(f"/prosjekter/?{query}").status_code == 200, query


def test_nothing_found_says_what_to_do(client, bank):
    page = client.get("/prosjekter/?sok=finnesikke").content.decode()
    assert "Ingen treff" in page
    assert 'href="/prosjekter/"' in page


def test_one_project(client):
    card = CardFactory(
        story={
            "texts": [{"part": "story", "language": "ru", "text": "Мы танцевали."}],
            "activities": [{"what": "Dans", "task_a": "Lager mat", "task_b": "Synger"}],
        }
    )
    page = client.get(reverse("bank-project", args=[card.slug])).content.decode()
    for words in (card.title, "Мы танцевали.", "Lager mat", "Synger", "50 000", "22 til sammen"):
        assert words.replace(" ", "\u00a0") in page.replace(" ", "\u00a0")
    assert '<div class="nk-text" lang="ru">' in page
    assert client.get("/prosjekter/finnes-ikke/").status_code == 404


def test_what_is_empty_says_not_known(client):
    card = CardFactory(
        theme="", year=None, amount_awarded=None, participants_a=None, partner_kind=""
    )
    page = client.get(reverse("bank-project", args=[card.slug])).content.decode()
    assert page.count("Ikke kjent") >= 4
    assert "En partner i nord" in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_at_most_six_statements(client, number, django_assert_max_num_queries):
    cards = CardFactory.create_batch(number)
    actions.index_cards(cards)
    for address in ("/prosjekter/", "/prosjekter/?sok=dans&tema=culture", "/data/"):
        with django_assert_max_num_queries(6):
            assert client.get(address).status_code == 200
    with django_assert_max_num_queries(6):
        client.get(reverse("bank-project", args=[cards[0].slug]))


def test_no_planted_name_is_on_any_page(client):
    card = CardFactory(
        title="Med Жужелица i Кедрозёрске",
        parties="applications/1",
        partner_name="Дом культуры «Чибисёнок»",
        story={
            "activities": [{"what": f, "task_a": f, "task_b": f} for f in canaries.ALL_FORMS],
            "texts": [{"part": "story", "text": f} for f in canaries.ALL_FORMS],
        },
    )
    disclosure.protect_names("applications/1/b", canaries.names(), by=SYSTEM)
    actions.index_cards([card])
    for code in ("nb", "en", "ru"):
        with translation.override(code):
            addresses = [reverse("bank"), reverse("bank-project", args=[card.slug])]
        for address in addresses:
            response = client.get(address)
            assert canaries.leaks(response.content.decode() + str(response.headers)) == []
    assert f"/prosjekter/{card.slug}/" in client.get("/prosjekter/").content.decode()
    for form in canaries.ALL_FORMS:
        found = client.get("/prosjekter/", {"sok": form}).content.decode()
        assert card.slug not in found, form


def test_a_hidden_project_has_no_page(client):
    card = CardFactory()
    address = reverse("bank-project", args=[card.slug])
    assert client.get(address).status_code == 200
    disclosure.hide(card.subject_key, reason="x", by=SYSTEM)
    assert client.get(address).status_code == 404
    assert card.slug not in client.get("/prosjekter/").content.decode()


def test_figures_and_map_on_other_pages(bank):
    with translation.override("nb"):
        drawn = Template("{% load bank %}{% bank_figures %}{% bank_map %}").render(Context())
    assert "<dd>170</dd>" in drawn
    assert "Murmansk oblast" in drawn
    assert "<svg" in drawn


def test_a_figure_without_data_is_not_shown(client):
    CardFactory(amount_awarded=None, participants_a=None, participants_b=None)
    drawn = Template("{% load bank %}{% bank_figures %}").render(Context())
    assert drawn.count("<dd>") == 1
