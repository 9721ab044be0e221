"""What is set to an hour comes out and goes away at it, and no kept page lags behind."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.website.models import ContentPage
from naboskap.website.tasks import run_due

pytestmark = pytest.mark.django_db


def the_page():
    return ContentPage.objects.get(slug="kontakt", locale__language_code="nb")


def seen(client):
    return client.get("/kontakt/").content.decode()


def test_it_comes_out_at_its_hour_and_not_before(client, few_pages):
    writer, reader = (UserFactory(roles=[Role.EDITOR]) for _number in range(2))
    page = the_page()
    page.lead = "Nytt nummer."
    page.go_live_at = timezone.now() + timedelta(hours=2)
    page.save_revision(user=writer).publish(user=reader)
    for _number in range(3):
        assert "Nytt nummer." not in seen(client)
    assert run_due() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=59)):
        assert run_due() == 0
        assert "Nytt nummer." not in seen(client)
    with time_machine.travel(timezone.now() + timedelta(hours=2, seconds=1)):
        assert run_due() == 1
        assert "Nytt nummer." in seen(client)
        assert run_due() == 0


def test_later_words_do_not_ride_along(client, few_pages):
    writer, reader = (UserFactory(roles=[Role.EDITOR]) for _number in range(2))
    page = the_page()
    page.lead = "Lest."
    page.go_live_at = timezone.now() + timedelta(hours=2)
    page.save_revision(user=writer).publish(user=reader)
    later = the_page().get_latest_revision_as_object()
    later.lead = "Ikke lest."
    later.save_revision(user=writer)
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        run_due()
        assert "Ikke lest." not in seen(client)
        assert "Lest." in seen(client)


def test_it_goes_away_at_its_hour_and_leads_up(client, few_pages):
    writer, reader = (UserFactory(roles=[Role.EDITOR]) for _number in range(2))
    page = the_page()
    page.expire_at = timezone.now() + timedelta(hours=2)
    page.save_revision(user=writer).publish(user=reader)
    for _number in range(3):
        assert client.get("/kontakt/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=2, seconds=1)):
        assert run_due() == 1
        assert client.get("/kontakt/")["Location"] == "/"


def test_a_page_whose_address_changes_leads_on(
    client, few_pages, django_capture_on_commit_callbacks
):
    writer, reader = (UserFactory(roles=[Role.EDITOR]) for _number in range(2))
    page = the_page()
    page.slug = "snakk-med-oss"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision(user=writer).publish(user=reader)
    answer = client.get("/kontakt/")
    assert answer.status_code in {301, 302}
    assert answer["Location"].endswith("/snakk-med-oss/")
