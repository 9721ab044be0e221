import pytest

from naboskap.core.permissions import SYSTEM, may
from naboskap.organisations import queries
from naboskap.organisations.models import BankAccount, Membership, Organisation
from naboskap.organisations.tests.factories import (
    BankAccountFactory,
    MembershipFactory,
    OrganisationFactory,
)

OFFICE = {"case_officer", "head", "deputy", "finance_preparer", "finance_releaser"}
MEMBERS = {"member", "second"}
EVERYBODY_SIGNED_IN = {
    *OFFICE,
    *MEMBERS,
    "board_member",
    "council_member",
    "auditor",
    "editor",
    "administrator",
    "asker",
    "stranger",
    "superuser",
    "former",
}


def people(cast):
    return {name: person for name, person in vars(cast).items() if hasattr(person, "roles")}


def able(cast, permission, subject=None):
    return {name for name, one in people(cast).items() if may(one, permission, subject)}


WHO_MAY = {
    "organisations.register_organisation": EVERYBODY_SIGNED_IN,
    "organisations.ask_to_join": EVERYBODY_SIGNED_IN,
    "organisations.view_organisation": OFFICE | MEMBERS | {"auditor"},
    "organisations.correct_organisation": MEMBERS,
    "organisations.propose_account": MEMBERS,
    "organisations.load_places": set(),
}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may_with_an_organisation(cast, permission):
    assert able(cast, permission, cast.organisation) == WHO_MAY[permission]
    by_system = {"organisations.register_organisation", "organisations.load_places"}
    assert may(SYSTEM, permission, cast.organisation) is (permission in by_system)


def test_who_may_settle_a_membership(cast):
    settlers = MEMBERS | {"case_officer", "head", "deputy"}
    assert able(cast, "organisations.settle_membership", cast.request) == settlers
    mine = MembershipFactory(organisation=cast.other, user=cast.case_officer, standing="asked")
    assert able(cast, "organisations.settle_membership", mine) == {"head", "deputy"}
    assert not may(SYSTEM, "organisations.settle_membership", cast.request)


def test_who_may_confirm_an_account(cast):
    account = BankAccountFactory(
        organisation=cast.organisation, proposed_by_id=cast.member.pk, confirmed_at=None
    )
    assert able(cast, "organisations.confirm_account", account) == {"second", "finance_preparer"}
    assert not may(SYSTEM, "organisations.confirm_account", account)


def test_who_may_drop_an_account(cast):
    account = BankAccountFactory(organisation=cast.organisation, confirmed_at=None)
    assert able(cast, "organisations.drop_account", account) == MEMBERS | {"finance_preparer"}
    assert not may(SYSTEM, "organisations.drop_account", account)


def test_the_list_of_organisations_and_the_lock_agree(cast):
    for person in people(cast).values():
        assert set(queries.visible_to(person)) == {
            one
            for one in Organisation.objects.all()
            if may(person, "organisations.view_organisation", one)
        }


def test_the_list_of_requests_and_the_lock_agree(cast):
    MembershipFactory(organisation=cast.other, user=cast.case_officer, standing="asked")
    MembershipFactory(organisation=cast.other, user=cast.member, standing="asked")
    waiting = Membership.objects.filter(standing="asked")
    for person in people(cast).values():
        assert set(queries.memberships_to_settle(person)) == {
            one for one in waiting if may(person, "organisations.settle_membership", one)
        }


def test_the_list_of_accounts_and_the_lock_agree(cast):
    BankAccountFactory(
        organisation=cast.organisation, proposed_by_id=cast.member.pk, confirmed_at=None
    )
    BankAccountFactory(
        organisation=cast.other, proposed_by_id=cast.finance_preparer.pk, confirmed_at=None
    )
    for person in people(cast).values():
        assert set(queries.accounts_to_confirm(person)) == {
            one
            for one in BankAccount.objects.all()
            if may(person, "organisations.confirm_account", one)
        }


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_one_and_for_many(cast, rows, django_assert_num_queries):
    person = cast.stranger
    for _row in range(rows):
        one = OrganisationFactory(members=[person])
        MembershipFactory(organisation=one, standing="asked")
        BankAccountFactory(organisation=one, confirmed_at=None)
    assert not person.roles
    with django_assert_num_queries(2):
        assert len([str(one.place) for one in queries.spoken_for_by(person)]) == rows
    with django_assert_num_queries(2):
        assert len([str(one.user) for one in queries.memberships_to_settle(person)]) == rows
    with django_assert_num_queries(2):
        assert len([str(one.organisation) for one in queries.accounts_to_confirm(person)]) == rows
    with django_assert_num_queries(1):
        assert len([str(one.organisation) for one in queries.memberships_of(person)]) == rows


def test_who_speaks_for_an_organisation(cast):
    assert list(queries.spoken_for_by(cast.member)) == [cast.organisation]
    assert queries.speaks_for(cast.member, cast.organisation.pk)
    for one in (cast.asker, cast.former, cast.stranger, cast.case_officer):
        assert not queries.speaks_for(one, cast.organisation.pk)
    speakers = {one.user for one in queries.members_of(cast.organisation)}
    assert speakers == {cast.member, cast.second}
    assert set(queries.people_who_speak_for(cast.organisation)) == speakers
