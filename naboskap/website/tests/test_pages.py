"""The front door: every page in three languages, laid out once, in plain words."""

import re
import shutil

import pytest
from django.conf import settings
from django.urls import resolve
from wagtail.models import Page, Site

from naboskap.core.secretariat import secretariat
from naboskap.programmes.tests.factories import load_starter
from naboskap.website.actions import load_pages
from naboskap.website.anchors import with_anchors
from naboskap.website.models import ContentPage, HomePage, LaidPage, LandingPage, LessonPage
from naboskap.website.written import PageError, read, rich

STARTER = settings.ROOT / "starter/pages"
PREFIXES = {"nb": "", "en": "/en", "ru": "/ru"}
OPEN = [
    "/",
    "/om-oss/",
    "/hvem-betaler/",
    "/hva-stotter-vi/",
    "/sok-stotte/",
    "/sokeskolen/",
    "/sokeskolen/finn-en-partner/",
    "/sokeskolen/planlegg-sammen/",
    "/sokeskolen/skriv-soknaden/",
    "/sokeskolen/gjennomfor/",
    "/sokeskolen/rapporter/",
    "/kunnskap/",
    "/nettverk/",
    "/kjenn-naboen/",
    "/finn-partner/",
    "/kontakt/",
    "/personvern/",
    "/tilgjengelighet/",
    "/folk-til-folk/for-skoler/",
    "/folk-til-folk/for-idrettslag/",
    "/folk-til-folk/for-kulturlivet/",
    "/sokeskolen/vis-samarbeidet/",
    "/sokeskolen/sett-opp-budsjettet/",
    "/hva-er-et-samarbeidsprosjekt/",
    "/hvem-kan-soke/",
    "/folk-til-folk/",
    "/barentsregionen/",
    "/kjenn-naboen/norge-for-naboen/",
    "/for-partneren/",
    "/kjenn-naboen/russland-for-naboen/",
    "/sporsmal-og-svar/",
]

SECTIONS = {
    "folk-til-folk": ("for-skoler", "for-idrettslag", "for-kulturlivet"),
    "kjenn-naboen": ("norge-for-naboen", "russland-for-naboen"),
}


@pytest.fixture
def pages(db):
    load_pages()


def test_every_page_answers_in_every_language(client, pages):
    for path in OPEN:
        for code, prefix in PREFIXES.items():
            answer = client.get(f"{prefix}{path}")
            text = answer.content.decode()
            assert answer.status_code == 200, f"{prefix}{path}"
            assert f'<html lang="{code}"' in text
            assert text.count("<h1") == 1
            assert secretariat().name[code] in text
    assert LessonPage.objects.count() == 21


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_a_page_that_has_got_a_section_is_found_where_it_stood(client, pages, prefix):
    for section, slugs in SECTIONS.items():
        listed = client.get(f"{prefix}/{section}/").text.partition("<main")[2]
        for slug in slugs:
            address = f"{prefix}/{section}/{slug}/"
            assert f'href="{address}"' in listed
            answer = client.get(f"{prefix}/{slug}/")
            assert (answer.status_code, answer["Location"]) == (301, address)


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_a_landing_page_of_the_starter_leads_on(client, pages, prefix):
    for page in LandingPage.objects.all():
        assert page.leads_on(), page.url_path
        page.full_clean()
    text = client.get(f"{prefix}/folk-til-folk/for-skoler/").text.partition("<main")[2]
    for way in ("/ide/", "/prosjekter/", "/radgivere/"):
        assert f'href="{prefix}{way}"' in text


def test_a_page_whose_section_an_editor_took_away_stands_by_itself(client, few_pages):
    shutil.copy(
        settings.ROOT / "starter/pages/nb/for-skoler.md", few_pages / "nb" / "for-skoler.md"
    )
    assert load_pages(few_pages) == 1
    assert client.get("/for-skoler/").status_code == 200


@pytest.mark.parametrize("starter", ["pages", "pages-plain"])
def test_the_starter_has_the_same_pages_in_every_language(settings, starter):
    folder = settings.ROOT / "starter" / starter
    names = [sorted(path.name for path in (folder / code).iterdir()) for code in PREFIXES]
    assert names[0] == names[1] == names[2]
    for name in names[0]:
        shapes = [
            [block for block, _value in read(folder / code / name, prefix="").blocks]
            for code in PREFIXES
        ]
        assert shapes[0] == shapes[1] == shapes[2], name


def linked(text):
    """Return the addresses within the site that a page as it is written leads to."""
    found = re.findall(r"\]\((/[^)]*)\)| \| (/\S+)$", text, flags=re.MULTILINE)
    return [one or other for one, other in found]


@pytest.mark.parametrize("starter", ["pages", "pages-plain"])
def test_every_link_leads_to_a_page_that_ships(settings, starter):
    folder = settings.ROOT / "starter" / starter / "nb"
    there = {read(path, prefix="").address for path in folder.iterdir()}
    for code in PREFIXES:
        for path in (settings.ROOT / "starter" / starter / code).iterdir():
            leads_to = [one.partition("#")[0] for one in linked(path.read_text("utf-8"))]
            lost = {
                address
                for address in leads_to
                if resolve(address).url_name == "wagtail_serve" and address not in there
            }
            assert not lost, f"{path}: {lost}"


@pytest.mark.parametrize(("code", "prefix"), PREFIXES.items())
def test_a_link_to_a_part_of_a_page_leads_to_its_heading(client, pages, code, prefix):
    written = [path.read_text("utf-8") for path in STARTER.joinpath(code).iterdir()]
    parts = {one for text in written for one in linked(text) if "#" in one}
    assert len(parts) >= 5
    for each in parts:
        path, _sign, part = each.partition("#")
        assert client.get(f"{prefix}{path}").text.count(f' id="{part}"') == 1, each
    # What is promised by its name is led to where it stands, not to the top of the page.
    door = client.get(f"{prefix}/for-partneren/").text.partition("<main")[2]
    assert door.count(f'href="{prefix}/sporsmal-og-svar/#del-') == 3
    assert f'href="{prefix}/kjenn-naboen/norge-for-naboen/#del-' in door
    assert f'href="{prefix}/finn-partner/"' not in door  # For whoever seeks a partner.


def test_a_heading_is_a_place_to_lead_to():
    taken = set()
    drawn = with_anchors(
        '<h2>Er det trygt?</h2><h3 data-block-key="a">Как <b>быть</b></h3><h2 id="own">Ja</h2>',
        taken,
    )
    assert drawn == (
        '<h2 id="del-er-det-trygt">Er det trygt?</h2>'
        '<h3 id="del-kak-byt" data-block-key="a">Как <b>быть</b></h3><h2 id="own">Ja</h2>'
    )
    # An identifier is there once: the second heading with the same words is not led to.
    assert with_anchors("<h2>Er det trygt?</h2><h2>!</h2>", taken) == (
        "<h2>Er det trygt?</h2><h2>!</h2>"
    )


DANGER = {"nb": "utenlandsk agent", "en": "foreign agent", "ru": "иностранных агентов"}


@pytest.mark.parametrize(("code", "prefix"), PREFIXES.items())
def test_the_partner_is_told_of_the_danger_and_when_it_was_checked(client, pages, code, prefix):
    load_starter()
    for path in ("/for-partneren/", "/kjenn-naboen/norge-for-naboen/", "/sporsmal-og-svar/"):
        text = client.get(f"{prefix}{path}").text.partition("<main")[2]
        assert DANGER[code] in text, path
        assert f'href="{prefix}/radgivere/"' in text, path  # Who answers in which language.
    door = client.get(f"{prefix}/for-partneren/").text.partition("<main")[2]
    assert "2021" in door
    assert re.search(r"\b100\s(?:kr|NOK)\b|NOK\s100\b", door)
    assert "75" in door


def test_what_an_account_is_needed_for_is_told_alike(client, pages):
    for path in ("/for-partneren/", "/finn-partner/", "/sporsmal-og-svar/"):
        text = client.get(path).text.partition("<main")[2]
        assert "lese og bekrefte" in text, path
        assert "logger inn med egen konto" not in text


def test_the_front_page_says_what_the_house_is_for(client, few_pages):
    text = client.get("/").content.decode()
    assert "<h1>Godt naboskap lønner seg</h1>" in text
    header, _, rest = text.partition("<main")
    assert "Naboskap" not in header.replace("Godt naboskap", "")
    assert "Naboskap" in rest.partition("<footer")[2]
    for way in ("for-skoler/", "for-idrettslag/", "for-kulturlivet/"):
        assert f'href="/folk-til-folk/{way}"' in text
    for way in ("/ide/", "/prosjekter/"):
        assert f'href="{way}"' in text


def test_whoever_is_asked_to_be_a_partner_has_a_door_of_their_own(client, pages):
    for prefix in PREFIXES.values():
        door = f'href="{prefix}/for-partneren/"'
        for path in ("/", "/sok-stotte/", "/kjenn-naboen/norge-for-naboen/"):
            assert door in client.get(f"{prefix}{path}").text.partition("<main")[2], path
        page = client.get(f"{prefix}/for-partneren/").text.partition("<main")[2]
        for way in (
            "/min-side/kode/",
            "/sporsmal-og-svar/",
            "/personvern/",
            "/kjenn-naboen/norge-for-naboen/",
        ):
            assert f'href="{prefix}{way}"' in page, way
        assert "+47 78 97 70 50" in page  # What is not safe to write can be said.


def test_every_link_within_the_pages_keeps_the_language(client, few_pages):
    text = client.get("/ru/").content.decode()
    main = text.partition("<main")[2].partition("</main>")[0]
    inside = re.findall(r'href="(/[^"]*)"', main)
    assert inside
    assert all(href.startswith("/ru/") for href in inside)


def test_pages_are_laid_out_once_and_an_editors_words_stay(few_pages):
    about = ContentPage.objects.get(slug="om-oss", locale__language_code="nb")
    about.lead = "Skrevet om."
    about.save()
    assert load_pages(few_pages) == 0
    about.refresh_from_db()
    assert about.lead == "Skrevet om."
    assert HomePage.objects.count() == 3
    assert Site.objects.get(is_default_site=True).root_page.specific == HomePage.objects.get(
        locale__language_code="nb"
    )


@pytest.mark.parametrize("code", ["nb", "ru"])
@pytest.mark.parametrize("is_noted", [True, False])
def test_what_an_editor_renamed_or_deleted_does_not_come_back(few_pages, code, is_noted):
    about = ContentPage.objects.get(slug="om-oss", locale__language_code=code)
    about.slug = "hvem-vi-er"
    about.save()
    ContentPage.objects.get(slug="kontakt", locale__language_code=code).delete()
    if not is_noted:  # A house from before it was noted what was laid.
        LaidPage.objects.all().delete()
    before = set(Page.objects.values_list("pk", "slug"))
    assert load_pages(few_pages) == 0
    assert load_pages(few_pages) == 0
    assert set(Page.objects.values_list("pk", "slug")) == before


def test_a_page_that_is_new_with_the_house_is_laid_beside_its_renamed_self(few_pages):
    kept = ContentPage.objects.get(slug="kontakt", locale__language_code="nb")
    kept.slug = "ring-oss"
    kept.save()
    (few_pages / "nn").mkdir()
    for name in ("00-forside.md", "kontakt.md"):
        shutil.copy(settings.ROOT / "starter/pages/nn" / name, few_pages / "nn" / name)
    assert load_pages(few_pages) == 2
    new = ContentPage.objects.get(slug="kontakt", locale__language_code="nn")
    assert new.translation_key == kept.translation_key


def test_a_page_that_was_laid_before_it_had_a_section_is_found_in_it(client, few_pages):
    starter = settings.ROOT / "starter/pages/nb"
    written = (starter / "for-skoler.md").read_text(encoding="utf-8")
    flat = few_pages / "nb" / "for-skoler.md"
    flat.write_text(written.replace("under: folk-til-folk\n", ""), encoding="utf-8")
    assert load_pages(few_pages) == 1
    for name in ("for-skoler.md", "folk-til-folk.md"):
        shutil.copy(starter / name, few_pages / "nb" / name)
    assert load_pages(few_pages) == 1
    assert load_pages(few_pages) == 0
    answer = client.get("/folk-til-folk/for-skoler/")
    assert (answer.status_code, answer["Location"]) == (302, "/for-skoler/")
    assert client.get("/for-skoler/").status_code == 200


def test_a_language_that_was_taken_away_stays_away(few_pages):
    HomePage.objects.get(locale__language_code="ru").delete()
    assert load_pages(few_pages) == 0
    assert not HomePage.objects.filter(locale__language_code="ru").exists()


def test_the_house_tells_its_own_address(client, few_pages):
    text = client.get("/kontakt/").content.decode()
    assert "+47 78 97 70 50" in text
    assert "{phone}" not in text


def test_a_page_in_another_language_is_the_same_page(few_pages):
    keys = set(Page.objects.filter(slug="kontakt").values_list("translation_key", flat=True))
    assert len(keys) == 1


def test_a_page_that_is_not_published_is_not_there(client, few_pages):
    ContentPage.objects.get(slug="kontakt", locale__language_code="nb").unpublish()
    gone = client.get("/kontakt/")
    assert (gone.status_code, gone["Location"]) == (302, "/")  # To the page above it.
    assert client.get("/en/kontakt/").status_code == 200


def lix(text):
    """The readability figure: words per sentence, and long words per hundred."""
    words = re.findall(r"[^\W\d_]+", text)
    sentences = len(re.findall(r"[.!?:]+(?:\s|$)|\n", text)) or 1
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


@pytest.mark.parametrize("starter", ["pages/nb", "pages/nn", "pages-plain/nb"])
def test_norwegian_pages_are_easy_to_read(settings, starter):
    for path in sorted((settings.ROOT / "starter" / starter).iterdir()):
        body = path.read_text(encoding="utf-8").partition("\n---\n")[2]
        plain = re.sub(r"\]\([^)]*\)|[\[*#]|\| /\S*|^:::.*$", " ", body, flags=re.MULTILINE)
        plain = "\n".join(line.strip(" -") for line in plain.splitlines() if line.strip(" -"))
        plain = plain or re.search(r"^lead: (.+)$", path.read_text("utf-8"), re.MULTILINE)[1]
        assert lix(plain) <= 40, f"{path.name}: LIX {lix(plain):.0f}"


@pytest.mark.parametrize("path", ["nb", "en", "ru"])
def test_no_page_uses_the_offices_words(settings, path):
    for page in (settings.ROOT / "starter/pages" / path).iterdir():
        text = page.read_text(encoding="utf-8").casefold()
        assert not re.search(r"\b(a finding|findings|verdict|clause|funn|klausul)\b", text), (
            page.name
        )
        assert "!" not in text, page.name


def test_a_slip_of_the_pen_is_told_with_its_place(tmp_path):
    for words in (
        "no head",
        "title: a\nb\n---\n",
        "title: a\n---\n::: lion\n",
        "title: a\n---\n::: facts\nx\n",
        "title: a\n---\n::: test\n+ yes | why\n",
        "title: a\n---\n::: test\n? q\n+ yes\n",
        "title: a\n---\n::: test\n? q\n- no | why\n",
        "title: a\n---\n::: do\n> moon: go\n",
    ):
        page = tmp_path / "x.md"
        page.write_text(words)
        with pytest.raises(PageError):
            read(page, prefix="")


def test_words_become_plain_html():
    assert rich("En **to** [tre](/x/).\n\n- a\n- b & c\n\n1. d", "/ru") == (
        '<p>En <b>to</b> <a href="/ru/x/">tre</a>.</p><ul><li>a</li><li>b &amp; c</li></ul>'
        "<ol><li>d</li></ol>"
    )
    assert rich("### Liten\n<script>", "") == "<h3>Liten</h3><p>&lt;script&gt;</p>"


def test_pages_for_another_house_have_no_word_of_the_first(settings):
    for path in (settings.ROOT / "starter/pages-plain").rglob("*.md"):
        text = path.read_text(encoding="utf-8").casefold()
        for word in ("barents", "баренц", "kirkenes", "киркенес", "russ", "росси", "norsk side"):
            assert word not in text, f"{path}: {word}"
