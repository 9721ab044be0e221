"""A public page is made once, and never holds anything of one visitor."""

import gzip
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory

from naboskap.accounts.tests.factories import UserFactory
from naboskap.disclosure.actions import touch_public
from naboskap.disclosure.queries import public_stamp
from naboskap.website import cache, stamp
from naboskap.website.models import ContentPage, HomePage

pytestmark = pytest.mark.django_db


def test_a_warm_page_costs_one_question(client, few_pages, django_assert_num_queries):
    client.get("/")
    cold = client.get("/")
    with django_assert_num_queries(1):
        warm = client.get("/")
    assert warm.content == cold.content
    assert warm["Cache-Control"] == "no-cache"
    assert warm["Vary"] == "Accept-Encoding"
    assert not warm.cookies
    assert "csrfmiddlewaretoken" not in warm.content.decode()


def test_a_page_that_may_not_be_kept_costs_nothing_more(client, django_assert_num_queries):
    client.get("/logg-inn/")
    with django_assert_num_queries(0):
        client.get("/vendor/finnes-ikke.txt")


def test_a_file_that_is_not_there_costs_where_an_old_address_leads(
    client, few_pages, django_assert_num_queries
):
    client.get("/finnes-ikke.txt")
    with django_assert_num_queries(2):  # The site, and its redirects.
        assert client.get("/finnes-ikke.txt").status_code == 404


def test_languages_are_kept_apart(client, few_pages):
    for _ in range(3):
        assert "Добрососедство" in client.get("/ru/").content.decode()
        assert "Good neighbourliness" in client.get("/en/").content.decode()


def test_a_change_by_the_editor_is_seen_at_once(client, few_pages):
    for _ in range(3):
        client.get("/")
    home = HomePage.objects.get(locale__language_code="nb")
    home.lead = "Noe helt nytt."
    home.save_revision().publish()
    assert "Noe helt nytt." in client.get("/").content.decode()


def test_a_change_elsewhere_makes_the_page_again(client, few_pages, django_assert_num_queries):
    for _ in range(3):
        client.get("/om-oss/")
    ContentPage.objects.filter(slug="om-oss").update(lead="Ny.")  # Unseen by the triggers.
    assert "Ny." not in client.get("/om-oss/").content.decode()
    touch_public()
    assert "Ny." in client.get("/om-oss/").content.decode()


def test_the_day_bounds_a_page(few_pages):
    shelf = cache.PublicPages(lambda request: cache.hold(HttpResponse("x")))
    request = RequestFactory().get("/")
    with time_machine.travel(datetime(2021, 10, 25, 9, 0, tzinfo=UTC), tick=False) as clock:
        shelf(request)
        shelf(request)
        made = next(iter(shelf.kept.values()))
        assert made.until == datetime(2021, 10, 25, 22, 0, tzinfo=UTC)
        clock.shift(14 * 3600)
        shelf(request)
        assert next(iter(shelf.kept.values())) is not made


def test_a_round_that_closes_bounds_a_page():
    closes = datetime(2021, 10, 25, 12, 0, tzinfo=UTC)
    with time_machine.travel(datetime(2021, 10, 25, 9, 0, tzinfo=UTC), tick=False):
        assert cache.hold(HttpResponse(), until=closes).held_until == closes


def test_whoever_is_signed_in_gets_a_page_of_their_own(few_pages):
    stranger, mine = Client(), Client()
    for _ in range(3):
        stranger.get("/")
    mine.force_login(UserFactory())
    answer = mine.get("/")
    assert "Cookie" in answer["Vary"]
    assert "ETag" not in answer
    assert "ETag" in stranger.get("/")


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "messages=abc"},
        {"QUERY_STRING": "q=" + "1" * cache.LONGEST},
        {"HTTP_HX_REQUEST": "true"},
        {"REQUEST_METHOD": "POST"},
        {"PATH_INFO": "/cms/"},
    ],
)
def test_only_a_plain_question_of_a_stranger_is_shared(headers):
    request = RequestFactory().get("/", **headers)
    if "HTTP_COOKIE" in headers:
        name, _, value = headers["HTTP_COOKIE"].partition("=")
        request.COOKIES[name] = value
    assert not cache.may_be_shared(request)


def with_cookie(request):
    response = cache.hold(HttpResponse("x"))
    response.set_cookie("a", "b")
    return response


def with_token(request):
    return cache.hold(HttpResponse(get_token(request)))


@pytest.mark.parametrize(
    "view",
    [
        with_cookie,
        with_token,
        lambda request: HttpResponse("not held"),
        lambda request: cache.hold(HttpResponse("x", status=404)),
        lambda request: cache.hold(HttpResponse("x" * (cache.LARGEST + 1))),
    ],
)
def test_what_holds_something_of_a_visitor_is_never_kept(view):
    shelf = cache.PublicPages(view)
    shelf(RequestFactory().get("/"))
    shelf(RequestFactory().get("/"))
    assert not any(shelf.kept.values())


def test_a_shelf_is_never_fuller_than_it_may_be():
    shelf = cache.PublicPages(lambda request: cache.hold(HttpResponse(request.path)))
    for number in range(cache.AT_MOST + 5):
        shelf(RequestFactory().get(f"/{number}/"))
    assert len(shelf.kept) == cache.AT_MOST
    assert "testserver /0/?" not in shelf.kept


def test_a_browser_that_has_the_page_is_told_so(client, few_pages):
    client.get("/")
    tag = client.get("/").headers["ETag"]
    again = client.get("/", headers={"if-none-match": tag})
    assert again.status_code == 304
    assert again.content == b""
    zipped = client.get("/", headers={"accept-encoding": "gzip, br"})
    assert gzip.decompress(zipped.content) == client.get("/").content


def test_every_watched_table_has_its_triggers():
    """SQLite drops the triggers of a table that a migration remakes; they are laid again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        there = {name for (name,) in cursor.fetchall()}
        tables = set(connection.introspection.table_names(cursor))
    assert set(stamp.WATCHED) <= tables
    for table in stamp.WATCHED:
        for event in ("insert", "update", "delete"):
            assert f"public_stamp_{table}_{event}" in there


def test_a_row_written_by_hand_moves_the_stamp():
    user = UserFactory()
    before = public_stamp()
    type(user).objects.filter(pk=user.pk).update(last_login=datetime(2021, 1, 1, tzinfo=UTC))
    assert public_stamp() == before
    type(user).objects.filter(pk=user.pk).update(name="Nytt navn")
    assert public_stamp() != before


def test_a_draft_that_is_saved_leaves_the_pages_as_they_are(few_pages):
    page = ContentPage.objects.get(slug="kontakt", locale__language_code="nb")
    before = public_stamp()
    page.lead = "Et utkast."
    draft = page.save_revision()
    page.save_revision(overwrite_revision=draft)
    assert public_stamp() == before
    draft.publish()
    assert public_stamp() != before
    for facts in ({"live": False}, {"title": "Ny"}, {"slug": "ny"}, {"url_path": "/ny/"}):
        before = public_stamp()
        ContentPage.objects.filter(pk=page.pk).update(**facts)
        assert public_stamp() != before, facts
        before = public_stamp()
        ContentPage.objects.filter(pk=page.pk).update(**facts)
        assert public_stamp() == before, facts
    before = public_stamp()
    page.refresh_from_db()
    page.delete()
    assert public_stamp() != before


def test_a_row_that_comes_or_goes_moves_the_stamp_also_where_columns_are_named():
    before = public_stamp()
    user = UserFactory()
    assert public_stamp() != before
    before = public_stamp()
    user.delete()
    assert public_stamp() != before


def test_laying_the_triggers_again_changes_nothing():
    stamp.lay_triggers()
    stamp.lay_triggers()


def test_what_is_searched_for_is_kept_apart_and_drives_no_page_out():
    asked = []

    def view(request):
        asked.append(request.get_full_path())
        return cache.hold(HttpResponse(request.META["QUERY_STRING"]))

    shelf = cache.PublicPages(view)
    for _ in range(3):
        shelf(RequestFactory().get("/"))
        assert shelf(RequestFactory().get("/?sok=elv")).content == b"sok=elv"
        assert shelf(RequestFactory().get("/?sok=fjell")).content == b"sok=fjell"
    assert asked.count("/") == asked.count("/?sok=elv") == 2  # Noted, then made to be kept.
    for number in range(cache.AT_MOST + 5):
        shelf(RequestFactory().get(f"/?sok={number}"))
    assert len(shelf.searched) == cache.AT_MOST
    shelf(RequestFactory().get("/"))
    assert asked.count("/") == 2
