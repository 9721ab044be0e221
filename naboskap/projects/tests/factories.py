import csv
import json

import factory
from django.conf import settings

from naboskap.core import clock
from naboskap.disclosure.actions import touch_public
from naboskap.projects.models import Card


class CardFactory(factory.django.DjangoModelFactory):
    """A published project of the catalogue; a school in Murmansk oblast across the border."""

    class Meta:
        model = Card
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"2019-{number:06}")
    import_key = factory.Sequence(str)
    source = Card.Source.CATALOGUE
    title = factory.Sequence(lambda number: f"Dans over grensa {number}")
    year = 2019
    theme = "culture"
    applicant_name = factory.Sequence(lambda number: f"Dansegruppa {number}")
    applicant_kind = "organisation"
    applicant_place = "Finnmark"
    applicant_region = "NO-56"
    partner_kind = "school"
    partner_regions = factory.LazyFunction(lambda: ["RU-MUR"])
    amount_awarded = 5_000_000
    participants_a = 10
    participants_b = 12
    published_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def stamp(self, create, extracted, **kwargs):
        touch_public()


def catalogue():
    """Return the rows of the starter's catalogue."""
    path = settings.ROOT / "starter" / "projects.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def catalogue_names():
    """Return the names that the starter protects in every text."""
    path = settings.ROOT / "starter" / "protected_names.json"
    return json.loads(path.read_text(encoding="utf-8"))
