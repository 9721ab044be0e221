import json

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation

from naboskap.core import secretariat as house
from naboskap.core.errors import RuleNotMet
from naboskap.ui import answers, views

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_at(rf):
    def make(path="/"):
        request = rf.get(path)
        request.user = None
        return request

    return make


@pytest.mark.parametrize(
    ("path", "language", "words"),
    [
        ("/finnes-ikke/", "nb", "Vi finner ikke siden"),
        ("/en/finnes-ikke/", "en", "We cannot find the page"),
        ("/ru/finnes-ikke/", "ru", "Такой страницы нет"),
    ],
)
def test_a_missing_page_says_so_in_the_language_of_its_address(client, path, language, words):
    answer = client.get(path)
    text = answer.content.decode()
    assert answer.status_code == 404
    assert f'<html lang="{language}"' in text
    assert words in text
    assert "tel:+4778977050" in text
    assert house.secretariat().phone_answered[language] in text


@pytest.mark.parametrize(
    ("view", "problem", "status"),
    [
        (views.bad_request, SuspiciousOperation("x"), 400),
        (views.bad_request, RequestDataTooBig("x"), 413),
        (views.denied, PermissionDenied("secret words"), 403),
        (views.not_found, None, 404),
        (views.too_large, None, 413),
    ],
)
def test_each_refusal_has_a_page_that_keeps_the_secret(request_at, view, problem, status):
    answer = view(request_at("/ru/x/"), problem)
    assert answer.status_code == status
    text = answer.content.decode()
    assert "secret words" not in text
    assert "Отвечаем по-норвежски" in text


def test_a_form_that_was_open_too_long_says_what_to_do(request_at):
    assert views.form_expired(request_at("/en/x/")).status_code == 403


def test_a_fault_is_told_without_the_database(request_at, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = views.fault(request_at("/en/x/"))
        assert "We answer in Norwegian" in answer.content.decode()
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert "We answer in Norwegian, English and Russian." in answer.content.decode()


@pytest.fixture
def own_logo(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    facts = json.loads((settings.ROOT / "starter/secretariat.json").read_text())
    facts["logo"] = "ours.svg"
    (tmp_path / "secretariat.json").write_text(json.dumps(facts))
    house.secretariat.cache_clear()
    yield tmp_path / "ours.svg"
    house.secretariat.cache_clear()


def test_a_logo_in_the_data_folder_is_served(client, own_logo):
    assert client.get("/husets-merke").status_code == 404
    own_logo.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    answer = client.get("/husets-merke")
    assert answer["Content-Type"] == "image/svg+xml"
    assert b"<svg" in b"".join(answer.streaming_content)
    assert 'src="/husets-merke"' in client.get("/finnes-ikke/").content.decode()


def test_a_refusal_is_shown_and_kept_for_the_trail(rf):
    request = rf.post("/")
    request.session = {}
    request._messages = CookieStorage(request)
    refusal = RuleNotMet("APP-1", "Not yet.")
    answer = answers.refused(request, refusal, back_to="/min-side/")
    assert answer.url == "/min-side/"
    assert request.refusal is refusal
    assert [str(message) for message in get_messages(request)] == ["Not yet."]


def test_only_a_part_is_drawn_for_htmx(rf, settings, tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "page.html").write_text("whole {% include 'd/_lines.html' %}")
    (tmp_path / "d" / "_lines.html").write_text("lines")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    request = rf.get("/")
    request.user = None
    request.htmx = False
    assert answers.page(request, "d/page.html", {}, part="lines").content == b"whole lines"
    request.htmx = True
    assert answers.page(request, "d/page.html", {}, part="lines").content == b"lines"


@pytest.mark.parametrize("path", ["/saksbehandling/finnes-ikke/", "/cms/finnes-ikke/"])
def test_who_works_here_is_led_to_the_work_from_an_address_that_is_not_there(request_at, path):
    answer = views.not_found(request_at(path))

    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    assert 'href="/saksbehandling/saker/"' in main
    assert "/sok-stotte/" not in main


def test_anybody_else_is_led_to_what_is_for_all(request_at):
    answer = views.not_found(request_at("/min-side/finnes-ikke/"))

    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    assert "/saksbehandling/" not in main
    assert "/sok-stotte/" in main
