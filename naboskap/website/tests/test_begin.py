"""Where an editor begins: something new to write, what waits, and the way in from a page."""

import re

import pytest
from django.urls import reverse

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core import clock
from naboskap.website.cache import may_be_shared
from naboskap.website.models import ContentPage, HomePage, LibraryPage, NewsListPage, PageFault

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists(few_pages):
    front = HomePage.objects.get(locale__language_code="nb")
    for kind, slug in ((NewsListPage, "nyheter"), (LibraryPage, "bibliotek")):
        front.add_child(
            instance=kind(title=slug.capitalize(), slug=slug, lead="Alt.", locale=front.locale)
        )


@pytest.fixture
def people(settings):
    settings.DEMONSTRATION = True
    return [UserFactory(roles=[Role.EDITOR], is_demonstration=True) for _number in range(2)]


def the_page(code="nb"):
    return ContentPage.objects.get(slug="kontakt", locale__language_code=code)


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def fault(path, number):
    PageFault.objects.create(
        path=path, text="Feil.", language="nb", key=f"k{number}", told_at=clock.now()
    )


def test_the_desk_begins_with_what_one_may_write(client, lists, people):
    client.force_login(people[0])
    text = text_of(client, "/cms/")
    begin = text[text.index('id="begin-here"') :]
    begin = begin[: begin.index("</section>")]
    leads = re.findall(r'href="(/[^"]*)"', begin)
    news, library = NewsListPage.objects.get().pk, LibraryPage.objects.get().pk
    front = HomePage.objects.get(locale__language_code="nb").pk
    assert leads[:4] == [
        f"/cms/pages/add/website/newspage/{news}/",
        reverse("office:event-new"),
        f"/cms/pages/add/website/contentpage/{front}/",
        f"/cms/pages/add/website/publicationpage/{library}/",
    ]
    for href in leads[:4]:
        assert client.get(href).status_code == 200


def test_what_has_no_place_is_not_offered(client, few_pages, people):
    client.force_login(people[0])
    assert "/newspage/" not in text_of(client, "/cms/")


def test_the_menu_counts_what_waits(client, few_pages, people):
    writer, reader = people
    page = the_page().get_latest_revision_as_object()
    page.lead = "Ring oss nå."
    page.save_revision(user=writer)
    the_page().get_workflow().start(the_page(), writer)
    fault("/kontakt/", 1)
    fault("/frister/", 2)
    client.force_login(reader)
    text = text_of(client, "/cms/")
    assert "Skal leses (1)" in text
    assert "Feil p\\u00e5 sider (2)" in text
    assert "1 side venter på at du leser den" in text
    assert "2 feil på sider venter" in text
    assert 'id="awaiting-review-section"' in text
    client.force_login(writer)
    own = text_of(client, "/cms/")
    assert "Skal leses (" not in own
    assert "Ingen side venter på at du leser den" in own


def test_the_makers_help_is_not_in_the_menu(client, few_pages, people):
    client.force_login(people[0])
    text = text_of(client, "/cms/")
    assert "guide.wagtail.org" not in text
    assert "docs.wagtail.org" not in text


@pytest.mark.parametrize("code", ["nb", "en", "ru"])
def test_an_editor_goes_from_a_page_to_where_it_is_edited(client, few_pages, people, code):
    prefix = "" if code == "nb" else f"/{code}"
    edit = f"/cms/pages/{the_page(code).pk}/edit/"
    client.force_login(people[0])
    assert f'href="{edit}"' in text_of(client, f"{prefix}/kontakt/")
    client.force_login(UserFactory(roles=[Role.HEAD], is_demonstration=True))
    assert edit not in text_of(client, f"{prefix}/kontakt/")


def test_no_stranger_is_given_the_page_of_an_editor(client, few_pages, people):
    client.force_login(people[0])
    for _number in range(3):
        assert "/cms/pages/" in text_of(client, "/kontakt/")
    client.logout()
    for _number in range(3):
        assert "/cms/pages/" not in text_of(client, "/kontakt/")
    client.force_login(people[0])
    assert "/cms/pages/" in text_of(client, "/kontakt/")


def test_a_page_that_is_kept_for_all_never_asks_who_edits(rf, few_pages, people):
    """Also where somebody is known by other means than a session."""
    request = rf.get("/kontakt/")
    request.user = people[0]
    assert may_be_shared(request)
    assert "/cms/pages/" not in the_page().serve(request).content.decode()


def test_a_told_fault_leads_to_where_the_page_is_edited(client, few_pages, people):
    fault("/kontakt/", 1)
    fault("/en/kontakt/", 2)
    fault("/frister/", 3)
    fault("/", 4)
    client.force_login(people[0])
    text = text_of(client, "/cms/feil/")
    front = HomePage.objects.get(locale__language_code="nb")
    for page in (the_page(), the_page("en"), front):
        assert f'href="/cms/pages/{page.pk}/edit/"' in text
    assert text.count("Rediger siden") == 3
