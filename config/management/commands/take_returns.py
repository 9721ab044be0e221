"""manage.py take_returns [PATH …]: read what came back to the newsletter's return address."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from naboskap.core.permissions import SYSTEM
from naboskap.network.actions import take_return
from naboskap.network.returns import LARGEST

FOLDERS = ("new", "cur")  # Of a Maildir.
# What passes: a mail server that handed the message over keeps it and tries again (sysexits.h).
# Any other number is to it a refusal for good, and the report would be gone.
LATER = os.EX_TEMPFAIL


class Command(BaseCommand):
    help = (
        "Reads messages that came to NABOSKAP_MAIL_RETURN, and notes which newsletters did not"
        " arrive. Of PATH, a file or a Maildir; without one, a single message from standard input,"
        " as a mail server hands it over."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
        parser.add_argument("--to", default="", help="the envelope's address, with one message")
        parser.add_argument(
            "--delete", action="store_true", help="delete each file when it has been read"
        )

    def handle(self, *args: Any, paths: list[Path], to: str, delete: bool, **options: Any) -> None:
        if not settings.MAIL_RETURN:
            raise CommandError(
                "NABOSKAP_MAIL_RETURN is not set: no newsletter has an address to come back to.",
                returncode=LATER,
            )
        try:
            if paths:
                self._read_all(paths, delete=delete)
            else:
                raw = sys.stdin.buffer.read(LARGEST)
                self.stdout.write(f"1 {take_return(raw, to=to, by=SYSTEM)}")
        except (OSError, DatabaseError) as fault:
            raise CommandError(f"Not now: {type(fault).__name__}.", returncode=LATER) from fault

    def _read_all(self, paths: list[Path], *, delete: bool) -> None:
        """Read each file; one that cannot be read stops none of the others, and stays."""
        counted: Counter[str] = Counter()
        unread = 0
        for file in _files(paths):
            try:
                with file.open("rb") as opened:
                    raw = opened.read(LARGEST)
            except FileNotFoundError:  # Moved on meanwhile by what fills the Maildir.
                continue
            except OSError:
                unread += 1
                continue
            counted[take_return(raw, by=SYSTEM)] += 1
            if delete:
                file.unlink(missing_ok=True)
        for what, number in sorted(counted.items()):
            self.stdout.write(f"{number} {what}")
        if unread:
            raise CommandError(f"{unread} could not be read, and stay.", returncode=LATER)


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            folders = [path / name for name in FOLDERS if (path / name).is_dir()] or [path]
            for folder in folders:
                yield from sorted(one for one in folder.iterdir() if one.is_file())
        elif path.is_file():
            yield path
        else:
            raise CommandError(f"{path} is not there.")
