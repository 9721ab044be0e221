"""A page in another language: begun as a draft, and seen when its original moves on."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.errors import RuleNotMet
from naboskap.website.desk import translations
from naboskap.website.editing.links import Translation
from naboskap.website.editing.translating import mark_in_step, original_of, translate
from naboskap.website.models import ContentPage, LaidPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(few_pages):
    return UserFactory(roles=[Role.EDITOR])


@pytest.fixture
def other(few_pages):
    return UserFactory(roles=[Role.EDITOR])


def the_page(slug="kontakt", language="nb"):
    return ContentPage.objects.get(slug=slug, locale__language_code=language)


def new_page(slug, above=None):
    above = above or the_page().get_parent()
    page = ContentPage(title=slug.title(), slug=slug, lead="Norske ord.", locale=above.locale)
    above.add_child(instance=page)
    return page


def change(page, by, reader):
    page.lead = f"{page.lead} Endret."
    page.save_revision(user=by).publish(user=reader)


def test_a_page_is_begun_in_another_language_and_nobody_sees_it(client, editor):
    page = new_page("ny-side")
    made = translate(page, "en", by=editor)
    assert (made.locale.language_code, made.slug, made.live) == ("en", "ny-side", False)
    assert made.lead == "Norske ord."
    assert made.translation_key == page.translation_key
    assert original_of(made).original.pk == page.pk
    for _number in range(3):
        told = client.get("/en/ny-side/").content.decode()
        assert "This page is not in English yet" in told
        assert "Norske ord." not in told
    assert 'hreflang="en" href="http://127.0.0.1:8000/en/ny-side/"' not in (
        client.get("/ny-side/").content.decode()
    )


def test_a_page_is_translated_once_into_a_language(editor):
    with pytest.raises(RuleNotMet) as refused:
        translate(the_page(), "en", by=editor)
    assert refused.value.rule == "WEB-11"
    assert ContentPage.objects.filter(slug="kontakt").count() == 3


def test_the_page_above_is_translated_first(editor):
    below = new_page("under", above=new_page("over"))
    with pytest.raises(RuleNotMet, match="Over") as refused:
        translate(below, "ru", by=editor)
    assert refused.value.rule == "WEB-12"
    assert ContentPage.objects.filter(slug="under").count() == 1


def test_only_an_editor_translates():
    with pytest.raises(PermissionDenied):
        translate(ContentPage(), "en", by=UserFactory(roles=[Role.HEAD]))


def test_nothing_is_behind_when_the_house_is_new(few_pages):
    assert not original_of(the_page(language="en")).is_behind
    assert original_of(the_page()) is None


def test_a_change_of_the_original_leaves_its_translations_behind(editor, other):
    change(the_page(), editor, other)
    beside = original_of(the_page(language="ru"))
    assert beside.is_behind
    assert "/revisions/compare/" in beside.compare
    mark_in_step(the_page(language="ru"), by=other)
    assert not original_of(the_page(language="ru")).is_behind
    assert original_of(the_page(language="en")).is_behind
    assert Translation.objects.get().original_id == the_page().pk


def test_a_draft_of_the_original_leaves_nothing_behind(editor):
    page = the_page()
    page.lead = "Et utkast."
    page.save_revision(user=editor)
    assert not original_of(the_page(language="en")).is_behind


@pytest.fixture
def desk(rf, editor):
    def ask(view, *args, post=None):
        request = rf.get("/cms/") if post is None else rf.post("/cms/", post)
        request.user, request.session = editor, {}
        request._messages = type("Told", (list,), {"add": lambda self, *row: self.append(row)})()
        return view(request, *args)

    return ask


def test_the_desk_lists_what_is_behind_and_what_is_missing(desk, editor, other):
    change(the_page(), editor, other)
    new_page("bare-norsk")
    page = desk(translations.translations).content.decode()
    behind, missing = page.split("<h2>")[1:3]
    assert "English" in behind
    assert "русский" in behind
    assert "Bare-Norsk" in missing
    assert "Kontakt" not in missing


def test_one_goes_from_the_desk_to_the_draft(desk):
    page = new_page("ny-side")
    answer = desk(translations.translate_one, page.pk, post={"language": "en"})
    made = the_page("ny-side", "en")
    assert answer["Location"] == f"/cms/pages/{made.pk}/edit/"
    shown = desk(translations.translate_one, page.pk).content.decode()
    assert 'value="ru"' in shown
    assert 'value="en"' not in shown


def test_a_page_that_came_in_more_languages_is_asked_for_in_all_of_them(desk, editor):
    """The rest is asked for in those that people have, and no more."""
    contact, about = the_page(), the_page("om-oss")
    LaidPage.objects.create(language="nn", slug="kontakt", page=None)  # It came, and is gone.
    LaidPage.objects.create(language="se", slug="kontakt", page=None)
    ContentPage.objects.get(slug="om-oss", locale__language_code="ru").delete()
    text = desk(translations.translations).content.decode().split("<h2>")[2]
    rows = {one.split("</a>")[0].split(">")[-1]: one for one in text.split("<tr>")[2:]}
    assert "nynorsk" in rows[contact.title].casefold()
    assert "davvisámegiella" in rows[contact.title].casefold()
    assert "русский" in rows[about.title]
    assert "nynorsk" not in rows[about.title].casefold()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long(
    desk, editor, other, number, django_assert_max_num_queries
):
    for one in range(number):
        new_page(f"side-{one}")
    desk(translations.translations)
    with django_assert_max_num_queries(20):
        desk(translations.translations)


def test_the_list_asks_as_much_however_many_are_behind(desk, editor, other):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            page = desk(translations.translations).content.decode()
        return page.count("/revisions/compare/"), len(seen)

    ContentPage.objects.get(slug="kontakt", locale__language_code="ru").delete()
    change(the_page(), editor, other)
    asked()  # What is kept in memory is asked once.
    one, first = asked()
    change(the_page("om-oss"), editor, other)
    assert (one, asked()) == (1, (3, first))
