import pytest

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.permissions import may

WHO_MAY = {
    "ledger.see_money": {
        Role.CASE_OFFICER,
        Role.HEAD,
        Role.DEPUTY,
        Role.BOARD_MEMBER,
        Role.FINANCE_PREPARER,
        Role.FINANCE_RELEASER,
        Role.AUDITOR,
    },
    "ledger.record_gift": {Role.FINANCE_PREPARER, Role.FINANCE_RELEASER},
}


@pytest.mark.django_db
@pytest.mark.parametrize("permission", WHO_MAY)
def test_who_may(permission):
    cast = {role: UserFactory(roles=[role]) for role in Role}
    cast |= {"nobody": UserFactory(), "superuser": UserFactory(is_superuser=True)}
    assert {who for who, user in cast.items() if may(user, permission)} == WHO_MAY[permission]
