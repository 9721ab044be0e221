"""script/test: every test there is; --fast is the inner loop, --long kills ten times as often."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import environment
import postgres

ROOT = environment.ROOT
NOTHING_COLLECTED = 5
KILLS_WHEN_LONG = 200
CI = os.environ.get("CI") == "true"


@dataclass
class Sum:
    """What the run came to, over all its parts."""

    passed: int = 0
    failed: int = 0
    told: list[str] = field(default_factory=list)

    def note(self, name: str, *, well: bool, began: float) -> None:
        self.passed, self.failed = self.passed + well, self.failed + (not well)
        word = "ok" if well else "FAILED"
        self.told.append(f"{word:8}{name} ({environment.seconds(began)})")

    def skip(self, name: str, why: str) -> None:
        """Say what could not run. Where everything must run, that is a failure."""
        self.failed += CI
        self.told.append(f"{'FAILED' if CI else 'skipped':8}{name}: {why}")


def clean_environment() -> dict[str, str]:
    """Return the environment without the settings of a house that somebody runs here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NABOSKAP_")}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        kept.pop(name, None)
    return {**kept, "PYTHONPATH": str(ROOT)}


def check(total: Sum, name: str, *command: str | Path, quiet: bool = True) -> None:
    """Run one of the checks that are no pytest."""
    began = time.monotonic()
    settings = {
        **clean_environment(),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "NABOSKAP_SECRET_KEY": "only-to-check",
        "NABOSKAP_DATA": str(environment.BUILD / "tests"),
        "NABOSKAP_HASHED_STATIC": "no",
    }
    done = subprocess.run(  # noqa: S603 -- our own tools
        [str(part) for part in command],
        cwd=ROOT,
        env=settings,
        check=False,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
    )
    if done.returncode and done.stdout:
        print(f"--- {name}\n{done.stdout.strip()[-6000:]}", flush=True)  # noqa: T201
    total.note(name, well=done.returncode == 0, began=began)


def pytest(
    total: Sum,
    name: str,
    *arguments: str,
    database: str = "",
    told_to: IO[str] | None = None,
    **more: str,
) -> None:
    """Run pytest once; its own counts go into the sum, its words to ``told_to`` where given."""
    began = time.monotonic()
    settings = {**clean_environment(), **more}
    if database:
        settings["DATABASE_URL"] = database
    with tempfile.TemporaryDirectory() as place:
        tally = Path(place) / "tally"
        settings["TALLY"] = str(tally)
        print(f"\n--- {name}", file=told_to, flush=True)
        done = subprocess.run(  # noqa: S603
            [environment.PYTHON, "-m", "pytest", "-q", "-p", "tests.tally", *arguments],
            cwd=ROOT,
            env=settings,
            check=False,
            stdout=told_to,
            stderr=told_to,
        )
        count = json.loads(tally.read_text("utf-8")) if tally.exists() else None
    if done.returncode == NOTHING_COLLECTED:
        total.told.append(f"{'-':8}{name}: nothing chosen")
        return
    if count is None or (done.returncode and not count["failed"]):
        total.note(f"{name} (ended with {done.returncode})", well=False, began=began)
        return
    total.passed += count["passed"]
    total.failed += count["failed"]
    word = "FAILED" if count["failed"] else "ok"
    total.told.append(
        f"{word:8}{name}: {count['passed']} passed, {count['failed']} failed"
        f" ({environment.seconds(began)})"
    )
    for node, why, allowed in count["skipped"]:
        if allowed:
            total.told.append(f"{'skipped':8}{node}: {why}")
        else:
            total.skip(node, why)


def journeys(total: Sum, arguments: list[str], database: str) -> None:
    """Walk the journeys on both databases at once: a browser waits more than it works.

    Each has a house, a browser and people of its own. What the second says is kept until the
    first has had its say.
    """
    chosen = ("-m", "journey", "--durations=8", "tests", *arguments)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as kept:
        # What a page looks like does not hang on the database: axe has its say on one of them.
        beside = threading.Thread(
            target=pytest,
            args=(total, "journeys on PostgreSQL", *chosen),
            kwargs={"database": database, "told_to": kept, "JOURNEY_AXE": "no"},
        )
        if database:
            beside.start()
        pytest(total, "journeys on SQLite", *chosen)
        if database:
            beside.join()
        kept.seek(0)
        print(kept.read(), flush=True)  # noqa: T201


def checks(total: Sum) -> None:
    tool = environment.VENV / "bin"
    check(total, "lint", tool / "ruff", "check", ".")
    check(total, "format", tool / "ruff", "format", "--check", ".")
    check(total, "contracts", tool / "lint-imports")
    python = environment.PYTHON
    check(total, "types", tool / "mypy")
    check(total, "migrations", python, "manage.py", "makemigrations", "--check", "--dry-run")


def everything(total: Sum, arguments: list[str], *, long: bool) -> None:
    spread = ("-n", os.environ.get("TEST_WORKERS", "2"))
    rest = ("-m", "not journey and not crash")
    killed = ("-m", "crash", "tests", *arguments)
    often = {"CRASH_TIMES": str(KILLS_WHEN_LONG)} if long else {}
    began = time.monotonic()
    pytest(total, "tests on SQLite", *spread, *rest, *arguments)
    pytest(total, "killed processes on SQLite", *killed, **often)
    with contextlib.ExitStack() as held:
        try:
            address = held.enter_context(postgres.running())
        except (OSError, subprocess.SubprocessError) as fault:
            total.skip("tests on PostgreSQL", f"no PostgreSQL could be started ({fault})")
            address = ""
        if address:
            pytest(total, "tests on PostgreSQL", *spread, *rest, *arguments, database=address)
            pytest(total, "killed processes on PostgreSQL", *killed, database=address, **often)
        journeys(total, arguments, address)
    total.told.append(f"{'':8}all tests: {environment.seconds(began)}")


def main() -> int:
    arguments = sys.argv[1:]
    fast, long = "--fast" in arguments, "--long" in arguments
    arguments = [argument for argument in arguments if argument not in {"--fast", "--long"}]
    with environment.alone():
        environment.python("dev")
        environment.assets()
        environment.messages()
    total = Sum()
    if fast:
        tool = environment.VENV / "bin"
        check(total, "lint", tool / "ruff", "check", ".")
        check(total, "format", tool / "ruff", "format", "--check", ".")
        check(total, "contracts", tool / "lint-imports")
        inner = ("-n", os.environ.get("TEST_WORKERS", "2"), "-m", "not journey and not crash")
        pytest(total, "tests on SQLite", *inner, *arguments, TEST_FAST="yes")
    else:
        if not arguments:
            checks(total)
        everything(total, arguments, long=long)
    print("\n" + "\n".join(total.told))  # noqa: T201
    print(f"{total.passed} passed, {total.failed} failed", flush=True)  # noqa: T201
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
