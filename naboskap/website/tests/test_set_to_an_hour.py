"""What is set to an hour comes out and goes away at it, and no kept page lags behind."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.audit.queries import trail_of
from naboskap.core.errors import RuleNotMet
from naboskap.notifications.models import Message
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


def test_one_page_that_cannot_come_out_stops_no_other(client, few_pages, caplog):
    writer, reader = (UserFactory(roles=[Role.EDITOR]) for _number in range(2))
    bad = ContentPage.objects.get(slug="om-oss", locale__language_code="nb")
    for page in (bad, the_page()):
        page.lead = "Nytt nummer."
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision(user=writer).publish(user=reader)
    broken = bad.get_latest_revision()
    broken.content = {**broken.content, "slug": "kontakt"}  # Another page has that address.
    broken.save()
    past = ContentPage.objects.get(slug="kontakt", locale__language_code="en")
    past.expire_at = timezone.now() + timedelta(hours=1)
    past.save()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert run_due() == 2
        assert "Nytt nummer." in seen(client)
        assert not ContentPage.objects.get(pk=past.pk).live
        assert run_due() == 0
    told = Message.objects.filter(kind="website.page_stopped")
    assert {one.address for one in told} == {writer.email, reader.email}
    assert told.count() == 2
    assert "Nytt" not in told.first().body
    bad.refresh_from_db()
    assert bad.lead != "Nytt nummer."


def test_what_would_be_taken_down_at_once_is_not_published(few_pages):
    writer, reader = (UserFactory(roles=[Role.EDITOR]) for _number in range(2))
    page = the_page()
    page.lead = "For sent."
    page.expire_at = timezone.now() + timedelta(hours=1)
    version = page.save_revision(user=writer)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        with pytest.raises(RuleNotMet) as refused:
            version.publish(user=reader)
        assert refused.value.rule == "WEB-52"
    assert the_page().lead != "For sent."
    assert the_page().live


def test_what_is_set_to_an_hour_is_not_yet_published_and_leaves_that_trace(few_pages):
    writer, reader = (UserFactory(roles=[Role.EDITOR]) for _number in range(2))
    page = the_page()
    page.go_live_at = timezone.now() + timedelta(hours=2)
    page.save_revision(user=writer).publish(user=reader)
    assert [one.action for one in trail_of(the_page())] == ["website.schedule_page"]
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        run_due()
    assert [one.action for one in trail_of(the_page())] == [
        "website.schedule_page",
        "website.publish_page",
    ]


def test_a_page_that_is_set_to_an_hour_is_locked_until_then(client, few_pages, settings):
    settings.DEMONSTRATION = True
    writer, reader = (
        UserFactory(roles=[Role.EDITOR], is_demonstration=True) for _number in range(2)
    )
    page = the_page()
    page.lead = "Lest."
    page.go_live_at = timezone.now() + timedelta(hours=2)
    page.save_revision(user=writer).publish(user=reader)
    before = the_page().latest_revision_id
    at = f"/cms/pages/{page.pk}"
    form = {
        "title": "Kontakt", "slug": "kontakt", "lead": "Senere ord.", "body-count": "0",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    for editor in (writer, reader):
        client.force_login(editor)
        client.post(f"{at}/edit/", form)
        assert the_page().latest_revision_id == before
    client.post(f"{at}/revisions/{before}/unschedule/")
    client.post(f"{at}/edit/", form)
    assert the_page().get_latest_revision().content["lead"] == "Senere ord."


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
