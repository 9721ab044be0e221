"""From a lesson to the matching part of one's own latest application."""

import pytest
from django.urls import reverse

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.models import Application
from naboskap.applications.tests.factories import draft

pytestmark = pytest.mark.django_db


def now(part):
    return reverse("portal:do-now", kwargs={"part": part})


@pytest.mark.parametrize(
    "part", ["basics", "pair", "texts", "activities", "participants", "money"]
)
def test_a_lesson_opens_its_part_of_the_draft(ours, application, part):
    assert ours.get(now(part)).url == reverse(f"portal:{part}", kwargs={"key": application.key})


def test_the_draft_that_was_written_in_last_is_opened(ours, application, lead):
    small = draft(lead, size="short")
    Application.objects.filter(pk=application.pk).update(changed_at="2020-01-01T00:00:00Z")

    answer = ours.get(now("money"))

    assert answer.url == reverse("portal:short", kwargs={"key": small.key}) + "#budget"


def test_who_writes_nothing_is_led_to_what_can_be_applied_for(client, application):
    client.force_login(UserFactory())

    assert client.get(now("money")).url == reverse("portal:choose")
    assert client.get(now("report")).url == reverse("portal:home")
    assert client.get(now("home")).url == reverse("portal:home")
    assert client.get(now("moon")).status_code == 404


def test_a_visitor_signs_in_first_and_comes_back(client):
    answer = client.get(now("money"))

    assert "logg-inn" in answer.url
    assert now("money") in answer.url.replace("%2F", "/")
