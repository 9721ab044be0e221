"""manage.py check_env: the environment variables, as a table for the handbook."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.settings import DATA_DIR, ROOT, env


class Command(BaseCommand):
    help = "Prints every environment variable with its default; fails on an unknown one of ours."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("| Variable | Default | What it is |\n|---|---|---|")
        for name, about in env.declared.items():
            default = env.defaults.get(name, "must be set")
            default = default.replace(str(DATA_DIR), "data").replace(f"{ROOT}/", "")
            self.stdout.write(f"| `{name}` | {f'`{default}`' if default else 'empty'} | {about} |")
        if unknown := env.unknown():
            raise CommandError(f"Nothing reads {', '.join(unknown)}. Misspelt?")
