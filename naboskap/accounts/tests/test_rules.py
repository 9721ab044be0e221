import pytest

from naboskap.accounts import queries
from naboskap.accounts.models import Role
from naboskap.core.permissions import SYSTEM, may

ADMINISTRATORS = {"administrator"}


def names(cast):
    return vars(cast).items()


def test_who_may_manage_roles(cast):
    assert {
        name for name, person in names(cast) if may(person, "accounts.manage_roles")
    } == ADMINISTRATORS
    assert may(SYSTEM, "accounts.manage_roles")


def test_who_may_view_a_person(cast):
    seen = {name for name, person in names(cast) if may(person, "accounts.view_person", cast.head)}
    assert seen == ADMINISTRATORS | {"head"}
    assert not may(SYSTEM, "accounts.view_person", cast.head)


def test_who_may_edit_a_person(cast):
    able = {name for name, person in names(cast) if may(person, "accounts.edit_person", cast.head)}
    assert able == {"head"}
    assert not may(SYSTEM, "accounts.edit_person", cast.head)


def test_the_list_and_the_lock_agree(cast):
    for _name, person in names(cast):
        listed = set(queries.visible_to(person))
        assert listed == {
            other for _other, other in names(cast) if may(person, "accounts.view_person", other)
        }


def test_only_an_administrator_sees_the_staff(cast):
    everyone = {person for name, person in names(cast) if name in Role.values}
    assert set(queries.staff(cast.administrator)) == everyone
    assert set(queries.staff(cast.head)) == {cast.head}
    assert set(queries.staff(cast.applicant)) == set()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_staff_list_costs_the_same_for_one_and_for_many(cast, rows, django_assert_num_queries):
    assert cast.administrator.roles
    with django_assert_num_queries(2):
        [list(person.role_grants.all()) for person in queries.staff(cast.administrator)[:rows]]


def test_people_with_a_role_are_those_in_force(cast):
    assert list(queries.people_with(Role.HEAD)) == [cast.head]
    cast.head.is_active = False
    cast.head.save()
    assert list(queries.people_with(Role.HEAD)) == []


def test_names_of_a_page_are_fetched_at_once(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.names_of([cast.head.pk, None, cast.deputy.pk])
    assert found == {cast.head.pk: str(cast.head), cast.deputy.pk: str(cast.deputy)}
