import pytest


@pytest.fixture(autouse=True)
def _quick_passwords_and_no_count_yet(settings, request):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
