"""Editors see where old addresses lead, make one, and undo one."""

from urllib.parse import unquote

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.website.finding.leading_on import make_redirect, undo_redirect
from naboskap.website.finding.missed import note_missed
from naboskap.website.models import ContentPage, MissedAddress

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(few_pages, settings):
    settings.DEMONSTRATION = True
    return UserFactory(roles=[Role.EDITOR], is_demonstration=True)


@pytest.mark.parametrize(
    "old", ["/gammel/", "gammel", " /gammel ", "http://127.0.0.1:8000/gammel/"]
)
def test_an_old_address_leads_on_as_it_was_written(client, editor, old):
    note_missed("/gammel/")
    if old == "gammel":
        with pytest.raises(RuleNotMet):
            make_redirect(old, "/kontakt/", by=editor)
        return
    made = make_redirect(old, "/kontakt/", by=editor)
    answer = client.get("/gammel/")
    assert (answer.status_code, answer["Location"]) == (302, "/kontakt/")
    assert MissedAddress.objects.get().settled_at
    (trace,) = trail_of(made)
    assert (trace.action, trace.actor_id) == ("website.make_redirect", editor.pk)
    assert trace.data == {"old": "/gammel", "to": "/kontakt/"}


def test_where_a_page_has_moved_from_leads_where_an_editor_says(
    client, editor, django_capture_on_commit_callbacks
):
    page = ContentPage.objects.get(slug="kontakt", locale__language_code="nb")
    page.slug = "ring-oss"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert client.get("/kontakt/")["Location"] == "/ring-oss/"
    made = make_redirect("/kontakt/", "/om-oss/", by=editor)
    assert client.get("/kontakt/")["Location"] == "/om-oss/"
    undo_redirect(made, by=editor)
    assert not Redirect.objects.filter(old_path="/kontakt").exists()


@pytest.mark.parametrize(
    "old",
    [
        "/kontakt/",
        "/frister/",
        "/",
        "https://example.org/x/",
        "",
        "//x.no/a",
        "http://[x/",
        "/cms/gammel/",
        "/a\nb/",
    ],
)
def test_where_a_page_is_nobody_is_led_away(editor, old):
    """WEB-17."""
    with pytest.raises(RuleNotMet) as refused:
        make_redirect(old, "/om-oss/", by=editor)
    assert refused.value.rule == "WEB-17"
    assert not Redirect.objects.exists()


@pytest.mark.parametrize(
    "old",
    [
        "/p%C3%A5-tur/",
        "/ru/%D1%85%D0%BE%D1%80/",
        "/artikkel.html",
        "/nyheter/2019/123456/",
        "/gammel/?id=3",
        "/artikkel.php?b=2&a=1",
    ],
)
def test_an_address_is_taken_as_a_browser_copies_it(client, editor, old):
    note_missed(unquote(old))
    make_redirect(old, "/kontakt/", by=editor)
    assert client.get(old)["Location"] == "/kontakt/"
    if "?" in old:  # Another question is another page.
        assert client.get(f"{old}4").status_code == 404
    assert not MissedAddress.objects.filter(path=unquote(old), settled_at=None).exists()


@pytest.mark.parametrize(
    "to", ["https://example.org/", "//example.org/", "/gammel/", "", "/finnes-ikke/"]
)
def test_nobody_is_led_away_from_the_site_or_in_a_ring(editor, to):
    with pytest.raises(RuleNotMet) as refused:
        make_redirect("/gammel/", to, by=editor)
    assert refused.value.rule == "WEB-3"


def test_nobody_is_led_in_a_ring_of_two(editor):
    make_redirect("/gammel/", "/kontakt/", by=editor)
    ContentPage.objects.get(slug="kontakt", locale__language_code="nb").delete()
    with pytest.raises(RuleNotMet) as refused:
        make_redirect("/kontakt/", "/gammel/", by=editor)
    assert refused.value.rule == "WEB-3"


def test_what_leads_nowhere_again_is_missed_again(editor):
    note_missed("/gammel/")
    undo_redirect(make_redirect("/gammel/", "/kontakt/", by=editor), by=editor)
    note_missed("/gammel/")
    missed = MissedAddress.objects.get()
    assert (missed.count, missed.settled_at) == (2, None)


def test_who_is_no_editor_makes_and_undoes_none(editor):
    made = make_redirect("/gammel/", "/kontakt/", by=editor)
    other = UserFactory(roles=[Role.HEAD])
    with pytest.raises(PermissionDenied):
        make_redirect("/annen/", "/kontakt/", by=other)
    with pytest.raises(PermissionDenied):
        undo_redirect(made, by=other)
    assert list(Redirect.objects.all()) == [made]


def test_an_editor_makes_one_sees_it_and_takes_it_away(client, editor):
    client.force_login(editor)
    page = "/cms/videresendinger/"
    assert page in client.get("/cms/").content.decode()
    assert "Ingen gammel adresse" in client.get(page).content.decode()
    told = client.post(page, {"old": "/gammel/", "to": "/kontakt/"}, follow=True)
    text = told.content.decode()
    assert "/gammel/" in text
    assert "/kontakt/" in text
    made = Redirect.objects.get()
    undo = f"{page}{made.pk}/bort/"
    assert undo in text
    asked = client.get(undo).content.decode()
    assert "/gammel/ sender nå videre til /kontakt/" in asked
    assert Redirect.objects.count() == 1  # Only asked.
    assert "Videresendingen er borte" in client.post(undo, follow=True).content.decode()
    assert client.get("/gammel/").status_code == 404
    assert [one.action for one in trail_of(made)] == [
        "website.make_redirect",
        "website.undo_redirect",
    ]


def test_what_was_typed_stands_when_it_is_refused(client, editor):
    client.force_login(editor)
    told = client.post("/cms/videresendinger/", {"old": "/kontakt/", "to": "/om-oss/"})
    text = told.content.decode()
    assert "Skriv den gamle adressen slik den sto på dette nettstedet" in text
    assert 'value="/kontakt/"' in text
    assert 'value="/om-oss/" selected' in text


def test_the_list_tells_what_came_by_itself_and_asks_no_more_for_many(client, editor):
    about = ContentPage.objects.get(slug="om-oss", locale__language_code="nb")
    about.unpublish()
    client.force_login(editor)
    client.get("/cms/videresendinger/")

    def asked():
        with CaptureQueriesContext(connection) as seen:
            text = client.get("/cms/videresendinger/").content.decode()
        return text, len(seen)

    text, few = asked()
    assert "Av seg selv" in text
    contact = ContentPage.objects.get(slug="kontakt", locale__language_code="nb")
    for number in range(3):
        Redirect.add_redirect(f"/gammel-{number}/", contact.page_ptr)
    Redirect.add_redirect("/artikkel/?id=3", contact.page_ptr)
    text, many = asked()
    assert "/artikkel?id=3<br>" in text
    assert text.count("/gammel-") >= 3
    assert many <= few + 4  # The page that they lead to, once.
    assert "/gammel-1/" in client.get("/cms/videresendinger/?q=gammel-1").content.decode()
    assert "/gammel-2/" not in client.get("/cms/videresendinger/?q=gammel-1").content.decode()
