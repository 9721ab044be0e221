from types import SimpleNamespace

import pytest

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def cast(db):
    """Everybody who ever stands at a door, one of each."""
    people = {role.value: UserFactory(roles=[role]) for role in Role}
    return SimpleNamespace(
        **people,
        applicant=UserFactory(language="nb"),
        partner=UserFactory(language="ru"),
        superuser=UserFactory(is_superuser=True),
    )
