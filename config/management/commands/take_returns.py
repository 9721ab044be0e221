"""manage.py take_returns [PATH …]: read what came back to the newsletter's return address."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from naboskap.core.permissions import SYSTEM
from naboskap.network.actions import take_return
from naboskap.network.returns import LARGEST

FOLDERS = ("new", "cur")  # Of a Maildir.


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
                "NABOSKAP_MAIL_RETURN is not set: no newsletter has an address to come back to."
            )
        if not paths:
            raw = sys.stdin.buffer.read(LARGEST)
            self.stdout.write(f"1 {take_return(raw, to=to, by=SYSTEM)}")
            return
        counted: Counter[str] = Counter()
        for file in _files(paths):
            with file.open("rb") as opened:
                counted[take_return(opened.read(LARGEST), by=SYSTEM)] += 1
            if delete:
                file.unlink()
        for what, number in sorted(counted.items()):
            self.stdout.write(f"{number} {what}")


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
