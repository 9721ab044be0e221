import pytest
import time_machine
from django.utils import translation

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.tests.factories import NOW, draft


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


@pytest.fixture
def autumn():
    """The weeks before a deadline, read in bokmål."""
    with time_machine.travel(NOW, tick=True), translation.override("nb"):
        yield
