"""Start the production server as script/server does, on a house that lies ready."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "script" / "parts"))

import environment as parts  # noqa: E402 -- where script/server keeps its parts
import house as houses  # noqa: E402

PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers, and the processes that answer."""

    host: str
    process: int

    def workers(self) -> list[int]:
        """Return the processes under the server's own: those that hold Django."""
        found = []
        for status in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = status.read_text().rpartition(")")[2].split()
                if int(fields[1]) == self.process:
                    found.append(int(status.parent.name))
        return [pid for pid in found if self.memory(pid) > 30_000]

    @staticmethod
    def memory(pid: int, field: str = "VmRSS") -> int:
        """Return a process' memory in kB: what it holds now, or (VmHWM) the most it has held."""
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1])
        return 0


def settings_of(data: Path, database: str) -> dict[str, str]:
    """Return the environment of a demonstration in ``data``, with the control beside it."""
    settings = houses.environment_of(data, "demonstration")
    settings |= {"DJANGO_SETTINGS_MODULE": "bench.settings"}
    if database:
        settings["DATABASE_URL"] = database
    return settings


def prepare(data: Path, database: str) -> dict[str, str]:
    """Make a house with tables, starter and people; return its environment."""
    data.mkdir(parents=True, exist_ok=True)
    settings = settings_of(data, database)
    parts.messages()
    parts.static(settings)
    parts.run(
        parts.PYTHON, "manage.py", "prepare", "--demonstration",
        environment={**settings, "DJANGO_SETTINGS_MODULE": "config.settings"}, what="Preparing",
    )  # fmt: skip
    return settings


@contextlib.contextmanager
def running(settings: dict[str, str]) -> Iterator[Server]:
    """Serve with granian, with as many workers and threads as the project does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [
        str(parts.PYTHON), "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--http", "1", "--no-ws", "--log-level", "warning",
        "--blocking-threads-idle-timeout", "600", "bench.wsgi:application",
    ]  # fmt: skip
    log = (Path(settings["NABOSKAP_DATA"]) / "bench.log").open("ab")
    process = subprocess.Popen(  # noqa: S603 -- our own server
        command, cwd=ROOT, env=settings, stdout=log, stderr=log, start_new_session=True
    )
    try:
        until = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/bench/static/", timeout=5).close()
                break
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"The server did not come up; see {log.name}")
            time.sleep(0.1)
        yield Server(f"127.0.0.1:{port}", process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
        log.close()
