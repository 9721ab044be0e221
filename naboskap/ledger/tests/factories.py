import factory

from naboskap.ledger.actions import give
from naboskap.ledger.models import Giver, Pot


class GiverFactory(factory.django.DjangoModelFactory):
    """Somebody who gives."""

    class Meta:
        model = Giver

    slug = factory.Sequence(lambda number: f"giver-{number}")
    name = factory.LazyAttribute(lambda giver: {"nb": f"Giver {giver.slug}"})


class PotFactory(factory.django.DjangoModelFactory):
    """A pot; ``given=100_00`` puts øre in it."""

    class Meta:
        model = Pot
        skip_postgeneration_save = True

    giver = factory.SubFactory(GiverFactory)
    slug = factory.Sequence(lambda number: f"pot-{number}")
    name = factory.LazyAttribute(lambda pot: {"nb": f"Pott {pot.slug}"})
    year = 2021
    purpose = Pot.Purpose.PROJECTS

    @factory.post_generation
    def given(self, create, extracted, **kwargs):
        if extracted:
            give(self, extracted, reference=f"gift/{self.pk}")
