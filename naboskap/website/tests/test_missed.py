"""A page that is not there: led on where it moved, else search and what is near, and noted."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core import clock
from naboskap.core.errors import RuleNotMet
from naboskap.website.finding import missed, views
from naboskap.website.finding.search import nearest_pages
from naboskap.website.models import ContentPage, MissedAddress

pytestmark = pytest.mark.django_db


def noted():
    return dict(MissedAddress.objects.values_list("path", "count"))


def test_a_missing_page_answers_with_search_and_what_is_near(client, few_pages):
    answer = client.get("/kontkat/?navn=Ola")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'action="/sok/"' in page
    assert 'href="/kontakt/"' in page
    russian = client.get("/ru/kontakter/").content.decode()
    assert '<html lang="ru"' in russian
    assert 'action="/ru/sok/"' in russian


def test_what_was_asked_for_is_counted_without_its_question_mark(client, few_pages):
    client.get("/for-skoler/tilskudd?navn=Ola")
    client.get("/for-skoler/tilskudd/?navn=Kari")
    assert noted() == {"/for-skoler/tilskudd/": 2}


NOT_NOTED = [
    "/wp-login.php",
    "/wp-admin/setup/",
    "/.env",
    "/min-side/finnes-ikke/",
    "/saksbehandling/finnes-ikke/",
    "/en/invitasjon/",
    "/ide/takk/hemmelig/",
    "/spor/hemmelig/",
    "/ru/samtale/hemmelig/",
    "/admin/",
    "/en/cms/hemmelig/",
    "/kari%40example.org/",
    "/01017012345/",
    "/a1b2c3d4e5f6a7b8c9d0e1f2/",
    "/" + "a" * 300 + "/",
    "/a/b/c/d/e/f/g/h/",
]


@pytest.mark.parametrize("path", NOT_NOTED)
def test_no_file_no_key_and_no_door_is_noted(client, few_pages, path):
    """WEB-1."""
    assert client.get(path).status_code in {302, 404}
    assert noted() == {}


def test_whoever_looks_for_holes_cannot_fill_the_list(client, few_pages, monkeypatch):
    """WEB-2."""
    monkeypatch.setattr(missed, "NEW_IN_AN_HOUR", 3)
    for number in range(5):
        assert client.get(f"/hull-{number}/").status_code == 404
    assert len(noted()) == 3
    client.get("/hull-1/")
    assert noted()["/hull-1/"] == 2
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        client.get("/hull-9/")
    assert len(noted()) == 4


def test_an_editor_leads_it_on(client, few_pages):
    client.get("/for-skolar/")
    row = MissedAddress.objects.get()
    missed.lead_on(row, "/kontakt/", by=UserFactory(roles=[Role.EDITOR]))
    answer = client.get("/for-skolar/")
    assert (answer.status_code, answer["Location"]) == (302, "/kontakt/")
    row.refresh_from_db()
    assert row.settled_at is not None


@pytest.mark.parametrize("to", ["https://example.org/", "//example.org", "/\\example.org", ""])
def test_nobody_is_led_away_from_the_site(few_pages, to):
    """WEB-3."""
    missed.note_missed("/for-skolar/")
    with pytest.raises(RuleNotMet) as refused:
        missed.lead_on(MissedAddress.objects.get(), to, by=UserFactory(roles=[Role.EDITOR]))
    assert refused.value.rule == "WEB-3"
    assert not Redirect.objects.exists()


def test_only_an_editor_leads_on(few_pages):
    missed.note_missed("/for-skolar/")
    row = MissedAddress.objects.get()
    for act in (lambda by: missed.lead_on(row, "/", by=by), lambda by: missed.settle(row, by=by)):
        with pytest.raises(PermissionDenied):
            act(UserFactory(roles=[Role.HEAD]))
    row.refresh_from_db()
    assert row.settled_at is None
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("code", ["nb", "en", "ru"])
def test_a_page_that_moved_is_found_at_its_old_address(
    client, few_pages, code, django_capture_on_commit_callbacks
):
    prefix = "" if code == "nb" else f"/{code}"
    page = ContentPage.objects.get(slug="om-oss", locale__language_code=code)
    page.slug = "hvem-vi-er"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    answer = client.get(f"{prefix}/om-oss/")
    assert (answer.status_code, answer["Location"]) == (301, f"{prefix}/hvem-vi-er/")
    assert noted() == {}


@pytest.mark.parametrize("code", ["nb", "en", "ru"])
@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_a_page_that_was_taken_down_leads_to_the_one_above_it(client, few_pages, code, act):
    prefix = "" if code == "nb" else f"/{code}"
    page = ContentPage.objects.get(slug="om-oss", locale__language_code=code)
    getattr(page, act)()
    answer = client.get(f"{prefix}/om-oss/")
    assert (answer.status_code, answer["Location"]) == (302, f"{prefix}/")
    if act == "unpublish":
        Page.objects.get(pk=page.pk).specific.save_revision().publish()
        assert client.get(f"{prefix}/om-oss/").status_code == 200


def test_the_page_comes_whatever_is_wrong_with_the_list(client, few_pages, monkeypatch):
    def broken(*_args):
        raise DatabaseError

    monkeypatch.setattr(views, "note_missed", broken)
    answer = client.get("/finnes-ikke/")
    assert answer.status_code == 404
    assert "Vi finner ikke siden" in answer.content.decode()


def test_a_missing_page_costs_the_same_however_long_the_list(
    client, few_pages, django_assert_max_num_queries
):
    client.get("/ting-null/")
    for number in range(3):
        with django_assert_max_num_queries(18):
            client.get(f"/ting-{number}/")


@pytest.mark.parametrize(
    "path", ["/databehandling/", "/administrasjonen/", "/media-og-presse/", "/ru/apitest/"]
)
def test_a_page_whose_address_begins_like_a_door_is_noted(few_pages, path):
    missed.note_missed(path)
    assert set(noted()) == {path}


def test_in_a_full_list_one_that_is_settled_or_asked_for_once_makes_room(few_pages, monkeypatch):
    """WEB-8."""
    monkeypatch.setattr(missed, "FULLEST", 3)
    for number, path in enumerate(["/ofte/", "/ofte/", "/gammel/", "/nyere/"]):
        with time_machine.travel(clock.now() + timedelta(minutes=number)):
            missed.note_missed(path)
    with time_machine.travel(clock.now() + timedelta(minutes=10)):
        missed.note_missed("/ny/")
        assert noted() == {"/ofte/": 2, "/nyere/": 1, "/ny/": 1}
        often = MissedAddress.objects.get(path="/ofte/")
        missed.settle(often, by=UserFactory(roles=[Role.EDITOR]))
        missed.note_missed("/nyest/")
    assert set(noted()) == {"/nyere/", "/ny/", "/nyest/"}


def test_no_more_words_of_an_address_are_looked_for_than_of_a_search(few_pages):
    few = " ".join(f"zz{number:02}" for number in range(11))
    assert nearest_pages(f"{few} kontakt", "nb")
    assert not nearest_pages(f"{few} zz99 kontakt", "nb")
