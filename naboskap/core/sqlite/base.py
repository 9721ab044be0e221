"""Django's SQLite, with a shorter wait for the one writer there can be.

SQLite itself looks again after pauses that grow to a tenth of a second, in which nobody writes
and everybody waits. A transaction here lasts a few milliseconds, so it is looked for each one.
"""

import sqlite3
import time
from functools import lru_cache
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

PAUSE = 0.001  # Seconds between two looks.
KEPT = 400  # Statements of which it is kept how SQLite writes them.


@lru_cache(maxsize=KEPT)
def as_sqlite_writes(query: str) -> str:
    """Return a statement with SQLite's own marks in it: what Django finds out each time."""
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class CursorWrapper(base.SQLiteCursorWrapper):
    """The same in everything but that statements which come again are not read again."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is None and len(query) < 10_000:
            return as_sqlite_writes(query)
        return str(super().convert_query(query, param_names=param_names))


class DatabaseWrapper(base.DatabaseWrapper):
    """The same in everything but how a transaction begins, and how its statements are read."""

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=CursorWrapper)

    def _start_transaction_under_autocommit(self) -> None:
        timeout = self.get_connection_params().get("timeout", 5.0)
        until = time.monotonic() + timeout
        begin = f"BEGIN {self.settings_dict['OPTIONS'].get('transaction_mode') or ''}"
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    self.connection.execute(begin)
                except sqlite3.OperationalError as fault:
                    if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                        raise OperationalError(*fault.args) from fault
                    if time.monotonic() > until:
                        raise OperationalError(*fault.args) from fault
                    time.sleep(PAUSE)
                else:
                    return
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(timeout * 1000)}")
