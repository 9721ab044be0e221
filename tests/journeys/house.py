"""The house as a visitor meets it: started by script/server, reached by its address alone."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as policy
from pathlib import Path
from urllib.parse import urlsplit

from conftest import schema_key

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300.0  # Seconds for the first start: tables, starter, people.


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_database(server: str, *, with_tables: bool = False) -> str:
    """Make a database on a PostgreSQL server, and return its address.

    ``with_tables`` begins with the tables that the other tests have made, where there are any:
    bringing them up to date from nothing takes half a minute, and is tried by script/fresh.
    """
    import psycopg  # noqa: PLC0415 -- only where there is one

    name, template = f"nk_journey_{secrets.token_hex(4)}", f"nk_schema_{schema_key()}"
    with psycopg.connect(server, autocommit=True) as connection:
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [template]
        ).fetchone()
        made = f'TEMPLATE "{template}"' if known and with_tables else ""
        connection.execute(f'CREATE DATABASE "{name}" {made}')
    return urlsplit(server)._replace(path=f"/{name}").geturl()


class House:
    """A running installation: production server, worker, and a data folder of its own."""

    def __init__(self, *options: str, database: str = "") -> None:
        self.options = options
        self.data = Path(tempfile.mkdtemp(prefix="naboskap-house-"))
        self.database = new_database(database, with_tables=True) if database else ""
        tables = ROOT / "build" / "tests" / f"schema-{schema_key()}.sqlite3"
        if not database and tables.exists():
            shutil.copy(tables, self.data / "naboskap.sqlite3")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.today = ""
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        return (self.data / "server.log").read_text("utf-8", errors="replace")

    @property
    def passwords(self) -> dict[str, str]:
        """The demonstration's passwords, by role, as printed at the start."""
        return json.loads((self.data / "demonstration.json").read_text("utf-8"))

    def start(self, today: str = "") -> None:
        """Start it, on another day if asked, and wait until it says that all is well."""
        self.today = today or self.today
        kept = {name: text for name, text in os.environ.items() if "NABOSKAP" not in name}
        for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "TALLY"):
            kept.pop(name, None)
        if self.database:
            kept["DATABASE_URL"] = self.database
        command = [ROOT / "script/server", "--port", str(self.port), "--data", self.data]
        day = ["--today", self.today] if self.today else []
        is_a_demonstration = not {"--new", "--empty"} & {*self.options}
        bare = ["--bare"] if is_a_demonstration else []
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *day, *bare, *self.options],
                cwd=ROOT,
                env=kept,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        (self.data / "worker-beat").unlink(missing_ok=True)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            if self.is_well():
                return
            time.sleep(0.1)
        raise AssertionError(f"The server did not come up:\n{self.log[-4000:]}")

    def is_well(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """Stop it as an operator does."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(40)
        self.process = None

    def kill(self) -> None:
        """Kill every process of it at once, as a power cut does."""
        if self.process is None:
            return
        victims = [self.process.pid, *self.children(self.process.pid)]
        for pid in victims:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()
        self.process = None

    def children(self, parent: int) -> list[int]:
        """Return every process that ``parent`` began, however far down."""
        found = []
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = status.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == parent:
                pid = int(status.parent.name)
                found += [pid, *self.children(pid)]
        return found

    def move_to(self, today: str) -> None:
        """Let it be another day: stop, and start on that day with the same data."""
        self.stop()
        self.start(today)

    # ── Mail ─────────────────────────────────────────────────────────────────
    def mails(self, address: str) -> list[EmailMessage]:
        """Return what was sent to ``address``, oldest first, read from the files of the outbox."""
        folder = self.data / "mail"
        files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        read = [message_from_bytes(path.read_bytes(), policy=policy) for path in files]
        return [mail for mail in read if address in str(mail["To"])]

    def next_mail(self, address: str, *, seen: int = 0, patience: float = 20.0) -> EmailMessage:
        """Wait for a mail to ``address`` beyond those ``seen``, and return the newest."""
        return self._waited_for(lambda: self.mails(address)[seen:], patience, f"to {address}")

    def mail_that_says(self, words: str, address: str, *, patience: float = 20.0) -> EmailMessage:
        """Wait for a mail to ``address`` whose subject line says ``words``."""

        def found() -> list[EmailMessage]:
            return [mail for mail in self.mails(address) if words in str(mail["Subject"])]

        return self._waited_for(found, patience, f"to {address} that says {words}")

    def link_to(self, address: str, part: str, *, patience: float = 20.0) -> str:
        """Wait for a mail to ``address`` with a link that leads to ``part``; return the newest."""

        def found() -> list[EmailMessage]:
            mails = self.mails(address)
            return [mail for mail in mails if any(part in link for link in links_in(mail))]

        mail = self._waited_for(found, patience, f"to {address} that leads to {part}")
        return next(link for link in links_in(mail) if part in link)

    @staticmethod
    def _waited_for(
        found: Callable[[], list[EmailMessage]], patience: float, what: str
    ) -> EmailMessage:
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if mails := found():
                return mails[-1]
            time.sleep(0.2)
        raise AssertionError(f"No new mail came {what}.")


def links_in(mail: EmailMessage) -> list[str]:
    """Return the addresses that a mail offers."""
    return [word.strip("<>().,") for word in str(mail.get_content()).split() if "://" in word]
