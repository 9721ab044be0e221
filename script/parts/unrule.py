"""Switch off each rule, permission, constraint and kind of clause, and print which test failed.

script/unrule                 all of them
script/unrule applications    those of one room
script/unrule APP-3 …         by name
script/unrule --notes …       with the notes of the last run on which tests meet what

The tests run once with nothing off, to see which of them meet what. Then each is switched off in
a process of its own, and those tests are run; the room's others and all others only where none
of them failed. Exits 1 when something can be switched off without any test noticing.
"""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import tests.environment  # noqa: F401 -- what Django finds when it is set up
import tests.unrule as switch

ROOT = Path(__file__).resolve().parents[2]
NOTES = ROOT / "build" / "who-meets-what.json"
RULE = re.compile(r'\b(?:require|applies)\(\s*"([A-Z]+-\d+[a-z]?)"')
QUICK = ("-m", "not journey and not crash")
FIRST = 12  # So many of the tests that met it are tried before the rest of the room.
NO_TESTS, BROKEN = 5, 3  # As pytest says it.


def everything() -> list[tuple[str, str]]:
    """List (room, what) of all that can be switched off, in order."""
    from django.apps import apps  # noqa: PLC0415 -- after set-up

    from naboskap.core.permissions import permissions  # noqa: PLC0415
    from naboskap.guidelines.judge.registry import KINDS  # noqa: PLC0415

    found = {
        (path.relative_to(ROOT / "naboskap").parts[0], f"rule:{rule}")
        for path in (ROOT / "naboskap").rglob("*.py")
        if "tests" not in path.parts
        for rule in RULE.findall(path.read_text(encoding="utf-8"))
    }
    found |= {
        (name.partition(".")[0], f"permission:{name}")
        for name in permissions()
        if apps.is_installed(f"naboskap.{name.partition('.')[0]}")
    }
    found |= {("guidelines", f"kind:{name}") for name, kind in KINDS.items() if kind.function}
    found |= {(name.partition(".")[0], f"constraint:{name}") for name in switch.constraints()}
    return sorted(found, key=lambda row: (row[1].partition(":")[0], row))


def who_meets_what() -> dict[str, list[str]]:
    """Run the quick tests once with nothing off; return which tests saw each say no."""
    met: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603 -- our own tests
            [sys.executable, "-m", "pytest", "-q", "-p", "tests.unrule",
             "-n", str(os.cpu_count()), *QUICK],
            cwd=ROOT, check=False, env={**os.environ, "UNRULE_NOTES": folder, "TEST_FAST": "yes"},
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"With nothing off the tests must pass:\n{done.stdout[-3000:]}")
        for file in Path(folder).glob("*.json"):
            for what, tests in json.loads(file.read_text("utf-8")).items():
                met.setdefault(what, []).extend(tests)
    NOTES.parent.mkdir(exist_ok=True)
    NOTES.write_text(json.dumps(met), "utf-8")
    return met


@dataclass
class Search:
    """What is off, and where to look next for a test that notices it."""

    what: str
    places: list[tuple[str, ...]]
    began: float = 0.0


def searched(room: str, what: str, met: list[str]) -> Search:
    """Begin with the tests that met it, those of its own room first; then the room; then all."""
    met = sorted(met, key=lambda test: (not test.startswith(f"naboskap/{room}/"), test))
    places = [(f"naboskap/{room}",), ()]
    return Search(what, [tuple(met[:FIRST]), *places] if met else places)


def run_without(what: str, chosen: tuple[str, ...], answer: Path) -> int:
    """Run ``chosen`` with ``what`` off in a process of its own; return its number."""
    child = os.fork()
    if child:
        return child
    told = io.StringIO()
    code = BROKEN
    try:
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
            switch.OFF = what
            sys.modules.pop("tests.environment")  # Which pytest wants to import by itself.
            options = ["-q", "-x", "-p", "no:cacheprovider", *QUICK]
            code = int(pytest.main([*options, *chosen], plugins=[switch]))
    finally:
        found = {"code": code, "failed": switch.FAILED[:1], "told": told.getvalue()[-3000:]}
        answer.write_text(json.dumps(found), "utf-8")
        os._exit(0)


def first_failures(searches: list[Search], folder: Path) -> Iterator[tuple[Search, str]]:
    """Search with as many processes as there are processors; yield what each came to."""
    waiting, running = list(reversed(searches)), {}
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            search = waiting.pop()
            search.began = search.began or time.monotonic()
            running[run_without(search.what, search.places[0], folder / search.what)] = search
        search = running.pop(os.wait()[0])
        answer = json.loads((folder / search.what).read_text("utf-8"))
        if answer["failed"]:
            yield search, answer["failed"][0]
        elif answer["code"] not in {0, NO_TESTS}:
            raise SystemExit(f"{search.what}: the run broke\n{answer['told']}")
        elif len(search.places) > 1:
            search.places.pop(0)
            waiting.append(search)
        else:
            yield search, ""


def prepare() -> None:
    """Set up Django and what every run imports, so that each run begins from there."""
    import django  # noqa: PLC0415 -- after the switches are in

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["TEST_FAST"] = "yes"
    django.setup()
    from django.urls import get_resolver  # noqa: PLC0415

    assert get_resolver().url_patterns
    switch.switch_kinds()


def names_of(room: str, what: str) -> set[str]:
    """Return by what one can ask for it: its room, its kind, its whole name, the end of it."""
    return {room, what, *what.split(":"), what.rpartition(".")[2]}


def main(wanted: list[str]) -> int:
    prepare()
    named = set(wanted) - {"--notes"}
    rows = [row for row in everything() if not named or names_of(*row) & named]
    noted = "--notes" in wanted and NOTES.exists()
    met = json.loads(NOTES.read_text("utf-8")) if noted else who_meets_what()
    searches = [searched(room, what, met.get(what, [])) for room, what in rows]
    unnoticed = []
    with tempfile.TemporaryDirectory() as folder:
        for search, failed in first_failures(searches, Path(folder)):
            took = time.monotonic() - search.began
            print(f"{search.what:80} {failed or 'NO TEST FAILED'}  ({took:.0f} s)", flush=True)  # noqa: T201
            if not failed:
                unnoticed.append(search.what)
    print(f"\n{len(rows)} switched off, {len(unnoticed)} unnoticed")  # noqa: T201
    print("\n".join(f"  {what}" for what in unnoticed))  # noqa: T201
    return 1 if unnoticed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
