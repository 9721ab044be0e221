"""manage.py rebuild_search: index projects and publications anew, as the gate allows today."""

from typing import Any

from django.core.management.base import BaseCommand

from naboskap.projects.actions import index_cards
from naboskap.projects.models import Card
from naboskap.website.library.actions import rebuild

AT_A_TIME = 500


class Command(BaseCommand):
    help = (
        "Indexes every project and publication anew. Everything else that is public is found from"
        " the pages themselves, and needs no index."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        keys = list(Card.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), AT_A_TIME):
            index_cards(Card.objects.filter(pk__in=keys[start : start + AT_A_TIME]))
        self.stdout.write(f"{len(keys)} projects indexed.")
        self.stdout.write(f"{rebuild()} publications indexed.")
