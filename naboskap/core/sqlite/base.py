"""Django's SQLite, with a shorter wait for the one writer there can be.

SQLite itself looks again after pauses that grow to a tenth of a second, in which nobody writes
and everybody waits. A transaction here lasts a few milliseconds, so it is looked for each one.
"""

import sqlite3
import time

from django.db import OperationalError
from django.db.backends.sqlite3 import base

PAUSE = 0.001  # Seconds between two looks.


class DatabaseWrapper(base.DatabaseWrapper):
    """The same in everything but how a transaction begins."""

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
