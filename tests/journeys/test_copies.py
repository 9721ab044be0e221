"""A copy of the house, taken while it is open, and put back in another place."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.house import ROOT, House, links_in, new_database


def run(data: Path, database: str, *command: str) -> subprocess.CompletedProcess[str]:
    kept = {name: text for name, text in os.environ.items() if "NABOSKAP" not in name}
    kept.pop("DATABASE_URL", None)
    if database:
        kept["DATABASE_URL"] = database
    return subprocess.run(
        [ROOT / "script/manage", "--data", data, *command],
        capture_output=True,
        text=True,
        env=kept,
        check=False,
    )


def content(data: Path, database: str) -> dict[str, list[object]]:
    """Return every table with its rows, but those of sessions and the cache."""
    if database:
        import psycopg  # noqa: PLC0415

        with psycopg.connect(database) as connection:
            names = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            return {
                name: sorted(
                    row[0] for row in connection.execute(f'SELECT t::text FROM "{name}" t')
                )
                for (name,) in names
            }
    with closing(sqlite3.connect(data / "naboskap.sqlite3")) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'"
        ).fetchall()
        return {
            name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"')))
            for (name,) in names
        }


def but(passing: set[str], tables: dict[str, list[object]]) -> dict[str, list[object]]:
    """Leave out what passes: those tables, and how far SQLite has numbered their rows."""
    left = {name: rows for name, rows in tables.items() if name not in passing}
    if "sqlite_sequence" in left:
        numbered = left["sqlite_sequence"]
        left["sqlite_sequence"] = [
            row for row in numbered if not any(f"'{name}'" in str(row) for name in passing)
        ]
    return left


def papers(data: Path) -> dict[str, bytes]:
    passing = ("naboskap.sqlite3", "worker-beat", "prepared", "server.log", "copy.tar.gz")
    return {
        path.relative_to(data).as_posix(): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file() and not path.name.startswith(passing)
    }


@pytest.fixture
def elsewhere():
    place = Path(tempfile.mkdtemp(prefix="naboskap-elsewhere-"))
    yield place
    shutil.rmtree(place, ignore_errors=True)


def test_a_copy_is_the_house_again(site, elsewhere, visitor, next_mail):
    # Something happens first, so that there are rows and a mail.
    page = visitor()
    page.goto("/glemt-passord/")
    page.locator("input[name=email]").fill("applicant@example.org")
    page.locator("main form button[type=submit]").first.click()
    assert links_in(next_mail("applicant@example.org"))

    copy = elsewhere / "copy.tar.gz"
    made = run(site.data, site.database, "backup", str(copy))
    assert made.returncode == 0, made.stderr
    assert copy.stat().st_mode & 0o777 == 0o600

    database = new_database(os.environ["DATABASE_URL"]) if site.database else ""
    data = elsewhere / "data"
    back = run(data, database, "restore", str(copy))
    assert back.returncode == 0, back.stderr

    site.stop()  # Nothing moves while the two are compared.
    try:
        ours, theirs = content(site.data, site.database), content(data, database)
        # After the copy the worker goes on sealing, and notes each minute that the house is open;
        # and filling the tables moves the mark that says "what the public sees may have changed".
        assert ours.keys() == theirs.keys()
        assert set(theirs["audit_seal"]) <= set(ours["audit_seal"])
        passing = {
            *("django_session", "shared_cache", "audit_seal"),
            *("disclosure_publicstamp", "programmes_heartbeat"),
        }
        ours, theirs = but(passing, ours), but(passing, theirs)
        assert [name for name in ours if ours[name] != theirs.get(name)] == []
        assert papers(site.data) == papers(data)
        assert any(name.startswith("mail/") for name in papers(data))
    finally:
        site.start()

    again = run(data, database, "restore", str(copy))
    assert again.returncode != 0
    assert "empty place" in again.stderr
    house = House()
    house.data, house.database = data, database
    house.start()
    house.stop()


def test_a_damaged_copy_is_not_taken_back(site, elsewhere):
    copy = elsewhere / "copy.tar.gz"
    assert run(site.data, site.database, "backup", str(copy)).returncode == 0
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    back = run(elsewhere / "data", site.database, "restore", str(copy))
    assert back.returncode != 0
    assert "Traceback" not in back.stderr
    assert not (elsewhere / "data" / "naboskap.sqlite3").exists() or site.database
