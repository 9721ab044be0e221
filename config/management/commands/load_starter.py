"""manage.py load_starter: what the secretariat begins with. Loading it again changes nothing."""

import csv
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.guidelines.actions import load_guidelines
from naboskap.ledger.actions import load_pots
from naboskap.organisations.actions import load_places
from naboskap.programmes.actions import load_programmes
from naboskap.projects.actions import import_catalogue
from naboskap.questionnaires.actions import load_forms
from naboskap.website.actions import load_pages

STARTER = settings.ROOT / "starter"


def read(path: Path) -> Any:
    """Return what a JSON file says; None when the starter has no such file."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


class Command(BaseCommand):
    help = "Loads places, guidelines, programmes, pots and the catalogue of earlier projects."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=STARTER,
            help="where the starter is; another secretariat has its own in the data folder",
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Load in order: what is pointed at comes before what points."""
        if places := read(folder / "places.json"):
            load_places(places, by=SYSTEM)
        files = sorted((folder / "guidelines").glob("*.json"))
        load_guidelines([read(path) for path in files], by=SYSTEM)
        if forms := read(folder / "forms.json"):
            load_forms(forms)
        if programmes := read(folder / "programmes.json"):
            load_programmes(programmes, by=SYSTEM)
        if money := read(folder / "money.json"):
            load_pots(money, clock.today().year, with_examples=settings.DEMONSTRATION)
        if (catalogue := folder / "projects.csv").exists():
            names = read(folder / "protected_names.json") or []
            with catalogue.open(encoding="utf-8", newline="") as file:
                import_catalogue(list(csv.DictReader(file)), by=SYSTEM, names=names)
        # Another secretariat begins with pages that fit any house.
        pages = folder / "pages"
        load_pages(pages if pages.is_dir() else STARTER / "pages-plain")
