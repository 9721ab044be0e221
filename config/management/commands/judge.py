"""manage.py judge: what the guidelines say of a project, for a program to read."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from naboskap.core import clock
from naboskap.guidelines.facts import schema
from naboskap.guidelines.findings import Finding, stopping
from naboskap.guidelines.judge import judge
from naboskap.guidelines.models import Version
from naboskap.guidelines.plainfacts import FactsError, read_facts
from naboskap.guidelines.queries import place_names, rules_of, version_in_force
from naboskap.guidelines.wording import worded
from naboskap.programmes.models import Programme


class Command(BaseCommand):
    help = (
        "Reads the facts of a project as JSON (FILE, or what is piped in) and prints what the"
        " guidelines say of it as JSON: the same judge as in the form. Ends with 1 where"
        " something would stop it, and with 2 where the facts cannot be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="the facts; without it, stdin")
        parser.add_argument("--programme", help="the programme's short name, as in its address")
        parser.add_argument("--on", type=date.fromisoformat, help="as 2021-11-01; else today")
        parser.add_argument("--guidelines", help="a version by name, also one that lies ready")
        parser.add_argument("--language", default="en", choices=["nb", "en", "ru"])
        parser.add_argument("--schema", action="store_true", help="print the facts' JSON Schema")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["schema"]:
            self._print(schema())
            return
        programme = Programme.objects.filter(slug=options["programme"] or "").first()
        if programme is None:
            known = ", ".join(Programme.objects.order_by("order").values_list("slug", flat=True))
            raise CommandError(f"Say which programme: --programme with one of {known}.")
        day = options["on"] or clock.today()
        version = _version(programme, options["guidelines"], day)
        text = options["file"].read_text("utf-8") if options["file"] else sys.stdin.read()
        with translation.override(options["language"]):
            try:
                facts = read_facts(_completed(text, programme.slug, day))
            except FactsError as wrong:
                self._print(
                    {"wrong": [{"at": one.path, "why": one.words} for one in wrong.faults]}
                )
                sys.exit(2)
            findings = judge(rules_of(version), facts)
            places = place_names(day)
            self._print(
                {
                    "programme": programme.slug,
                    "on": day.isoformat(),
                    "guidelines": version.slug,
                    "can_be_sent": not stopping(findings),
                    "findings": [_told(each, places) for each in findings],
                }
            )
        if stopping(findings):
            sys.exit(1)

    def _print(self, told: Any) -> None:
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))


def _version(programme: Programme, asked: str | None, day: date) -> Version:
    """Return the version that is asked for, or the one in force on the day."""
    if not asked:
        found = version_in_force(programme.rulebook, day)
        if found is None:
            raise CommandError(f"{programme.slug} has no guidelines in force on {day}.")
        return found
    versions = programme.rulebook.versions
    named = versions.filter(slug=asked).first()
    if named is None:
        known = ", ".join(versions.order_by("slug").values_list("slug", flat=True))
        raise CommandError(f"{programme.slug} has these guidelines: {known}.")
    return named


def _completed(text: str, programme: str, day: date) -> str:
    """Add what the command line has said already: the programme, and the day."""
    try:
        told = json.loads(text)
    except ValueError:
        return text  # Told with its place, when it is read.
    if isinstance(told, dict):
        told = {"programme": programme, "submitted_on": day.isoformat()} | told
    return json.dumps(told)


def _told(finding: Finding, places: Any) -> dict[str, Any]:
    says = worded(finding, places=places)
    return finding.as_data() | {
        "words": {
            "heading": says.heading,
            "found": says.found,
            "needed": says.needed,
            "changes": [change.text for change in says.changes],
        }
    }
