"""Where a link is shared: its title, its words and a picture; and nobody draws what they type."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from PIL import Image
from wagtail.images import get_image_model

from naboskap.accounts.tests.factories import UserFactory
from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.core.secretariat import secretariat
from naboskap.disclosure import actions as disclosure
from naboskap.disclosure.tests import canaries
from naboskap.network.tests.factories import EventFactory, IssueFactory
from naboskap.programmes.tests.factories import load_starter
from naboskap.projects.tests.factories import CardFactory
from naboskap.website.models import ContentPage
from naboskap.website.sharing import drawing, views
from naboskap.website.sharing.drawing import HEIGHT, WIDTH, Letters, Words, draw, wrapped
from naboskap.website.sharing.titles import address_of, drawable, words_for

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file that it draws into to be closed by whoever sweeps.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
SITE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    secretariat()  # Read before the data folder is another.
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "media"


def told(client, path):
    """Return what a page tells of itself outside, by property."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    rows = html.fromstring(answer.text).xpath("//meta[@property or @name]")
    return {one.get("property") or one.get("name"): one.get("content") for one in rows}


def fetched(client, path):
    """Return the picture that a page names, as it comes."""
    address = told(client, path)["og:image"]
    assert address.startswith(f"{SITE}/bilder/")
    answer = client.get(address.removeprefix(SITE))
    assert answer.status_code == 200, (path, address)
    return answer, Image.open(BytesIO(b"".join(answer)))


def test_a_page_is_told_with_title_words_and_picture(client, few_pages):
    for path, locale in (("/kontakt/", "nb_NO"), ("/ru/kontakt/", "ru_RU"), ("/", "nb_NO")):
        said = told(client, path)
        assert said["og:locale"] == locale
        assert said["og:title"]
        assert said["og:description"]
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert said["og:image:alt"] == said["og:title"]
        assert said["twitter:card"] == "summary_large_image"
        answer, picture = fetched(client, path)
        assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
        assert "public" in answer["Cache-Control"]
    assert told(client, "/")["og:title"] == secretariat().slogan["nb"]


def test_everything_public_has_one_that_is_there(client, few_pages):
    load_starter()
    card = CardFactory(title="Elva mellom oss")
    event, issue = (
        EventFactory(),
        IssueFactory(
            status="sent", sent_by=UserFactory(), begun_at=clock.now(), ended_at=clock.now()
        ),
    )
    paths = {
        "/ordninger/barentsmidler/": None,
        "/ordninger/barentsmidler/sporsmal/": None,
        "/nn/ordninger/": "Ordningar",
        "/se/ordninger/": None,
        f"/prosjekter/{card.slug}/": "Elva mellom oss",
        f"/ru/prosjekter/{card.slug}/": "Elva mellom oss",
        f"/arrangementer/{event.pk}/": event.title["nb"],
        f"/nyhetsbrev/utgaver/{issue.pk}/": issue.title["nb"],
        "/frister/": "Frister",
        "/prosjekter/": None,
        "/radgivere/": None,
        "/spor/": None,
        "/retningslinjer/ordinary-2021/": secretariat().slogan["nb"],
    }
    for path, title in paths.items():
        said = told(client, path)
        assert said["og:title"]
        assert said["og:description"]
        assert title is None or said["og:title"] == title, path
        assert not re.search(r"\b(the|that|programmes)\b", said["og:description"]), path
        fetched(client, path)


def test_nobody_has_words_of_their_own_drawn(client, few_pages):
    """WEB-75."""
    mine = address_of("Alt er gratis i dag", "nb")
    for path in (
        mine,
        "/bilder/deling/nb/Alt-er-gratis.png",
        "/bilder/deling/xx/" + mine.rpartition("/")[2],
        "/bilder/deling/nb/../../secret-key.png",
    ):
        assert client.get(path).status_code == 404
    assert not (views._folder("nb")).joinpath(mine.rpartition("/")[2]).exists()
    assert not list(views._folder("nb").glob("*.png"))


def test_a_draft_has_none_and_a_page_that_is_taken_down_takes_it_along(client, few_pages):
    page = ContentPage.objects.get(slug="kontakt", locale__language_code="nb")
    address = told(client, "/kontakt/")["og:image"].removeprefix(SITE)
    assert client.get(address).status_code == 200
    page.title = "Ring oss på natta"
    draft = page.save_revision()
    later = address_of("Ring oss på natta", "nb")
    assert client.get(later).status_code == 404
    draft.publish()
    assert client.get(address).status_code == 404  # What it was called is drawn no more.
    assert client.get(later).status_code == 200
    names = [one.name for one in views._folder("nb").glob("*.png")]
    assert names == [later.rpartition("/")[2]]
    ContentPage.objects.get(pk=page.pk).unpublish()
    assert client.get(later).status_code == 404


def test_a_hidden_project_has_none_and_no_name_gets_in(client, few_pages):
    card = CardFactory(title="Elva mellom oss", partner_name="Дом культуры «Чибисёнок»")
    address = told(client, f"/prosjekter/{card.slug}/")["og:image"].removeprefix(SITE)
    assert client.get(address).status_code == 200
    every = " ".join(words.title for words in drawable("nb").values())
    assert "Elva mellom oss" in every
    assert canaries.leaks(every + str(told(client, f"/prosjekter/{card.slug}/"))) == []
    disclosure.hide(card.subject_key, reason="x", by=SYSTEM)
    assert client.get(address).status_code == 404


def test_it_is_drawn_once(client, few_pages, monkeypatch, django_assert_num_queries):
    drawn = []
    monkeypatch.setattr(views, "draw", lambda words: drawn.append(words) or draw(words))
    address = told(client, "/kontakt/")["og:image"].removeprefix(SITE)
    for _number in range(2):
        client.get(address)
    with django_assert_num_queries(1):
        client.get(address)
    assert [one.title for one in drawn] == ["Kontakt"]


def test_the_editors_own_picture_goes_before(client, few_pages):
    out = BytesIO()
    Image.new("RGB", (1600, 1200), "teal").save(out, "JPEG")
    image = get_image_model().objects.create(
        title="Elv", file=SimpleUploadedFile("elv.jpg", out.getvalue())
    )
    page = ContentPage.objects.get(slug="kontakt", locale__language_code="nb")
    page.body = [("picture", {"image": image, "alt": "To ved elva.", "caption": ""})]
    page.save_revision().publish()
    assert told(client, "/kontakt/")["og:image:alt"] == "To ved elva."
    _answer, picture = fetched(client, "/kontakt/")
    assert (picture.format, picture.size) == ("JPEG", (WIDTH, HEIGHT))
    Path(image.file.path).unlink()
    image.renditions.all().delete()
    disclosure.touch_public()
    assert told(client, "/kontakt/")["og:image:alt"] == "Kontakt"  # The house's own, instead.


def test_another_picture_or_cut_has_another_address(client, few_pages):
    """Others keep what they have fetched by its address, for good."""

    def drawing(colour):
        out = BytesIO()
        Image.new("RGB", (1600, 1200), colour).save(out, "JPEG")
        return SimpleUploadedFile("elv.jpg", out.getvalue())

    image = get_image_model().objects.create(title="Elv", file=drawing("teal"))
    page = ContentPage.objects.get(slug="kontakt", locale__language_code="nb")
    page.body = [("picture", {"image": image, "alt": "To ved elva.", "caption": ""})]
    page.save_revision().publish()

    def address():
        fetched(client, "/kontakt/")
        return told(client, "/kontakt/")["og:image"]

    met = [address()]
    assert address() == met[0]
    image.focal_point_x, image.focal_point_y = 100, 1000
    image.focal_point_width = image.focal_point_height = 200
    image.save()
    met.append(address())
    # Written over, under the name that it had: its form draws the sizes anew.
    for colour in ("crimson", "gold"):
        Path(image.file.path).write_bytes(drawing(colour).read())
        image = get_image_model().objects.get(pk=image.pk)
        image._set_file_hash()
        image.save()
        image.renditions.all().delete()
        met.append(address())
    assert len(set(met)) == len(met)


@pytest.mark.parametrize("code", ["nb", "nn", "se", "en", "ru"])
def test_every_sign_of_every_language_is_in_the_letters(code):
    house = words_for("x", code)
    signs = {
        "nb": "æøåÆØÅ – «»",
        "nn": "æøåò",
        "se": "áčđŋšŧžÁČĐŊŠŦŽ",
        "en": "“quotes” – £",
        "ru": "АБВЁЖЩЪЫЭЮЯабвёжщъыэюя №«»—",
    }[code]
    letters = Letters(40, 600)
    known = frozenset().union(*(has for _font, has in letters.faces))
    assert {ord(sign) for sign in f"{signs}{house.house}{house.slogan}"} <= known


def test_a_title_is_wrapped_within_the_picture():
    long = "Samarbeidsavtaler og kommunesammenslåingsprosjekt " * 8
    for title in ("A", "Ord " * 30, long, "x" * 200, "Вопросы о поддержке и ответы"):
        set_title = drawing._set(title)
        assert all(
            set_title.letters.length(line) <= WIDTH - 2 * drawing.EDGE for line in set_title.lines
        )
        assert len(set_title.lines) * set_title.letters.size <= drawing.TITLE_ROOM
        assert draw(Words(title, "Huset", "Et slagord")).startswith(b"\x89PNG")
    letters = Letters(60, 600)
    assert " ".join(wrapped(["a", "b", "c"], letters, 50)) == "a b c"
    assert re.match(r"^Ord", drawing._set("Ord " * 30).lines[0])
