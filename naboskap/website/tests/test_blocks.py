"""The blocks of a page, as an editor fills them in and as the starter writes them."""

import pytest
from django.core.exceptions import ValidationError

from naboskap.website.actions import load_pages
from naboskap.website.blocks import Address
from naboskap.website.editing.words import is_whole
from naboskap.website.models import ContentPage, HomePage, LessonPage
from naboskap.website.written import PageError, read

pytestmark = pytest.mark.django_db

WRITTEN = """title: Alt
lead: Alle slag.
---
::: callout Husk
Fristen er **i dag**.

::: table Hvem avgjør
Beløp | Hvem
Under 400 000 kroner | Administrasjonen

::: video Et møte
https://film.example.org/mote
Fem minutter, med undertekster.

::: map Hvor vi er
::: figures Tall
::: projects Nye prosjekter
::: deadline
"""


@pytest.fixture
def shown(client, few_pages, tmp_path):
    def show(text):
        (tmp_path / "alt.md").write_text(text, encoding="utf-8")
        page = ContentPage.objects.get(slug="kontakt", locale__language_code="nb")
        page.body = read(tmp_path / "alt.md", prefix="").blocks
        page.save_revision().publish()
        return client.get("/kontakt/").content.decode()

    return show


def test_what_the_starter_writes_is_shown(shown):
    page = shown(WRITTEN)
    assert "kan ikke vises" not in page
    assert "<b>i dag</b>" in page
    assert '<th scope="col">Beløp</th>' in page
    assert "<caption>Hvem avgjør</caption>" in page
    assert "film.example.org" in page
    assert "<iframe" not in page
    assert 'class="nk-map"' in page


@pytest.mark.parametrize(
    "block",
    [
        "::: table Skjev\nA | B\nbare en",
        "::: table Tom\nA | B",
        "::: video Uten adresse\nEn film.",
        "::: figures Tall\n2021",
    ],
)
def test_a_slip_of_the_pen_stops_the_load(tmp_path, block):
    (tmp_path / "x.md").write_text(f"title: X\nlead: Y\n---\n{block}\n", encoding="utf-8")
    with pytest.raises(PageError):
        read(tmp_path / "x.md", prefix="")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "//example.org/", "/\\example.org", "http://example.org",
        "data:text/html,x", "example.org", "https://", "/a b", "/a\\b", "mailto:",
    ],
)  # fmt: skip
def test_a_link_leads_nowhere_strange(address):
    with pytest.raises(ValidationError):
        Address().clean(address)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/sokeskolen/?a=b#c",
        "#del",
        "https://example.org/a",
        "mailto:a@example.org",
        "tel:+47",
    ],
)
def test_a_link_leads_on(address):
    assert Address().clean(address) == address


def test_what_comes_with_the_house_is_whole():
    load_pages()
    pages = [*ContentPage.objects.all(), *HomePage.objects.all(), *LessonPage.objects.all()]
    assert [page.url_path for page in pages if not is_whole(page)] == []
