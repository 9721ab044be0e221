"""A file that somebody handed in is opened in a process of its own, never in the web server's.

    python -m naboskap.website.library.apart clean KIND MEMORY < file > plain
    python -m naboskap.website.library.apart read KIND MEMORY < file > words.json

What a hostile file can make a parser do stays in that process: it may take so much time and
memory, and knows nothing of the house, its keys among them.
"""

import contextlib
import json
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from naboskap.website.library.cleaning import clean
from naboskap.website.library.cleaning.refusing import DAMAGED, HEAVY, REASONS, UncleanError
from naboskap.website.library.reading import Read, read

ROOT = Path(__file__).resolve().parents[3]
SECONDS = {"clean": 30, "read": 60}  # Somebody waits for the first, nobody for the second.
MEMORY = {"clean": 1024**3, "read": 2 * 1024**3}
LONGEST = 40 * 1024 * 1024  # Bytes: twice what is taken in. A file does not grow by being cleaned.
REFUSED = 3


def clean_apart(content: bytes, kind: str) -> bytes:
    """Return the file as it may leave the house; ``UncleanError`` says why it may not."""
    try:
        done = _run("clean", content, kind)
    except subprocess.TimeoutExpired as fault:
        raise UncleanError(HEAVY) from fault
    if done.returncode == 0 and done.stdout:
        return done.stdout
    if done.returncode < 0:  # It was ended, for taking too much.
        raise UncleanError(HEAVY)
    why = done.stderr.decode(errors="ignore") if done.returncode == REFUSED else DAMAGED
    raise UncleanError(why if why in REASONS else DAMAGED)


def read_apart(content: bytes, kind: str) -> Read:
    """Read a cleaned file. What cannot be read is empty, and not whole."""
    try:
        done = _run("read", content, kind)
        found: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError):
        found = {}
    return Read(**found)


def _run(trade: str, content: bytes, kind: str) -> "subprocess.CompletedProcess[bytes]":
    me = "naboskap.website.library.apart"
    return subprocess.run(  # noqa: S603 -- our own module, and the file on its standard input
        [sys.executable, "-m", me, trade, kind, str(MEMORY[trade])],
        input=content,
        capture_output=True,
        timeout=SECONDS[trade],
        cwd=ROOT,
        env={"PYTHONUTF8": "1"},
        check=False,
    )


def main() -> None:
    """Do a trade on standard input; so much time, so much memory, and no more."""
    trade, kind, memory = sys.argv[1:]
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS[trade], SECONDS[trade]))
        resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # A fall leaves no copy of the file.
    content = sys.stdin.buffer.read()
    if trade == "read":
        json.dump(asdict(read(content, kind)), sys.stdout)
        return
    try:
        plain = clean(content, kind)
    except UncleanError as fault:
        refuse(fault.why)
    if len(plain) > LONGEST:
        refuse(HEAVY)
    sys.stdout.buffer.write(plain)


def refuse(why: str) -> NoReturn:
    sys.stderr.write(why)
    sys.exit(REFUSED)


if __name__ == "__main__":
    main()
