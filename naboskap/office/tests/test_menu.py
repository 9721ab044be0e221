import pytest

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.office.home.menu import MENU, menu_of
from naboskap.office.tests.test_people import enter


@pytest.mark.parametrize("role", Role)
def test_the_menu_has_what_is_open_and_nothing_else(client, db, role):
    person = enter(client, role)
    offered = {entry.view for entry in menu_of(person)}
    for entry in MENU:
        answer = client.get(entry.href)
        assert (answer.status_code == 200) == (entry.view in offered), entry.view
        if answer.status_code == 200 and entry.view != "wagtailadmin_home":  # It has its own.
            assert {one.view for one in MENU if f'<a href="{one.href}"' in answer.text} == offered


@pytest.mark.parametrize("role", Role)
def test_everybody_with_a_role_has_a_page_to_begin_on(client, db, role):
    enter(client, role)
    assert client.get("/saksbehandling/", follow=True).status_code == 200


def test_an_editor_begins_with_what_waits_to_be_published_and_meets_no_case(client, db):
    enter(client, Role.EDITOR)
    text = client.get("/saksbehandling/").text
    assert "Skriv noe nytt, les sider som venter" in text
    assert "Ingenting venter på deg nå." not in text
    assert "/saksbehandling/saker/" not in text.split("<main")[1]
    assert '<a href="/cms/"' in text  # Where pages are written is not found by guessing.


def test_who_keeps_no_case_begins_on_the_first_page_that_is_theirs(client, db):
    enter(client, Role.ADMINISTRATOR)
    assert client.get("/saksbehandling/").headers["location"] == "/saksbehandling/personer/"


def test_who_has_no_role_has_no_page_in_the_office(client, db):
    enter(client, person=UserFactory())
    assert client.get("/saksbehandling/").status_code == 403


def test_the_menu_says_who_is_signed_in(client, db):
    person = enter(client, Role.CASE_OFFICER)
    menu = client.get("/saksbehandling/").text.partition("<nav")[2].partition("</nav>")[0]
    assert str(person) in menu
