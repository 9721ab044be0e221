"""An editor's words about a programme stand on its own page, and have no other address."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree
from PIL import Image as Drawn
from wagtail.images import get_image_model

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.errors import RuleNotMet
from naboskap.programmes.tests.factories import load_starter
from naboskap.website.editing.translating import languages_without, translate
from naboskap.website.models import HomePage, ProgrammePage

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file that it draws into to be closed by whoever sweeps.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
SLUG = "barentsmidler"
HERE = f"/ordninger/{SLUG}/"


@pytest.fixture
def house(few_pages):
    load_starter()


@pytest.fixture
def writer(house):
    return UserFactory(roles=[Role.EDITOR])


@pytest.fixture
def reader(house):
    return UserFactory(roles=[Role.EDITOR])


def home(code="nb"):
    return HomePage.objects.get(locale__language_code=code)


def draft(by=None, programme=SLUG, code="nb", **facts):
    """Write words about a programme, as a draft."""
    above = home(code)
    page = ProgrammePage(
        title=f"Ord om {programme}",
        programme=programme,
        lead="Til folk som møtes.",
        locale=above.locale,
        live=False,
        body=[("text", {"heading": "Slik gjør andre det", "text": "<p>De bygger en bru.</p>"})],
        **facts,
    )
    above.add_child(instance=page)
    page.save_revision(user=by)
    return page


def send(page, by):
    page.get_workflow().start(page, by)


def act(page, by, name, **more):
    page = ProgrammePage.objects.get(pk=page.pk)
    page.current_workflow_task.on_action(page.current_workflow_task_state, by, name, **more)


def published(**facts):
    page = draft(**facts)
    page.get_latest_revision().publish()
    return ProgrammePage.objects.get(pk=page.pk)


def test_words_come_out_beside_the_data_when_a_second_reader_says_yes(client, writer, reader):
    for _number in range(3):
        before = client.get(HERE).text
    page = draft(writer)
    send(page, writer)
    assert client.get(HERE).text == before
    with pytest.raises(RuleNotMet) as refused:
        page.get_latest_revision().publish(user=writer)
    assert refused.value.rule == "WEB-9"
    assert client.get(HERE).text == before
    act(page, reader, "approve")
    after = client.get(HERE).text
    main = after.partition("<main")[2]
    assert '<p class="nk-lead">Til folk som møtes.</p>' in main
    assert main.index("Slik gjør andre det") < main.index("De bygger en bru.")
    assert main.index("De bygger en bru.") < main.index('<dl class="nk-facts">')
    assert "Ord om" not in after  # The programme bears its own name.


def test_without_words_the_page_is_as_it_was(client, house):
    before = client.get(HERE).text
    page = published()
    assert client.get(HERE).text != before
    assert "De bygger en bru." not in client.get(f"/en{HERE}").text
    page.unpublish()
    assert client.get(HERE).text == before


def test_a_kept_page_costs_one_statement_and_is_never_old(
    client, house, django_assert_num_queries
):
    page = published()
    for _number in range(2):
        client.get(HERE)
    with django_assert_num_queries(1):
        assert "De bygger en bru." in client.get(HERE).text
    page.lead = "Nye ord."
    page.save_revision().publish()
    assert "Nye ord." in client.get(HERE).text
    page.unpublish()
    assert "Nye ord." not in client.get(HERE).text


def test_words_cost_no_more_than_none_where_the_page_is_made(client, house):
    def asked(key):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{HERE}?{key}").status_code == 200
        return len(queries)

    client.get(HERE)
    without = asked("first")
    published()
    assert asked("second") == without


def test_the_words_have_one_address(client, house):
    page = published()
    assert page.get_url() == HERE
    told = client.get(f"/{page.slug}/")
    assert (told.status_code, told["Location"]) == (301, HERE)
    found = [
        one.text for one in etree.fromstring(client.get("/sitemap.xml").content).iter("{*}loc")
    ]
    assert found.count(f"http://127.0.0.1:8000{HERE}") == 1
    assert not [one for one in found if page.slug in one]
    text = client.get(HERE).text
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{HERE}">' in text
    hits = client.get("/sok/", {"sok": "bru"}).text.partition("<main")[2]
    assert hits.count(f'href="{HERE}"') == 1
    assert f'href="/{page.slug}/"' not in hits


def test_words_that_are_taken_down_leave_the_programme_where_it_is(client, house):
    published().unpublish()
    assert client.get(HERE).status_code == 200
    assert client.get(f"/{ProgrammePage.objects.get().slug}/").status_code == 404


def test_a_programme_has_one_such_page_in_a_language(house):
    published()
    with pytest.raises(ValidationError) as refused:
        draft(slug="en-til")
    assert "programme" in refused.value.message_dict
    assert ProgrammePage.objects.count() == 1
    twin = draft(code="en")
    assert (
        twin.translation_key
        == ProgrammePage.objects.get(locale__language_code="nb").translation_key
    )
    assert draft(programme="barentskult").translation_key != twin.translation_key


def test_words_are_written_where_the_programme_is_told(writer, reader):
    assert ProgrammePage.told_in() == ["nb", "nn", "en", "ru"]
    page = published()
    assert languages_without(page) == ["nn", "en", "ru"]
    with pytest.raises(RuleNotMet) as refused:
        translate(page, "se", by=writer)
    assert refused.value.rule == "WEB-71"
    assert ProgrammePage.objects.count() == 1


def test_they_are_translated_as_other_pages_are(client, writer, reader):
    made = translate(published(), "ru", by=writer)
    assert (made.programme, made.live) == (SLUG, False)
    made.lead = "Для тех, кто встречается."
    made.save_revision(user=writer)
    send(made, writer)
    assert "Для тех" not in client.get(f"/ru{HERE}").text
    act(made, reader, "approve")
    assert "Для тех, кто встречается." in client.get(f"/ru{HERE}").text
    assert "Til folk som møtes." in client.get(HERE).text


def test_the_preview_is_the_programmes_page_with_the_drafts_words(client, writer, settings):
    settings.DEMONSTRATION = True
    page = draft(writer)
    desk = Client()
    desk.force_login(UserFactory(roles=[Role.EDITOR], is_demonstration=True))
    shown = desk.get(f"/cms/pages/{page.pk}/view_draft/").text
    assert "De bygger en bru." in shown
    assert '<h2 id="deadlines">' in shown
    assert "De bygger en bru." not in client.get(HERE).text


def test_the_form_asks_for_a_programme_once(writer, settings):
    settings.DEMONSTRATION = True
    desk = Client()
    desk.force_login(UserFactory(roles=[Role.EDITOR], is_demonstration=True))
    new = desk.get(f"/cms/pages/add/website/programmepage/{home().pk}/").text
    assert f'<option value="{SLUG}">' in new
    page = draft(writer)
    kept = desk.get(f"/cms/pages/{page.pk}/edit/").text
    chosen = kept[kept.index('name="programme"') :]
    assert "disabled" in chosen[: chosen.index(">")]


def test_a_correction_is_told(client, house):
    published(corrected_on="2021-10-01", correction="Fristen er 1. mai.")
    assert "Fristen er 1. mai." in client.get(HERE).text


def test_nobody_makes_a_copy(writer):
    page = published()
    assert not page.permissions_for_user(writer).can_copy()
    assert not home().permissions_for_user(writer).can_copy()


def test_a_picture_has_its_words(client, house, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    out = BytesIO()
    Drawn.new("RGB", (1600, 900), "teal").save(out, "JPEG")
    picture = get_image_model().objects.create(
        title="Bru", file=SimpleUploadedFile("bru.jpg", out.getvalue())
    )
    with pytest.raises(ValidationError) as refused:
        draft(picture=picture, picture_alt=" ")
    assert "picture_alt" in refused.value.message_dict
    ProgrammePage.objects.get().delete()  # The row of a draft stands; no version of it does.
    published(picture=picture, picture_alt="To bygger en bru.")
    page = client.get(HERE).text
    tag = page[page.index('<div class="nk-picture nk-picture--head">') :]
    assert 'alt="To bygger en bru."' in tag[: tag.index("</div>")]


def test_a_part_that_fails_is_not_kept(client, house, monkeypatch):
    published()
    for _number in range(2):
        client.get(HERE)
    monkeypatch.setattr("naboskap.website.blocks.Text.render", lambda *_a, **_k: 1 / 0)
    published(programme="barentskult")
    broken = client.get("/ordninger/barentskult/")
    assert broken.status_code == 200
    assert "ETag" not in client.get("/ordninger/barentskult/")
