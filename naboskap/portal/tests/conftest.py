import pytest

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.tests.factories import draft


@pytest.fixture(autouse=True)
def _quick_passwords_and_no_count_yet(settings, request):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def lead():
    return UserFactory()


@pytest.fixture
def application(lead):
    return draft(lead)


@pytest.fixture
def ours(client, lead):
    client.force_login(lead)
    return client
