from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.core.permissions import SYSTEM


@pytest.fixture
def cast(db):
    people = {role.value: UserFactory(roles=[role]) for role in Role}
    return SimpleNamespace(
        **people,
        applicant=UserFactory(),
        superuser=UserFactory(is_superuser=True),
        visitor=AnonymousUser(),
        system=SYSTEM,
    )
