"""A draft is shown to its editor, in the editor's window, and to nobody else."""

import pytest
from django.test import Client

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.website.models import ContentPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(few_pages):
    page = ContentPage.objects.get(slug="kontakt", locale__language_code="nb")
    page.lead = "Et utkast."
    page.save_revision(user=UserFactory(roles=[Role.EDITOR]))
    return page


@pytest.fixture
def desk(few_pages, settings):
    settings.DEMONSTRATION = True
    editor = UserFactory(roles=[Role.EDITOR], is_demonstration=True)
    client = Client()
    client.force_login(editor)
    return client


def test_the_preview_shows_the_draft_framed_by_the_editor_alone(desk, draft):
    shown = desk.get(f"/cms/pages/{draft.pk}/view_draft/")
    assert "Et utkast." in shown.content.decode()
    policy = shown["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy
    assert shown["X-Frame-Options"] == "SAMEORIGIN"


def test_a_draft_is_never_kept_nor_shown_to_a_visitor(desk, draft, client):
    for _number in range(3):
        desk.get(f"/cms/pages/{draft.pk}/view_draft/")
        assert "Et utkast." not in client.get("/kontakt/").content.decode()
    assert client.get(f"/cms/pages/{draft.pk}/view_draft/").status_code == 302


def test_an_ordinary_page_may_stand_in_no_frame(client, few_pages):
    assert "frame-ancestors 'none'" in client.get("/kontakt/")["Content-Security-Policy"]


def test_a_translation_has_its_original_beside(desk, draft):
    english = ContentPage.objects.get(slug="kontakt", locale__language_code="en")
    assert [mode for mode, _name in english.preview_modes] == ["", "original"]
    assert [mode for mode, _name in draft.preview_modes] == [""]
    shown = english.make_preview_request(preview_mode="original").content.decode()
    assert '<html lang="nb"' in shown
