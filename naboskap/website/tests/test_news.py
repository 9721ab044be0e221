"""News, its feed, and a correction that says so."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.core.exceptions import ValidationError

from naboskap.core import clock
from naboskap.website.finding.collected import catalogue
from naboskap.website.models import HomePage, NewsListPage, NewsPage

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def listed(few_pages):
    home = HomePage.objects.get(locale__language_code="nb")
    page = NewsListPage(title="Nyheter", slug="nyheter", lead="Hva som skjer.", locale=home.locale)
    home.add_child(instance=page)
    return page


def told(listed, slug, **more):
    page = NewsPage(
        title=slug.title(), slug=slug, lead=f"Om {slug}.", locale=listed.locale, **more
    )
    page.live = False
    listed.add_child(instance=page)
    page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


def test_the_newest_stands_first_in_list_and_feed(client, listed):
    told(listed, "elg")
    told(listed, "bjorn")
    page = client.get("/nyheter/").content.decode()
    assert page.index("Bjorn") < page.index("Elg")
    feed = ET.fromstring(client.get("/nyheter.atom").content)
    assert [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")] == ["Bjorn", "Elg"]
    assert feed.find(f"{ATOM}entry/{ATOM}link").get("href").endswith("/nyheter/bjorn/")


def test_what_is_corrected_is_news_again_and_keeps_its_name(client, listed, settings):
    settings.SITE_URL = "https://naboskap.example"
    elg = told(listed, "elg")
    told(listed, "bjorn")
    elg.correction, elg.corrected_on = "Det var i mai.", clock.today()
    elg.save_revision().publish()
    feed = ET.fromstring(client.get("/nyheter.atom", headers={"host": "localhost"}).content)
    names = [one.findtext(f"{ATOM}id") for one in feed.iter(f"{ATOM}entry")]
    home = "https://naboskap.example/nyheter"
    assert names == [f"{home}/elg/", f"{home}/bjorn/"]
    assert feed.findtext(f"{ATOM}id") == f"{home}.atom"


def test_a_draft_stands_nowhere(client, listed):
    one = told(listed, "elg")
    one.unpublish()
    assert "Elg" not in client.get("/nyheter/").content.decode()
    assert "Elg" not in client.get("/nyheter.atom").content.decode()


def test_news_published_while_the_list_is_kept_is_there_at_once(client, listed):
    for _number in range(3):
        assert "Elg" not in client.get("/nyheter/").content.decode()
        assert "Elg" not in client.get("/nyheter.atom").content.decode()
    told(listed, "elg")
    assert "Elg" in client.get("/nyheter/").content.decode()
    assert "Elg" in client.get("/nyheter.atom").content.decode()


def test_a_language_without_news_has_no_feed(client, listed):
    assert client.get("/ru/nyheter.atom").status_code == 404


def test_news_is_an_article_to_whoever_shares_it_and_is_found(client, listed):
    told(listed, "elg")
    page = client.get("/nyheter/elg/").content.decode()
    assert '<meta property="og:type" content="article">' in page
    assert '<meta property="og:description" content="Om elg.">' in page
    assert "/nyheter/elg/" in [one.href for one in catalogue("nb").items]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long(
    client, listed, number, django_assert_max_num_queries
):
    for one in range(number):
        told(listed, f"elg-{one}")
    with django_assert_max_num_queries(26):
        client.get("/nyheter/?page=1&" + "x" * 300)  # Not kept.


def test_a_correction_stands_on_the_page(client, listed):
    told(listed, "elg", corrected_on=clock.today(), correction="Fristen er 3. mai, ikke 2. mai.")
    page = client.get("/nyheter/elg/").content.decode()
    assert "Rettet" in page
    assert "Fristen er 3. mai, ikke 2. mai." in page


def test_a_correction_has_its_day_and_its_words(listed):
    page = told(listed, "elg")
    for day, words, field in (
        (clock.today(), " ", "correction"),
        (None, "Noe.", "corrected_on"),
        (clock.today() + timedelta(days=1), "Noe.", "corrected_on"),
    ):
        page.corrected_on, page.correction = day, words
        with pytest.raises(ValidationError) as refused:
            page.full_clean()
        assert list(refused.value.message_dict) == [field]
    page.corrected_on, page.correction = clock.today(), "Noe."
    page.full_clean()
