"""Five languages: each page wholly in its own, and what is not told in one says so."""

import json
import re
import shutil
from datetime import date

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import override
from lxml import etree, html
from wagtail.contrib.redirects.models import Redirect

from naboskap.core.secretariat import secretariat
from naboskap.programmes.tests.factories import ProgrammeFactory, load_starter
from naboskap.projects.tests.factories import CardFactory
from naboskap.ui import wording
from naboskap.website.actions import load_pages
from naboskap.website.finding.missed import is_page_like
from naboskap.website.models import ContentPage, HomePage, MissedAddress
from naboskap.website.written import read

pytestmark = pytest.mark.django_db
ONLY_PAGES = ("nn", "se")
TOLD = ("00-forside.md", "kontakt.md", "personvern.md", "sok-stotte.md")


@pytest.fixture
def five(tmp_path, settings):
    """A front page and what is told in all five languages, and one page that is told in three."""
    starter = settings.ROOT / "starter/pages"
    for code in secretariat().site_languages:
        names = TOLD if code in ONLY_PAGES else (*TOLD, "om-oss.md")
        (tmp_path / code).mkdir()
        for name in names:
            shutil.copy(starter / code / name, tmp_path / code / name)
    load_pages(tmp_path)


def is_ours(href, code):
    """Whether an address is a page of the house that is no editor's."""
    with override(code):
        try:
            return resolve(href).url_name != "wagtail_serve"
        except Resolver404:
            return False


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.fromstring(answer.content.decode())


@pytest.mark.parametrize("code", ONLY_PAGES)
def test_the_front_page_has_the_same_parts_as_in_the_first_language(client, five, code):
    CardFactory()
    first, found = page(client, "/"), page(client, f"/{code}/")
    parts = "//main//section/@aria-labelledby"
    assert found.xpath(parts) == first.xpath(parts)
    main = set(found.xpath("//main//a/@href"))
    assert {"/for-partneren/", "/sokeskolen/finn-en-partner/", "/prosjekter/"} <= main
    assert len(found.xpath("//main//*[local-name()='svg' and @class='nk-map']")) == len(
        first.xpath("//main//*[local-name()='svg' and @class='nk-map']")
    )


@pytest.mark.parametrize("code", ONLY_PAGES)
@pytest.mark.parametrize("path", ["/", "/kontakt/", "/personvern/", "/sok-stotte/", "/ordninger/"])
def test_a_page_is_wholly_in_its_language(client, five, code, path):
    load_starter()
    found = page(client, f"/{code}{path}")
    assert found.get("lang") == code
    assert len(found.xpath("//h1")) == 1
    # What is told in it keeps its language; what is not leads on in the first one, with no detour.
    for href in found.xpath("//a/@href"):
        if href.startswith(f"/{code}/"):
            assert client.get(href.partition("#")[0]).status_code == 200, href
            assert "noindex" not in client.get(href).content.decode() or "/sok/" in href, href
    hrefs = set(found.xpath("//header//a/@href | //footer//a/@href"))
    assert {f"/{code}/sok-stotte/", "/prosjekter/", "/radgivere/", "/min-side/"} <= hrefs
    assert {f"/{code}/personvern/", f"/{code}/kontakt/", "/om-oss/"} <= hrefs


@pytest.mark.parametrize("code", ONLY_PAGES)
def test_the_rest_is_said_to_open_in_the_first_language(client, five, code):
    line = page(client, f"/{code}/kontakt/").xpath("//div[@class='nk-wrap nk-told']")
    assert len(line) == 1
    assert line[0].xpath(".//a/@href")[0] == "/kontakt/"
    assert page(client, "/kontakt/").xpath("//div[@class='nk-wrap nk-told']") == []


def test_a_page_that_nobody_has_read_says_so_and_leads_on(client, five):
    told = page(client, "/se/kontakt/").xpath("//div[@class='nk-wrap nk-told']")[0]
    assert "Ii oktage sámegielat leat vel lohkan dán siiddu" in told.text_content()
    assert told.xpath(".//a/@href") == ["/kontakt/", "/radgivere/"]
    assert "Ii oktage" not in page(client, "/nn/kontakt/").text_content()


def test_the_language_switch_names_each_language_in_itself(client, five):
    links = page(client, "/kontakt/").xpath("//header//li/a[@hreflang]")
    assert [(one.get("lang"), one.text, one.get("href")) for one in links] == [
        ("nn", "Nynorsk", "/nn/kontakt/"),
        ("se", "Davvisámegiella", "/se/kontakt/"),
        ("en", "English", "/en/kontakt/"),
        ("ru", "Русский", "/ru/kontakt/"),
    ]
    assert page(client, "/nn/").xpath("//header//li/a[@hreflang='nb']")[0].text == "Norsk bokmål"
    # What people have in three languages is offered in those.
    offered = page(client, "/logg-inn/").xpath("//header//li/a/@hreflang")
    assert offered == ["en", "ru"]


@pytest.mark.parametrize("code", ONLY_PAGES)
def test_a_page_that_is_not_told_in_a_language_says_so(client, five, code):
    """WEB-30."""
    answer = client.get(f"/{code}/om-oss/")
    text = answer.content.decode()
    found = html.fromstring(text)
    assert answer.status_code == 200
    assert found.get("lang") == code
    assert [one.get("href") for one in found.xpath("//main//li/a[@lang]")] == [
        "/om-oss/",
        "/en/om-oss/",
        "/ru/om-oss/",
    ]
    assert found.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert found.xpath("//link[@rel='canonical' or @rel='alternate']") == []
    assert found.xpath(f"//main//form[@action='/{code}/sok/']")
    assert f"tel:{secretariat().phone.replace(' ', '')}" in text
    assert MissedAddress.objects.count() == 0


@pytest.mark.django_db
def test_no_editor_is_said_to_have_led_the_old_addresses_of_what_ships():
    load_pages(configured.ROOT / "starter/pages")
    assert Redirect.objects.filter(old_path="/ru/for-skoler").exists()
    assert not Redirect.objects.filter(automatically_created=False).exists()


def test_every_language_says_so_and_a_page_of_no_language_is_missing(client, five):
    ContentPage.objects.get(slug="kontakt", locale__language_code="en").delete()
    Redirect.objects.all().delete()  # As if it had never been there.
    answer = client.get("/en/kontakt/")
    assert answer.status_code == 200
    assert "This page is not in English yet" in answer.content.decode()
    assert "/nn/kontakt/" in answer.content.decode()
    missing = client.get("/nn/finnes-slett-ikke/")
    assert missing.status_code == 404
    assert '<html lang="nn"' in missing.content.decode()
    assert MissedAddress.objects.get().path == "/nn/finnes-slett-ikke/"


def test_what_is_no_editors_page_says_so_too_and_tells_of_nothing_hidden(client, five):
    programme, card = ProgrammeFactory(), CardFactory(slug="elva-mellom-oss")
    for path in ("/prosjekter/", "/data/", "/logg-inn/", f"/prosjekter/{card.slug}/"):
        text = client.get(f"/nn{path}").content.decode()
        assert f'href="{path}" hreflang="nb"' in text, path
    assert (
        f'href="/ordninger/{programme.slug}/"'
        in client.get(f"/se/ordninger/{programme.slug}/").content.decode()
    )
    for path in ("/prosjekter/er-ikke-der/", "/ordninger/er-ikke-der/", "/min-side/"):
        assert client.get(f"/nn{path}").status_code == 404, path


def test_from_somebodys_own_page_the_switch_leads_to_the_front_page(client, five):
    own = html.fromstring(client.get("/spor/finnes-ikke/").content.decode())
    links = own.xpath("//header//li/a[@hreflang]/@href")
    assert links == ["/nn/", "/se/", "/en/spor/finnes-ikke/", "/ru/spor/finnes-ikke/"]


def test_no_page_appears_under_another_language(client, five):
    """WEB-31: where a language has no tree, Wagtail would give the first one's."""
    HomePage.objects.get(locale__language_code="se").delete()
    answer = client.get("/se/om-oss/")
    assert "Barentssekretariatet hjelper" not in answer.content.decode()
    assert answer.context["elsewhere"]
    assert client.get("/se/").context["elsewhere"][0].href == "/"


def test_people_have_three_languages_and_links_to_theirs_lead_there():
    for code in ONLY_PAGES:
        with override(code):
            assert reverse("bank") == "/prosjekter/"
            assert reverse("account_login") == "/logg-inn/"
            assert reverse("search") == f"/{code}/sok/"
            assert resolve(f"/{code}/prosjekter/").url_name == "wagtail_serve"
    with override("nn"):
        assert reverse("programme", args=["x"]) == "/nn/ordninger/x/"
    with override("se"):
        assert reverse("programme", args=["x"]) == "/ordninger/x/"
        assert reverse("guidelines") == "/retningslinjer/"
    assert set(secretariat().languages) <= set(configured.INTERFACE_LANGUAGES)


def test_a_house_without_more_languages_has_no_such_pages(client, tmp_path, settings):
    facts = json.loads((settings.ROOT / "starter/secretariat.json").read_text("utf-8"))
    del facts["page_languages"], facts["unread_languages"]
    (tmp_path / "secretariat.json").write_text(json.dumps(facts))
    settings.DATA_DIR = tmp_path
    secretariat.cache_clear()
    try:
        load_pages()
        assert secretariat().site_languages == ("nb", "en", "ru")
        assert HomePage.objects.count() == 3
        assert 'lang="nn"' not in client.get("/kontakt/").content.decode()
    finally:
        secretariat.cache_clear()


def test_other_languages_are_promised_only_where_there_is_a_page(client, five):
    load_starter()

    def promised(path):
        found = page(client, path).xpath("//link[@rel='alternate' and @hreflang!='x-default']")
        return [one.get("hreflang") for one in found]

    assert promised("/kontakt/") == ["en", "nb", "nn", "ru", "se"]
    assert promised("/om-oss/") == ["en", "nb", "ru"]
    assert promised("/prosjekter/") == ["en", "nb", "ru"]
    assert promised("/ordninger/") == ["en", "nb", "nn", "ru", "se"]
    assert promised("/nn/ordninger/barentsmidler/") == ["en", "nb", "nn", "ru"]
    assert promised("/retningslinjer/") == ["en", "nb", "nn", "ru"]
    locale = "//meta[@property='og:locale']/@content"
    assert page(client, "/se/kontakt/").xpath(locale) == ["se_NO"]
    assert page(client, "/nn/kontakt/").xpath(locale) == ["nn_NO"]


def test_the_map_holds_what_is_told_in_them_and_no_more(client, five):
    load_starter()
    card = CardFactory()
    answer = client.get("/sitemap.xml")
    found = {one.text for one in etree.fromstring(answer.content).iter("{*}loc")}
    ours = {one.removeprefix(configured.SITE_URL) for one in found}
    assert {"/nn/", "/se/kontakt/", "/nn/ordninger/barentsmidler/", "/se/ordninger/"} <= ours
    assert "/nn/retningslinjer/" in ours
    unwanted = {"/nn/om-oss/", f"/nn/prosjekter/{card.slug}/", "/se/ordninger/barentsmidler/"}
    assert ours & unwanted == set()
    assert {client.get(path).status_code for path in ours} == {200}


def test_a_search_finds_its_own_pages_and_the_rest_in_the_first_language(client, five):
    found = client.get("/nn/sok/", {"sok": "personvernet"}).content.decode()
    assert 'href="/nn/personvern/" lang="nn"' in found
    assert 'href="/personvern/"' not in found.partition("<main")[2].partition("<aside")[0].replace(
        'href="/personvern/" hreflang', ""
    )
    assert 'href="/om-oss/" lang="nb"' in client.get("/nn/sok/?sok=om+oss").content.decode()
    sami = client.get("/se/sok/", {"sok": "persovdnasuodjalus"}).content.decode()
    assert 'href="/se/personvern/" lang="se"' in sami
    assert 'href="/om-oss/" lang="nb"' in client.get("/se/sok/?sok=om+oss").content.decode()


def test_a_paragraph_is_read_and_found_in_nynorsk(client, five):
    load_starter()
    text = client.get("/nn/retningslinjer/ordinary-2021/").content.decode()
    assert '<html lang="nn"' in text
    assert "søkjar" in text
    found = client.get("/nn/sok/", {"sok": "organisasjonsnummer", "hva": "retningslinjer"})
    assert 'href="/nn/retningslinjer/ordinary-2021/#p2.3" lang="nn"' in found.content.decode()


def test_words_that_are_in_no_such_language_are_marked_with_their_own(client, five):
    ProgrammeFactory(name={"nb": "Ungdom i nord"}, summary={"nb": "For unge."})
    text = client.get("/se/ordninger/").content.decode()
    assert '<span lang="nb">Ungdom i nord</span>' in text
    assert '<span lang="nb">For unge.</span>' in text
    assert '<span lang="nb">' not in client.get("/ordninger/").content.decode()


@pytest.mark.parametrize(
    ("code", "written"),
    [("nn", "måndag 30. november 2026"), ("se", "vuossárga skábmamánu 30. b. 2026")],
)
def test_a_day_is_written_as_the_language_does(code, written):
    with override(code):
        assert wording.day(date(2026, 11, 30), weekday=True).replace("\u00a0", " ") == written


@pytest.mark.parametrize("code", ONLY_PAGES)
def test_a_page_costs_no_more_than_in_the_first_language(client, five, code):
    def asked(path):
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{path}?uncached")
        return len(queries)

    # Which pages are told in the language is asked once, however many links there are.
    assert asked(f"/{code}/kontakt/") <= asked("/en/kontakt/") + 1


@pytest.mark.parametrize("code", ONLY_PAGES)
def test_what_ships_is_a_translation_and_its_links_lead_somewhere(settings, code):
    starter = settings.ROOT / "starter/pages"
    assert sorted(path.name for path in (starter / code).iterdir()) == sorted(TOLD)
    there = {read(path, prefix="").address for path in (starter / "nb").iterdir()}
    own = {f"/{code}/{name.removesuffix('.md')}/" for name in TOLD}
    for path in (starter / code).iterdir():
        shapes = [
            [block for block, _value in read(folder / path.name, prefix="").blocks]
            for folder in (starter / code, starter / "nb")
        ]
        # The parts of a front page stand in one order, and some need what is not told in it.
        assert [one for one in shapes[1] if one in shapes[0]] == shapes[0], path
        text = path.read_text("utf-8")
        linked = re.findall(r"\]\((/[^)]*)\)| \| (/\S+)$", text, flags=re.MULTILINE)
        for href in (one or other for one, other in linked):
            assert href in there | own or is_ours(href, code) or is_ours(href, "nb"), href


def test_addresses_in_every_language_are_known_for_what_they_are():
    for code in ONLY_PAGES:
        assert is_page_like(f"/{code}/noe-annet/")
        assert not is_page_like(f"/{code}/min-side/")
        assert not is_page_like(f"/{code}/spor/hemmelig/")
