"""manage.py load_starter: what the secretariat begins with. Loading it again changes nothing."""

import csv
import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import load_guidelines
from naboskap.projects.actions import import_catalogue

STARTER = settings.ROOT / "starter"


class Command(BaseCommand):
    help = "Loads places, guidelines, programmes, pots and the catalogue of earlier projects."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load in order: what is pointed at comes before what points."""
        files = sorted((STARTER / "guidelines").glob("*.json"))
        load_guidelines(
            (json.loads(path.read_text(encoding="utf-8")) for path in files), by=SYSTEM
        )
        with (STARTER / "projects.csv").open(encoding="utf-8", newline="") as file:
            names = json.loads((STARTER / "protected_names.json").read_text(encoding="utf-8"))
            import_catalogue(list(csv.DictReader(file)), by=SYSTEM, names=names)
