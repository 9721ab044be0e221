from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
import time_machine

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.permissions import SYSTEM

NOW = datetime(2021, 10, 4, 8, tzinfo=UTC)


@pytest.fixture
def cast(db):
    """Everybody who could try, by what they are; roles reach back to 2020."""
    with time_machine.travel(datetime(2020, 1, 1, tzinfo=UTC), tick=False):
        people = {role.value: UserFactory(roles=[role]) for role in Role}
    return SimpleNamespace(
        system=SYSTEM,
        visitor=UserFactory(),
        superuser=UserFactory(is_superuser=True),
        **people,
    )


@pytest.fixture
def two(db):
    """Two who keep the house's texts: one writes, the other sends."""
    return SimpleNamespace(
        writer=UserFactory(roles=[Role.EDITOR]), sender=UserFactory(roles=[Role.HEAD])
    )
