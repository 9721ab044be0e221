from types import SimpleNamespace

import pytest

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.permissions import SYSTEM


@pytest.fixture
def cast(db):
    """Everybody who could try, by what they are."""
    people = {role.value: UserFactory(roles=[role]) for role in Role}
    return SimpleNamespace(
        system=SYSTEM,
        visitor=UserFactory(),
        superuser=UserFactory(is_superuser=True),
        **people,
    )
