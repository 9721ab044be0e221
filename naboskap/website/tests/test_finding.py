"""Search over all that is public, and the way on where there is nothing."""

import json

import pytest
from django.core.management import call_command

from naboskap.core.permissions import SYSTEM
from naboskap.disclosure import actions as disclosure
from naboskap.disclosure.tests import canaries
from naboskap.programmes.tests.factories import ProgrammeFactory, load_starter
from naboskap.projects import actions
from naboskap.projects.tests.factories import CardFactory
from naboskap.questionnaires.actions import load_forms
from naboskap.website.models import ContentPage

pytestmark = pytest.mark.django_db


def page(client, words, code="", **asked):
    address = f"/{code}/sok/" if code else "/sok/"
    return client.get(address, {"sok": words, **asked}).content.decode()


def test_pages_are_found_in_the_language_that_is_spoken(client, few_pages):
    assert 'href="/kontakt/" lang="nb"' in page(client, "kontakt")
    assert 'href="/ru/kontakt/" lang="ru"' in page(client, "КОНТАКТАМ", "ru")
    assert 'href="/en/kontakt/" lang="en"' in page(client, "contact", "en")


def test_our_own_pages_and_programmes_are_found(client):
    programme = ProgrammeFactory(name={"nb": "Ungdom i nord", "ru": "Молодёжь севера"})
    assert 'href="/frister/"' in page(client, "frist")
    assert f'href="/ordninger/{programme.slug}/"' in page(client, "ungdommen")
    assert f'href="/ru/ordninger/{programme.slug}/"' in page(client, "молодежь", "ru")


def test_a_slip_of_the_finger_is_read_as_the_nearest_word(client, few_pages):
    found = page(client, "kontkat")
    assert 'href="/kontakt/"' in found
    assert "Vi fant ingenting med «kontkat», og søkte etter «kontakt»." in found
    actions.index_cards([CardFactory(title="Fotballcup i Vardø")])
    found = page(client, "fotbalcup")
    assert "Fotballcup i Vardø" in found
    assert (
        "og søkte etter «fotballcup»" in client.get("/prosjekter/?sok=fotbalcup").content.decode()
    )


def test_what_stands_as_it_was_written_comes_before_what_is_like_it(client, few_pages):
    actions.index_cards([CardFactory(title="Kontrakten")])
    found = page(client, "kontrakten")
    assert "Kontrakten" in found
    assert "Vi fant ingenting med" not in found


def test_hits_are_counted_by_kind_and_one_kind_can_be_chosen(client, few_pages):
    cards = [CardFactory(title=f"Kontakt {number}", year=2019) for number in range(7)]
    actions.index_cards(cards)
    everywhere = page(client, "kontakt")
    assert "Prosjekter (7)" in everywhere
    assert everywhere.count('lang="nb">Kontakt') == 5 + 1  # The page of that name, too.
    assert 'href="/sok/?sok=kontakt&amp;hva=prosjekter"' in everywhere
    assert page(client, "kontakt", hva="prosjekter").count('lang="nb">Kontakt') == 7
    assert '<option value="prosjekter" selected>' in page(client, "kontakt", hva="prosjekter")


@pytest.mark.parametrize("code", ["", "en", "ru"])
@pytest.mark.parametrize("words", ["xyzzyq", "xyzzyq plugh", "123456"])
def test_no_result_is_without_a_way_on(client, few_pages, words, code):
    found = page(client, words, code)
    prefix = f"/{code}" if code else ""
    assert f'href="{prefix}/radgivere/"' in found
    assert f'href="{prefix}/kan-vi-fa-stotte/"' in found


def test_what_is_only_in_another_language_is_shown_as_such(client, few_pages):
    found = page(client, "contacts personvern") + page(client, "контакты")
    assert "Funnet på et annet språk" in found
    assert 'href="/ru/kontakt/" lang="ru"' in found


def test_a_page_is_found_the_moment_it_is_published_and_gone_the_moment_it_is_not(
    client, few_pages
):
    about = ContentPage.objects.get(slug="om-oss", locale__language_code="nb")
    assert "/om-oss/&quot;" not in page(client, "nordlysfestivalen")
    about.title = "Nordlysfestivalen"
    about.save_revision().publish()
    assert 'href="/om-oss/" lang="nb"' in page(client, "nordlysfestivalen")
    about.unpublish()
    assert 'href="/om-oss/" lang="nb"' not in page(client, "nordlysfestivalen")


def test_a_paragraph_and_a_question_are_found_and_led_to(client, settings):
    load_forms(json.loads((settings.ROOT / "starter/forms.json").read_text("utf-8")))
    load_starter()
    found = page(client, "organisasjonsnummer", hva="retningslinjer")
    assert 'href="/retningslinjer/ordinary-2021/#p2.3"' in found
    asked = page(client, "partneren", hva="sporsmal")
    assert "/sporsmal/#full" in asked
    assert "Dette kan du gjøre" not in asked


@pytest.mark.parametrize(
    ("words", "code", "href"),
    [
        ("hvem kan jeg ringe", "", "/radgivere/"),
        ("søknadsfirst", "", "/frister/"),
        ("støtte til busstur", "", "/retningslinjer/"),
        ("что ожидается от партнёра", "ru", "/ru/retningslinjer/"),
        ("как деньги попадут в Россию", "ru", "/ru/retningslinjer/"),
    ],
)
def test_a_whole_question_is_answered(client, few_pages, words, code, href):
    load_starter()
    found = page(client, words, code)
    assert f'href="{href}' in found.split("<main")[1].split("</main")[0]
    assert "Dette kan du gjøre" not in found


def test_where_only_some_words_are_found_it_is_said(client, few_pages):
    assert "Ingenting har alle disse ordene" in page(client, "kontakt xyzzyq")
    assert "Ingenting har alle disse ordene" not in page(client, "kontakt")
    actions.index_cards([CardFactory(title="Fotballcup og kontakt")])
    found = page(client, "fotballcup kontakt")
    assert "Ingenting har alle disse ordene" not in found
    assert 'href="/kontakt/" lang="nb"' not in found


ODD = ["", " ", "%00", "<script>", "' OR 1=1 --", "a" * 5000, "æ" * 50, "-" * 50, "1 2 3"]


@pytest.mark.parametrize("words", ODD)
def test_an_odd_search_gets_a_page(client, words):
    answer = client.get("/sok/", {"sok": words, "hva": "x" * 90, "page": "99"})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_costs_the_same_however_much_there_is(
    client, few_pages, number, django_assert_max_num_queries
):
    actions.index_cards([CardFactory(title=f"Kontakt {one}") for one in range(number)])
    client.get("/sok/?sok=kontakt")
    for words in ("kontakt", "kontkat", "xyzzyq", "fotballcupen"):
        client.get("/sok/", {"sok": words, "hva": "sider"})
        with django_assert_max_num_queries(14):
            client.get("/sok/", {"sok": words})


def test_no_planted_name_is_found_or_guessed(client):
    card = CardFactory(
        title="Med Жужелица i Кедрозёрске",
        parties="applications/1",
        partner_name="Дом культуры «Чибисёнок»",
        story={"texts": [{"part": "story", "text": f} for f in canaries.ALL_FORMS]},
    )
    disclosure.protect_names("applications/1/b", canaries.names(), by=SYSTEM)
    actions.index_cards([card])
    for form in canaries.ALL_FORMS:
        slip = form[:-1] if len(form) > 5 else form
        found = page(client, slip)
        assert card.slug not in found, form
        assert "og søkte etter" not in found or canaries.leaks(found.replace(slip, "")) == []


def test_every_page_of_the_site_has_the_search(client, few_pages):
    for address in ("/", "/kontakt/", "/prosjekter/", "/ide/"):
        assert 'action="/sok/"' in client.get(address).content.decode()
    assert 'action="/ru/sok/"' in client.get("/ru/kontakt/").content.decode()


def test_the_index_is_rebuilt_by_a_command(client, capsys):
    card = CardFactory(title="Fotballcup i Vardø")
    hidden = CardFactory(title="Fotballcup i Vadsø")
    disclosure.hide(hidden.subject_key, reason="x", by=SYSTEM)
    assert card.slug not in page(client, "fotballcup")
    call_command("rebuild_search")
    assert "2 projects indexed." in capsys.readouterr().out
    found = page(client, "fotballcup")
    assert card.slug in found
    assert hidden.slug not in found
