"""manage.py backup FILE: the whole house in one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import copies


class Command(BaseCommand):
    help = "Copies every table at one instant, and every file, into FILE. The house may be open."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        file = file.resolve()
        if file.exists():
            raise CommandError(f"{file} is there already; give another name.")
        count = copies.make(file)
        copies.look_at(file)
        self.stdout.write(
            f"{file}: {count} parts, read through again. It holds the secret key and personal"
            " data: keep it as safe as the house itself."
        )
