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
        if answer.status_code == 200:
            assert {one.view for one in MENU if f'<a href="{one.href}"' in answer.text} == offered


@pytest.mark.parametrize("role", Role)
def test_everybody_with_a_role_has_a_page_to_begin_on(client, db, role):
    enter(client, role)
    assert client.get("/saksbehandling/", follow=True).status_code == 200


def test_an_editor_begins_in_the_project_bank(client, db):
    enter(client, Role.EDITOR)
    assert client.get("/saksbehandling/").headers["location"] == "/saksbehandling/prosjektbank/"


def test_who_has_no_role_has_no_page_in_the_office(client, db):
    enter(client, person=UserFactory())
    assert client.get("/saksbehandling/").status_code == 403
