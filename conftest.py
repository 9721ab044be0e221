"""The test database: a migrated schema, built once for a set of migrations, then copied.

Triggers and constraints are there as in production, and a run starts in a second.
"""

import fcntl
import gc
import hashlib
import importlib.metadata
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import translation
from hypothesis import settings as examples

ROOT = Path(__file__).resolve().parent
BUILD = ROOT / "build" / "tests"


# How long an example takes says something of the machine, and nothing of the program.
examples.register_profile("untimed", deadline=None)
examples.load_profile("untimed")


def pytest_collection_finish():
    """Let the collector of garbage pass over what lives as long as the run."""
    gc.collect()
    gc.freeze()


def schema_key() -> str:
    """Name the schema by everything that makes it: our migrations, the apps, their versions."""
    running = hashlib.sha256(" ".join(settings.INSTALLED_APPS).encode())
    for path in sorted((ROOT / "naboskap").glob("*/migrations/*.py")):
        running.update(path.name.encode() + path.read_bytes())
    for library in ("django", "wagtail", "django-allauth"):
        running.update(importlib.metadata.version(library).encode())
    return running.hexdigest()[:16]


def _sqlite(target: Path) -> None:
    template = BUILD / f"schema-{schema_key()}.sqlite3"
    settings = connection.settings_dict
    settings["OPTIONS"]["init_command"] = "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;"
    if not template.exists():
        making = template.with_suffix(f".{os.getpid()}.part")
        settings["NAME"] = str(making)
        connection.close()
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        making.rename(template)
    copy = target / "test.sqlite3"
    shutil.copy(template, copy)
    settings["NAME"] = str(copy)
    connection.close()


def _postgresql(worker: str) -> None:
    settings = connection.settings_dict
    template, mine = f"nk_schema_{schema_key()}", f"nk_test_{os.getpid()}_{worker}"

    def admin(*statements: str) -> list[tuple[object, ...]]:
        settings["NAME"] = "postgres"
        connection.close()
        rows: list[tuple[object, ...]] = []
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                rows = cursor.fetchall() if cursor.description else []
        connection.close()
        return rows

    if not admin(f"SELECT 1 FROM pg_database WHERE datname = '{template}'"):  # noqa: S608 -- our own names
        making = f"{template}_part"
        admin(f'DROP DATABASE IF EXISTS "{making}"', f'CREATE DATABASE "{making}"')
        settings["NAME"] = making
        connection.close()
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        admin(f'ALTER DATABASE "{making}" RENAME TO "{template}"')
    admin(f'CREATE DATABASE "{mine}" TEMPLATE "{template}"')
    settings["NAME"] = mine
    connection.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, tmp_path_factory, request):
    BUILD.mkdir(parents=True, exist_ok=True)
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock(), (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor == "sqlite":
            _sqlite(tmp_path_factory.mktemp("database"))
        else:
            _postgresql(worker)
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            mine = connection.settings_dict["NAME"]
            connection.settings_dict["NAME"] = "postgres"
            connection.close()
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{mine}" WITH (FORCE)')
        connection.close()


@pytest.fixture(autouse=True)
def _house_language() -> Iterator[None]:
    """Let no test speak the language that the one before it asked a page in."""
    yield
    translation.deactivate()


@pytest.fixture
def committed(django_db_setup, django_db_blocker, tmp_path):
    """Give a test a database of its own where every act is committed, as in production.

    For what only several connections can show: locks, numbers, second clicks in two threads.
    """
    kept = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        if connection.vendor == "sqlite":
            _sqlite(tmp_path)
        else:
            _postgresql(f"own_{tmp_path.name}"[:30].lower())
        yield connection
        mine = connection.settings_dict["NAME"]
        connection.close()
        if connection.vendor == "postgresql":
            connection.settings_dict["NAME"] = "postgres"
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{mine}" WITH (FORCE)')
            connection.close()
        connection.settings_dict["NAME"] = kept
