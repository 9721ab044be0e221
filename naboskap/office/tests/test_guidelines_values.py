"""The values of a paragraph where it is written: told in short, folded, and missed when empty."""

import re

import pytest

from naboskap.accounts.models import Role
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import begin_version, load_guidelines
from naboskap.guidelines.models import Version
from naboskap.guidelines.tests.factories import every_row
from naboskap.office.tests.test_guidelines_reach import a_day
from naboskap.office.tests.test_guidelines_written import clause, path, typed
from naboskap.office.tests.test_ideas import enter

PAGE = "/saksbehandling/retningslinjer/made/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(client):
    load_guidelines(every_row(), by=SYSTEM)
    editor = enter(client, Role.EDITOR)
    name = {"nb": "Ny", "en": "New", "ru": "Новая"}
    source = Version.objects.get(slug="ordinary-2021")
    return begin_version(source, slug="made", name=name, by=editor)


def test_an_emptied_value_is_told_beside_its_field_and_the_paragraph_is_saved(client, made):
    row = clause(made)
    answer = client.post(path(made, row), typed(client, row, p_percent=""))
    assert answer.url == f"{path(made, row)}#id_p_percent"
    assert clause(made).parameters["percent"] is None
    page = client.get(path(made, row)).text
    assert "Punktet er lagret." in page
    assert page.count("Teksten bruker denne verdien, men den er tom.") == 1
    assert page.index('id="id_p_percent"') < page.index("Teksten bruker denne verdien")
    assert "Teksten bruker en verdi som er tom:" in client.get(path(made)).text
    version = client.get(PAGE).text
    assert "Teksten bruker en verdi som er tom:" in version
    assert f"{path(made, row)}#id_p_percent" in version
    assert "4.1 {percent}" in client.post(f"{PAGE}dag/", a_day()).text
    made.refresh_from_db()
    assert made.proposed_from is None


def test_a_value_that_is_there_is_not_told_of(client, made):
    assert "men den er tom" not in client.get(path(made, clause(made))).text
    assert "Teksten bruker en verdi som er tom:" not in client.get(PAGE).text


def test_the_list_says_what_is_set_and_not_the_kind_alone(client, made):
    page = client.get(path(made)).text.replace("\xa0", " ")
    assert "<strong>70 prosent; næring: 50 prosent</strong>" in page
    assert "4.2" in page


def test_what_is_not_used_is_folded_and_what_is_filled_in_is_not(client, made):
    def shown(page):
        above, folded = re.search(
            r"Regelen</h2>(.*?)<details(.*?)</details>", page, re.DOTALL
        ).groups()
        return set(re.findall(r'name="(p_\w+)"', above)), set(
            re.findall(r'name="(p_\w+)"', folded)
        )

    row = clause(made)
    above, folded = shown(client.get(path(made, row)).text)
    assert above == {"p_percent", "p_by_theme_business"}
    assert {"p_by_theme_culture", "p_of_categories", "p_whole_below"} <= folded
    typed_in = typed(client, row, p_by_theme_culture="101", p_whole_below="20 000")
    above, folded = shown(client.post(path(made, row), typed_in).text)  # Refused: 101.
    assert {"p_percent", "p_by_theme_culture", "p_whole_below"} <= above
    assert "p_of_categories" in folded
    assert client.post(path(made, row), typed_in | {"p_by_theme_culture": "40"}).status_code == 302
    above, folded = shown(client.get(path(made, row)).text)
    assert {"p_by_theme_culture", "p_whole_below"} <= above


def test_a_name_in_braces_says_what_it_is(client, made):
    page = client.get(path(made, clause(made))).text
    assert "<code>{by_theme_business}</code> (næring: en annen andel, i prosent)" in page
