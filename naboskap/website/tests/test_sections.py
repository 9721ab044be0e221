"""Sections list what is under them; a landing page leads on; every page says where it stands."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from wagtail.rich_text import RichText

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.tests.factories import AdviserFactory
from naboskap.core.errors import RuleNotMet
from naboskap.core.permissions import SYSTEM
from naboskap.disclosure import actions as disclosure
from naboskap.programmes.tests.factories import ProgrammeFactory, RoundFactory
from naboskap.projects.tests.factories import CardFactory
from naboskap.website.editing.leading import leads_to_a_page
from naboskap.website.models import ContentPage, HomePage, LandingPage, SectionPage

pytestmark = pytest.mark.django_db


def home(code="nb"):
    return HomePage.objects.get(locale__language_code=code)


def put(model, title, above=None, **facts):
    """Put a published page into the tree."""
    above = (above or home()).__class__.objects.get(pk=(above or home()).pk)
    page = model(title=title, lead=f"Om {title}.", locale=above.locale, **facts)
    above.add_child(instance=page)
    page.save_revision().publish()
    return model.objects.get(pk=page.pk)


def landing(**facts):
    given = {
        "button_title": "Fortell oss ideen",
        "button_href": "/ide/",
        "cards": [("card", {"title": "Kontakt", "href": "/kontakt/", "text": "Ring oss."})],
    }
    return put(LandingPage, "For kor", **{**given, **facts})


def main(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.fromstring(answer.text).get_element_by_id("main")


@pytest.fixture
def tree(few_pages):
    """A section with two pages, a section within it, and a page in that."""
    section = put(SectionPage, "Naboen")
    put(ContentPage, "Språk", section)
    inner = put(SectionPage, "Reise", section)
    put(ContentPage, "Visum", inner)
    put(ContentPage, "Mat", section)
    return section


def listed(found):
    return [one.text for one in found.xpath(".//section[@aria-labelledby='under']//h3/a")]


def test_a_section_lists_what_is_under_it_in_the_order_of_the_tree(client, tree):
    found = main(client, "/naboen/")
    assert listed(found) == ["Språk", "Reise", "Mat"]
    rows = found.xpath(".//section[@aria-labelledby='under']/ul/li")
    assert "Om Språk." in rows[0].text_content()
    assert [one.get("href") for one in rows[1].iter("a")] == [
        "/naboen/reise/",
        "/naboen/reise/visum/",
    ]
    ContentPage.objects.get(slug="mat").move(
        SectionPage.objects.get(slug="naboen"), pos="first-child"
    )
    assert listed(main(client, "/naboen/")) == ["Mat", "Språk", "Reise"]


def test_where_a_section_says_much_its_pages_stand_before_it_too(client, tree):
    assert main(client, "/naboen/").xpath(".//nav[@aria-labelledby='here']") == []
    tree.body = [("text", {"heading": "Hva som er ulikt", "text": RichText("<p>Mye.</p>")})]
    tree.save_revision().publish()
    found = main(client, "/naboen/")
    (nav,) = found.xpath(".//nav[@aria-labelledby='here']")
    assert [one.get("href") for one in nav.iter("a")] == [
        "/naboen/sprak/",
        "/naboen/reise/",
        "/naboen/mat/",
    ]
    every = list(found.iter())
    assert every.index(nav) < every.index(*found.xpath(".//h2[text()='Hva som er ulikt']"))
    assert listed(found) == ["Språk", "Reise", "Mat"]


def test_it_is_never_old(client, tree):
    for _number in range(3):
        client.get("/naboen/")
    page = ContentPage.objects.get(slug="visum")
    page.title = "Visum og pass"
    page.save_revision()
    assert "Visum og pass" not in client.get("/naboen/").text
    page.save_revision().publish()
    assert "Visum og pass" in client.get("/naboen/").text
    page.unpublish()
    assert "Visum" not in client.get("/naboen/").text


def test_what_stands_under_a_section_that_is_down_is_not_listed(client, tree):
    SectionPage.objects.get(slug="reise").unpublish()
    text = client.get("/naboen/").text
    assert "Reise" not in text
    assert "Visum" not in text


def test_an_empty_section_leads_on(client, few_pages):
    put(SectionPage, "Tomt")
    hrefs = [one.get("href") for one in main(client, "/tomt/").iter("a")]
    assert "/sok/" in hrefs
    assert any(href.startswith("tel:") for href in hrefs)


def test_every_page_says_where_it_stands(client, tree):
    found = main(client, "/naboen/reise/visum/")
    (crumbs,) = found.xpath(".//nav[@class='nk-crumbs']")
    assert [(one.text, one.get("href")) for one in crumbs.iter("a")] == [
        ("Forside", "/"),
        ("Naboen", "/naboen/"),
        ("Reise", "/naboen/reise/"),
    ]
    (beside,) = found.xpath(".//nav[@aria-labelledby='in-section']")
    assert [one.text for one in beside.iter("a")] == ["Naboen", "Språk", "Reise", "Visum", "Mat"]
    (here,) = beside.xpath(".//a[@aria-current='page']")
    assert here.text == "Visum"
    assert [one.text for one in main(client, "/kontakt/").xpath(".//nav//a")] == ["Forside"]
    assert main(client, "/en/kontakt/").xpath(".//nav//a/@href") == ["/en/"]
    assert main(client, "/").xpath(".//nav[@class='nk-crumbs']") == []
    told = re.findall(r'ld\+json">(.+?)</script>', client.get("/naboen/reise/visum/").text)
    names = [one["name"] for one in json.loads(told[0])["itemListElement"]]
    assert names[1:] == ["Naboen", "Reise", "Visum"]


def test_a_section_stands_at_most_in_a_section(tree):
    inner = SectionPage.objects.get(slug="reise")
    assert SectionPage.can_create_at(tree)
    assert not SectionPage.can_create_at(inner)
    other = put(SectionPage, "Annet")
    assert inner.can_move_to(other)
    assert not tree.can_move_to(other)  # It holds a section itself.
    assert other.can_move_to(tree)


@pytest.mark.parametrize("path", ["/naboen/", "/naboen/reise/visum/"])
def test_a_section_costs_the_same_however_long(client, tree, path):
    def asked(key):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{path}?{key}").status_code == 200
        return len(queries)

    client.get(path)
    few = asked("few")
    for number in range(3):
        put(ContentPage, f"Side {number}", SectionPage.objects.get(slug="naboen"))
        put(ContentPage, f"Under {number}", SectionPage.objects.get(slug="reise"))
    asked("warm")
    assert asked("many") == few


def test_a_kept_page_costs_one_statement(client, tree, django_assert_num_queries):
    for _number in range(2):
        client.get("/naboen/")
    with django_assert_num_queries(1):
        client.get("/naboen/")


def test_they_are_found_and_stand_on_the_map(client, tree):
    landing()
    text = client.get("/sitemap.xml").text
    assert "/naboen/</loc>" in text
    assert "/for-kor/</loc>" in text
    assert 'href="/naboen/"' in client.get("/sok/?sok=naboen").text.partition("<main")[2]
    assert 'href="/for-kor/"' in client.get("/sok/?sok=kor").text.partition("<main")[2]


def test_a_landing_page_leads_on(client, few_pages):
    AdviserFactory(phone="+47 78 00 00 01")
    RoundFactory(programme=ProgrammeFactory(slug="kultur", name={"nb": "Kultur"}))
    landing()
    found = main(client, "/for-kor/")
    buttons = found.xpath(".//a[contains(@class,'ds-button') and not(@data-variant)]/@href")
    primary = found.xpath(".//a[contains(@class,'ds-button')]/@href")
    assert (buttons or primary) == ["/ide/"]
    assert found.xpath(".//section[@aria-labelledby='ways']//a/@href") == ["/kontakt/"]
    assert "tel:+4778000001" in found.xpath(".//aside//a/@href")
    assert len(found.xpath(".//h1")) == 1


def test_a_landing_page_tells_of_the_deadline_of_its_programme(client, few_pages):
    RoundFactory(programme=ProgrammeFactory(slug="kultur", name={"nb": "Kultur"}))
    RoundFactory(programme=ProgrammeFactory(slug="idrett", name={"nb": "Idrett"}))
    landing(programme="idrett")
    rounds = main(client, "/for-kor/").xpath(".//aside//a[contains(@href,'/ordninger/')]/text()")
    assert set(rounds) <= {"Idrett"}


@pytest.mark.parametrize(
    "facts",
    [
        {"button_href": "/finnes-ikke/"},
        {"cards": [("card", {"title": "x", "href": "/borte/", "text": "y"})]},
        {"cards": []},
        {"button_title": ""},
    ],
)
def test_no_landing_page_is_a_dead_end(few_pages, facts):
    given = {
        "button_title": "Kontakt",
        "button_href": "/kontakt/",
        "cards": [("card", {"title": "Om oss", "href": "/om-oss/", "text": "Hvem er vi?"})],
    }
    above = home()
    page = LandingPage(
        title="For kor", lead="Syng.", locale=above.locale, live=False, **{**given, **facts}
    )
    above.add_child(instance=page)
    draft = page.save_revision(clean=False)
    with pytest.raises(RuleNotMet) as refused:
        draft.publish()
    assert refused.value.rule in {"WEB-51", "WEB-74"}
    assert not LandingPage.objects.get().live


def test_what_is_there(few_pages):
    ContentPage.objects.get(slug="om-oss", locale__language_code="ru").unpublish()
    there = ["/", "/kontakt/", "/en/kontakt/", "/kontakt/#hvor", "/ide/", "/ordninger/?x=1"]
    assert all(map(leads_to_a_page, [*there, "https://example.org/x", "tel:+4712345678", "#her"]))
    gone = ["/kontakt/noe/", "/takt/", "/ru/om-oss/", "/finnes-ikke.txt", ""]
    assert not any(map(leads_to_a_page, gone))


def test_what_is_there_of_what_is_no_editors_page(few_pages):
    """WEB-74: an address of the right form is not enough, and nobody is led to the office."""
    ProgrammeFactory(slug="kultur", name={"nb": "Kultur", "ru": "Культура"})
    card = CardFactory()
    there = ["/ordninger/kultur/", "/ru/ordninger/kultur/", f"/prosjekter/{card.slug}/"]
    assert all(map(leads_to_a_page, [*there, "/min-side/", "/frister/", "/ru/sok/"]))
    disclosure.hide(card.subject_key, reason="x", by=SYSTEM)
    gone = ["/ordninger/finnes-ikke/", f"/prosjekter/{card.slug}/", "/arrangementer/9999/"]
    assert not any(map(leads_to_a_page, [*gone, "/cms/", "/cms/pages/", "/saksbehandling/"]))


def test_both_go_by_a_second_reader(client, tree):
    writer, reader = (UserFactory(roles=[Role.EDITOR]) for _number in range(2))
    for page in (tree, landing()):
        page.lead = "Nye ord."
        draft = page.save_revision(user=writer)
        with pytest.raises(RuleNotMet) as refused:
            draft.publish(user=writer)
        assert refused.value.rule == "WEB-9"
        assert "Nye ord." not in client.get(page.get_url()).text
        draft.publish(user=reader)
        assert "Nye ord." in client.get(page.get_url()).text


def test_the_editor_makes_and_previews_both(tree, settings):
    settings.DEMONSTRATION = True
    desk = Client()
    desk.force_login(UserFactory(roles=[Role.EDITOR], is_demonstration=True))
    for kind in ("sectionpage", "landingpage"):
        form = desk.get(f"/cms/pages/add/website/{kind}/{home().pk}/")
        assert form.status_code == 200
        assert '<option value="sport">' in form.text
    for page in (tree, landing()):
        page.lead = "Et utkast."
        page.save_revision()
        assert "Et utkast." in desk.get(f"/cms/pages/{page.pk}/view_draft/").text
