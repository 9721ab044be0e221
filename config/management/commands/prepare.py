"""manage.py prepare: tables, starter, people. What script/server does before it serves."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from config.management.commands.load_starter import STARTER
from naboskap.applications.models import Application


class Command(BaseCommand):
    help = "Brings the tables up to date and loads what the installation starts from."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--starter", type=Path, default=STARTER)
        parser.add_argument("--demonstration", action="store_true")
        parser.add_argument("--examples", action="store_true", help="in a new demonstration")

    def handle(
        self, *args: Any, starter: Path, demonstration: bool, examples: bool, **options: Any
    ) -> None:
        self.step("Bringing the tables up to date")
        call_command("migrate", verbosity=0, interactive=False)
        self.step("Loading the starter")
        call_command("load_starter", folder=starter, verbosity=0)
        if demonstration:
            self.step("Making the demonstration's people")
            call_command("make_demonstration", verbosity=0)
            if examples and not Application.objects.exists():
                self.step("Making the demonstration's projects")
                call_command("make_examples", verbosity=0)
        else:
            self.step("Looking for an administrator")
            call_command("first_administrator", verbosity=0)
        self.step("Checking")
        call_command("check", verbosity=0)

    def step(self, words: str) -> None:
        self.stdout.write(f"· {words}")
        self.stdout.flush()
