"""How the site is known outside: addresses, languages, words, the map; and no name in them."""

import json
import re

import pytest
from lxml import etree

from naboskap.core.permissions import SYSTEM
from naboskap.disclosure import actions as disclosure
from naboskap.disclosure.tests import canaries
from naboskap.projects.tests.factories import CardFactory
from naboskap.website.models import ContentPage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_home(settings):
    settings.SITE_URL = "https://naboskap.example"


def test_a_page_tells_its_address_and_its_languages(client, few_pages):
    page = client.get("/en/kontakt/?fra=et-brev").content.decode()
    assert '<link rel="canonical" href="https://naboskap.example/en/kontakt/">' in page
    for code, path in {"nb": "/kontakt/", "en": "/en/kontakt/", "ru": "/ru/kontakt/"}.items():
        link = f'<link rel="alternate" hreflang="{code}" href="https://naboskap.example{path}">'
        assert link in page
    assert 'hreflang="x-default" href="https://naboskap.example/kontakt/"' in page
    assert '<meta property="og:locale" content="en_GB">' in page


def test_a_language_that_a_page_is_not_in_is_not_promised(client, few_pages):
    ContentPage.objects.get(slug="kontakt", locale__language_code="ru").unpublish()
    page = client.get("/kontakt/").content.decode()
    assert 'hreflang="ru" href="https' not in page
    assert '<a href="/ru/kontakt/" lang="ru"' in page
    assert '<a href="/en/kontakt/" lang="en"' in page


def test_a_page_with_another_address_in_another_language_is_led_to(client, few_pages):
    page = ContentPage.objects.get(slug="kontakt", locale__language_code="en")
    page.slug = "contact"
    page.save_revision().publish()
    shown = client.get("/kontakt/").content.decode()
    assert '<a href="/en/contact/" lang="en"' in shown
    assert 'hreflang="en" href="https://naboskap.example/en/contact/"' in shown


def test_the_front_page_says_who_we_are_as_data(client, few_pages):
    page = client.get("/").content.decode()
    told = re.search(r'<script type="application/ld\+json">(.+?)</script>', page)
    house, site = json.loads(told[1])["@graph"]
    assert house["telephone"]
    assert site["potentialAction"]["target"].endswith("/sok/?sok={words}")


def test_the_map_holds_every_public_page_in_every_language_and_no_name(client, few_pages):
    card = CardFactory(title="Med Жужелица", partner_name="Дом культуры «Чибисёнок»")
    hidden = CardFactory()
    disclosure.hide(hidden.subject_key, reason="x", by=SYSTEM)
    answer = client.get("/sitemap.xml")
    text = answer.content.decode()
    found = [one.text for one in etree.fromstring(answer.content).iter("{*}loc")]
    assert len(found) == len(set(found))
    for path in ("/", "/ru/kontakt/", "/en/frister/", f"/ru/prosjekter/{card.slug}/"):
        assert f"https://naboskap.example{path}" in found
    assert hidden.slug not in text
    assert canaries.leaks(text) == []
    ours = [one.removeprefix("https://naboskap.example") for one in found]
    assert {client.get(path).status_code for path in ours} == {200}


def test_machines_are_told_where_not_to_go(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /ru/min-side/\n" in text
    assert "Sitemap: https://naboskap.example/sitemap.xml\n" in text
