"""A part of a page that fails leaves the others standing."""

import logging

import pytest

from naboskap.website import blocks
from naboskap.website.models import ContentPage, HomePage

pytestmark = pytest.mark.django_db
SECRET = "Жужелица Щукогорьева"


@pytest.fixture
def failing(monkeypatch):
    """Let every text block fail as code of ours might, with somebody's name in its words."""

    def fail(self, *args, **kwargs):
        raise ValueError(SECRET)

    def let(kind):
        monkeypatch.setattr(kind, "render", fail)
        return monkeypatch

    return let


def test_the_rest_of_the_page_is_shown_and_the_fault_logged(client, few_pages, failing, caplog):
    page = ContentPage.objects.get(slug="kontakt", locale__language_code="nb")
    page.body = [
        ("text", {"heading": "Først", "text": "<p>Det første.</p>"}),
        ("facts", {"heading": "Så", "rows": []}),
        ("text", {"heading": "Sist", "text": "<p>Det siste.</p>"}),
    ]
    page.save_revision().publish()
    mended = failing(blocks.Facts)
    with caplog.at_level(logging.ERROR):
        for _number in range(3):
            answer = client.get("/kontakt/")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Det første." in shown
    assert "Det siste." in shown
    assert "En del av denne siden kan ikke vises" in shown
    assert SECRET not in shown
    assert "A part of a page could not be drawn: facts" in caplog.messages
    assert SECRET not in "".join(caplog.messages)
    mended.undo()
    assert "kan ikke vises" not in client.get("/kontakt/").content.decode()


def test_the_front_page_stands_with_a_part_that_fails(client, few_pages, failing):
    parts = len(HomePage.objects.get(locale__language_code="nb").body)
    failing(blocks.Section)
    shown = client.get("/").content.decode()
    assert shown.count("kan ikke vises akkurat nå") == parts > 1
    assert "Godt naboskap" in shown
