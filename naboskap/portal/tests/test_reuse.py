import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.models import Application
from naboskap.applications.tests.factories import NOW, draft, fill, join
from naboskap.assessments.actions import send_application

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _autumn():
    with time_machine.travel(NOW, tick=True):
        yield


def at(name, application=None, language="en"):
    with translation.override(language):
        return reverse(f"portal:{name}", kwargs={"key": application.key} if application else {})


@pytest.mark.parametrize("language", ["nb", "en", "ru"])
def test_the_pages_show_what_comes_along(language, ours, application, lead):
    fill(application, by=lead)
    assert "Elva mellom oss" in ours.get(at("earlier", language=language)).content.decode()
    page = ours.get(at("reuse", application, language)).content.decode()
    assert "Partnerskolen" in page
    assert page.count("checked") == 6  # Five parts, and the same programme.


def test_a_draft_is_begun_once_and_says_where_its_texts_come_from(ours, application, lead):
    fill(application, by=lead)
    told = {"key": "k-9", "parts": ["basics", "texts"], "where": "ordinary:full"}
    for _click in range(2):
        answer = ours.post(at("reuse", application), told)
    new = Application.objects.get(key="k-9")
    assert answer.url == at("draft", new)
    assert new.title == "Elva mellom oss"
    shown = ours.get(at("texts", new)).content.decode()
    assert "Taken from your earlier application «Elva mellom oss», 2021." in shown
    assert at("read", application) in shown
    assert "Taken from" not in ours.get(at("texts", application)).content.decode()


def test_what_it_was_taken_from_is_named_to_whoever_may_know(ours, client, application, lead):
    join(application, UserFactory(), by=lead)
    application = fill(application, by=lead)
    number = send_application(application, by=lead).case_file.number
    ours.post(
        at("reuse", application), {"key": "k-9", "parts": ["texts"], "where": "ordinary:full"}
    )
    new = Application.objects.get(key="k-9")
    shown = ours.get(at("texts", new)).content.decode()
    assert f"Taken from your earlier application {number}, «Elva mellom oss», 2021." in shown
    client.force_login(join(new, UserFactory(), by=lead))
    theirs = client.get(at("texts", new)).content.decode()
    assert f"that you do not take part in: {number}, 2021." in theirs
    assert "Elva mellom oss" not in theirs
    assert at("read", application) not in theirs


def test_nothing_chosen_is_told_beside_the_field(ours, application, lead):
    fill(application, by=lead)
    answer = ours.post(at("reuse", application), {"key": "k-9", "where": "ordinary:full"})
    assert answer.status_code == 422
    assert "at least one part" in answer.content.decode()
    assert Application.objects.count() == 1


def test_an_empty_draft_has_nothing_to_take_over(ours, application):
    application.seats.update(organisation=None)
    assert "nothing in it yet" in ours.get(at("reuse", application)).content.decode()


def test_another_persons_application_is_not_found(client, application):
    client.force_login(UserFactory())
    for told in (None, {"key": "k", "parts": ["texts"], "where": "ordinary:full"}):
        page = at("reuse", application)
        assert (client.post(page, told) if told else client.get(page)).status_code == 404
    assert application.key not in client.get(at("earlier")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(rows, ours, application, lead):
    for _row in range(rows - 1):
        draft(lead, of=application.programme)
    ours.get(at("earlier"))
    with CaptureQueriesContext(connection) as asked:
        ours.get(at("earlier"))
    assert len(asked) <= 6, [one["sql"][:90] for one in asked]
