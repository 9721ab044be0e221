"""Copies of the whole house: every table at one instant, and every file, with their digests.

The tables are read first and the files after. A file is on the disk before the row that names
it and is never changed, so what the tables point at is always among the files.
"""

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

FORMAT = 1
# Made again by the next start or when asked for, or the tables themselves.
LEFT_OUT = ("naboskap.sqlite3", "worker-beat", "prepared", "server.log", "drawn/")
MINE = ("secret-key", "house.json")  # May lie there already when a copy is taken back.


class CopyError(Exception):
    """A copy cannot be made or taken back, for a reason to be read by the operator."""


def migrations() -> list[list[str]]:
    """Return what has been done to the tables, as the database tells."""
    done = MigrationRecorder(connection).applied_migrations()
    return sorted([app, name] for app, name in done)


def files() -> Iterator[Path]:
    """Yield the files of the data folder that belong in a copy."""
    for path in sorted(settings.DATA_DIR.rglob("*")):
        name = path.relative_to(settings.DATA_DIR).as_posix()
        if path.is_file() and not name.startswith(LEFT_OUT) and path.suffix != ".part":
            yield path


def tables() -> list[str]:
    """Return the names of the tables in PostgreSQL that hold rows of ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


def columns(table: str) -> str:
    """Return the columns of a table that are stored and not worked out by the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND table_schema = current_schema() AND is_generated = 'NEVER'"
            " ORDER BY ordinal_position",
            [table],
        )
        return ", ".join(f'"{name}"' for (name,) in cursor.fetchall())


class _Digest:
    """Pass what is read along, and keep its digest and length."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.running, self.size = source, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        part = self.source.read(size)
        self.running.update(part)
        self.size += len(part)
        return part


def _add(archive: tarfile.TarFile, name: str, source: IO[bytes], size: int) -> dict[str, Any]:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    reader = _Digest(source)
    archive.addfile(entry, reader)
    return {"name": name, "sha256": reader.running.hexdigest(), "size": reader.size}


def _tables_of_sqlite(place: Path) -> Iterator[tuple[str, Path]]:
    """Copy the database while it is in use: a whole, consistent one."""
    connection.ensure_connection()
    target = place / "naboskap.sqlite3"
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    yield "tables/naboskap.sqlite3", target


def _tables_of_postgresql(place: Path) -> Iterator[tuple[str, Path]]:
    """Copy every table as it was at one and the same instant."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table in tables():
            target = place / f"{table}.copy"
            with connection.cursor() as cursor, target.open("wb") as file:
                statement = f'COPY "{table}" ({columns(table)}) TO STDOUT'
                with cursor.cursor.copy(statement) as rows:
                    for part in rows:
                        file.write(part)
            yield f"tables/{table}.copy", target
            target.unlink()


def make(target: Path) -> int:
    """Write a copy of the house to ``target``, whole or not at all; return how many files."""
    part = target.with_name(f"{target.name}.part")
    made = []
    vendor = connection.vendor
    dump = _tables_of_sqlite if vendor == "sqlite" else _tables_of_postgresql
    with (
        tempfile.TemporaryDirectory(dir=target.parent) as place,
        os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out,
    ):
        with tarfile.open(fileobj=out, mode="w:gz", compresslevel=3) as archive:
            for name, path in dump(Path(place)):
                with path.open("rb") as source:
                    made.append(_add(archive, name, source, path.stat().st_size))
            for path in files():
                name = f"files/{path.relative_to(settings.DATA_DIR).as_posix()}"
                with path.open("rb") as source:
                    made.append(_add(archive, name, source, path.stat().st_size))
            told = {
                "format": FORMAT,
                "database": vendor,
                "migrations": migrations(),
                "content": made,
            }
            text = json.dumps(told, ensure_ascii=False, indent=1).encode()
            _add(archive, "contents.json", io.BytesIO(text), len(text))
        out.flush()
        os.fsync(out.fileno())
    part.rename(target)
    return len(made)


def look_at(source: Path) -> dict[str, Any]:
    """Read a copy through, check every digest, and return what it says of itself."""
    found = {}
    told: dict[str, Any] = {}
    try:
        with tarfile.open(source, "r:gz") as archive:
            for entry in archive:
                content = archive.extractfile(entry)
                if content is None:
                    raise CopyError(f"{entry.name} is no file.")
                if entry.name == "contents.json":
                    told = json.load(content)
                    continue
                found[entry.name] = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
    except (OSError, tarfile.TarError, EOFError, json.JSONDecodeError) as fault:
        raise CopyError(f"{source} cannot be read: it is no copy, or only part of one.") from fault
    if told.get("format") != FORMAT:
        raise CopyError(f"{source} is no copy that this version can take back.")
    if {row["name"]: row["sha256"] for row in told["content"]} != found:
        raise CopyError(f"{source} is damaged: what it holds is not what was put in.")
    return told


def is_empty() -> bool:
    """Whether there is nothing in the database that could be lost."""
    return not connection.introspection.table_names()


def take_back(source: Path) -> int:
    """Put a copy into an empty place; return how many files it had."""
    told = look_at(source)
    if told["database"] != connection.vendor:
        raise CopyError(f"The copy is of {told['database']}, and this is {connection.vendor}.")
    if not is_empty():
        raise CopyError("There are tables already. A copy is taken back into an empty place.")
    with tarfile.open(source, "r:gz") as archive:
        for entry in archive:
            _put_file(archive, entry)
    if connection.vendor == "sqlite":
        connection.close()
        for rest in ("-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{rest}").unlink(missing_ok=True)
        with tarfile.open(source, "r:gz") as archive:
            entry = archive.getmember("tables/naboskap.sqlite3")
            _write(Path(connection.settings_dict["NAME"]), archive, entry)
    else:
        call_command("migrate", verbosity=0, interactive=False)
        with tarfile.open(source, "r:gz") as archive:
            _fill_postgresql(archive, told)
    return len(told["content"])


def _put_file(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> None:
    if not entry.name.startswith("files/"):
        return
    name = entry.name.removeprefix("files/")
    target = (settings.DATA_DIR / name).resolve()
    if not target.is_relative_to(settings.DATA_DIR):
        raise CopyError(f"{entry.name} points out of the data folder.")
    if target.exists() and name not in MINE:
        raise CopyError(f"{target} is there already. A copy is taken back into an empty place.")
    _write(target, archive, entry)


def _write(target: Path, archive: tarfile.TarFile, entry: tarfile.TarInfo) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(f"{target.name}.part")
    content = archive.extractfile(entry)
    if content is None:
        raise CopyError(f"{entry.name} is no file.")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        while piece := content.read(1 << 20):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    part.rename(target)


@transaction.atomic
def _fill_postgresql(archive: tarfile.TarFile, told: dict[str, Any]) -> None:
    """Fill the tables in one transaction; keys between them are looked at when it ends."""
    if migrations() != told["migrations"]:
        raise CopyError(
            "The copy's tables are of another version; use the program it was made by."
        )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables():
            # What the migrations themselves put in; the copy has it too. The trail is empty
            # yet, and may not be asked to forget even nothing.
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')  # noqa: S608 -- its own names
            if cursor.fetchone() == (True,):
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
        for entry in archive:
            if not entry.name.startswith("tables/"):
                continue
            table = entry.name.removeprefix("tables/").removesuffix(".copy")
            content = archive.extractfile(entry)
            if content is None:
                raise CopyError(f"{entry.name} is no file.")
            with cursor.cursor.copy(f'COPY "{table}" ({columns(table)}) FROM STDIN') as rows:
                while piece := content.read(1 << 20):
                    rows.write(piece)
        _set_counters()


def _set_counters() -> None:
    """Let the next number of each table be the one after its last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND (is_identity = 'YES'"
            " OR column_default LIKE 'nextval%%')"
        )
        for table, column in cursor.fetchall():
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s),"  # noqa: S608 -- its own names
                f' coalesce(max("{column}"), 1), max("{column}") IS NOT NULL) FROM "{table}"',
                [f'"{table}"', column],
            )
