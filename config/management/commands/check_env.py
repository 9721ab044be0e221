"""manage.py check_env: the environment variables, as a table for the handbook."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.settings import DATA_DIR, ROOT, env

PAGE = ROOT / "docs" / "operations" / "settings.md"
HEADING = """# Settings
Printed by `script/manage check_env --write`. Each may also be given as `NAME_FILE`, the path of a
file that holds the value: for passwords and keys. `script/server` sets `NABOSKAP_DATA`,
`NABOSKAP_DEMONSTRATION` and `NABOSKAP_SECRET_KEY` itself, and counts on `GRANIAN_WORKERS` (2) and
`GRANIAN_BLOCKING_THREADS` (2) where they are not given.

"""


def page() -> str:
    """Return the handbook's page of settings."""
    lines = ["| Variable | Default | What it is |", "|---|---|---|"]
    for name, about in env.declared.items():
        default = env.defaults.get(name, "must be set")
        default = default.replace(str(DATA_DIR), "data").replace(f"{ROOT}/", "")
        lines.append(f"| `{name}` | {f'`{default}`' if default else 'empty'} | {about} |")
    return HEADING + "\n".join(lines) + "\n"


class Command(BaseCommand):
    help = "Prints every environment variable with its default; fails on an unknown one of ours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="into the handbook")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        if write:
            PAGE.write_text(page(), encoding="utf-8")
        else:
            self.stdout.write(page())
        if unknown := env.unknown():
            raise CommandError(f"Nothing reads {', '.join(unknown)}. Misspelt?")
