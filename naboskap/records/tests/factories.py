import factory

from naboskap.core import clock
from naboskap.records.models import CaseFile


class CaseFileFactory(factory.django.DjangoModelFactory):
    """A case in the journal of 2021."""

    class Meta:
        model = CaseFile

    year = 2021
    sequence = factory.Sequence(lambda number: number + 1000)
    title = "Søknad om støtte"
    public_title = "Søknad om støtte"
    opened_at = factory.LazyFunction(clock.now)
