"""manage.py restore FILE: a copy back into an empty place."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import copies


class Command(BaseCommand):
    help = "Takes the house back from FILE, into an empty database and data folder."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            count = copies.take_back(file.resolve())
        except copies.CopyError as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{count} parts are back. Start the house as usual.")
