"""Django's SQLite, with a shorter wait for the one writer there can be.

SQLite itself looks again after pauses that grow to a tenth of a second, in which nobody writes
and everybody waits. A transaction here lasts a few milliseconds, so it is looked for each one.
"""

import sqlite3
import threading
import time
from functools import lru_cache
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

PAUSE = 0.001  # Seconds between two looks.
LOOKS = 6  # So often each thread looks by itself; then those of a process take turns.
KEPT = 400  # Statements of which it is kept how SQLite writes them.

_turns: dict[str, Any] = {}  # By the database's name: of those threads one writes.


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

    _turn: Any = None  # Held from before a transaction begins until it ends.

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=CursorWrapper)

    def _start_transaction_under_autocommit(self) -> None:
        timeout = self.get_connection_params().get("timeout", 5.0)
        until = time.monotonic() + timeout
        begin = f"BEGIN {self.settings_dict['OPTIONS'].get('transaction_mode') or ''}"
        assert self.connection is not None
        self.connection.execute("PRAGMA busy_timeout = 0")
        looks = 0
        try:
            while True:
                try:
                    self.connection.execute(begin)
                except sqlite3.OperationalError as fault:
                    if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                        raise OperationalError(*fault.args) from fault
                    left = until - time.monotonic()
                    if left < 0:
                        raise OperationalError(*fault.args) from fault
                    looks += 1
                    if looks > LOOKS and self._turn is None:
                        self._take_turn(left)
                    # Also after a turn was waited for: other processes look now, and come first.
                    time.sleep(PAUSE)
                else:
                    if self._turn is None:
                        self._take_turn(0)
                    return
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(timeout * 1000)}")
            self._end_turn()

    def _take_turn(self, patience: float) -> None:
        """Wait, for so many seconds at most, until no other thread of this process has the turn.

        Whoever has it for longer is asked no more: it may be gone without having said so.
        """
        name = str(self.settings_dict["NAME"])
        turn = _turns.setdefault(name, threading.Lock())
        if turn.acquire(timeout=patience):
            self._turn = turn
        elif patience and _turns.get(name) is turn:
            del _turns[name]

    def _end_turn(self) -> None:
        """Let the next thread of this process write, unless a transaction is open here."""
        if self._turn is not None and not (self.connection and self.connection.in_transaction):
            turn, self._turn = self._turn, None
            turn.release()

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self.connection = None
            self._end_turn()
