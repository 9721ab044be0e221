"""What a worker of the web server holds before anybody has come."""

import json
import os
import subprocess
import sys

import pytest

SEEN = """
import gc, json, sys
import config.wsgi
from django.urls import get_resolver
print(json.dumps({
    "modules": [name for name, module in sys.modules.items() if module],
    "kept": gc.get_freeze_count(),
    "addresses": bool(get_resolver()._reverse_dict),
}))
"""
# Each brings megabytes, and is for few or for nobody: docs/decisions/0033.
UNHELD = {
    "allauth.mfa.webauthn",
    "bs4.builder._lxml",
    "charset_normalizer",
    "docx",
    "fido2",
    "lxml.etree",
    "openpyxl",
    "pillow_heif",
    "psycopg",
    "pygments",
    "requests",
}


@pytest.fixture(scope="module")
def worker() -> dict[str, object]:
    """A process that has loaded what the production server loads, on SQLite."""
    environment = os.environ | {
        "NABOSKAP_SECRET_KEY": "x",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    environment.pop("DATABASE_URL", None)
    told = subprocess.run(
        [sys.executable, "-c", SEEN],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(told.stdout))


def test_a_worker_holds_nothing_that_is_for_few(worker):
    assert UNHELD & set(worker["modules"]) == set()


def test_what_a_worker_begins_with_is_laid_aside_and_addresses_are_laid_out(worker):
    assert worker["kept"] > 100_000
    assert worker["addresses"]
