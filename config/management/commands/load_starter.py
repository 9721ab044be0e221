"""manage.py load_starter: what the secretariat begins with. Loading it again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Loads places, guidelines, programmes, pots and the catalogue of earlier projects."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load in order: what is pointed at comes before what points."""
