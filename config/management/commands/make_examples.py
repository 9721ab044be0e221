"""manage.py make_examples: projects in different states, so that the house can be tried."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.example_projects import make_projects
from config.management.commands.load_starter import STARTER, read


class Command(BaseCommand):
    help = (
        "Makes example projects, from a draft to a story that is told, by the demonstration's"
        " people. Whatever exists already is left as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "Example projects belong in a demonstration: NABOSKAP_DEMONSTRATION=yes."
            )
        for key, why in make_projects(read(STARTER / "examples.json") or []).items():
            self.stdout.write(f"Not made: {key}: {why}")
