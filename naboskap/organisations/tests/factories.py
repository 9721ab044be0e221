import factory

from naboskap.accounts.tests.factories import UserFactory
from naboskap.core import clock
from naboskap.organisations.models import BankAccount, Membership, Organisation


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A club on the home side; ``members=[person]`` lets people speak for it."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    country = "NO"
    name = factory.Sequence(lambda number: f"Demolaget {number}")
    kind = "sports_club"

    @factory.post_generation
    def members(self, create, extracted, **kwargs):
        for person in extracted or ():
            MembershipFactory(organisation=self, user=person)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    standing = "active"


class BankAccountFactory(factory.django.DjangoModelFactory):
    """An account in force."""

    class Meta:
        model = BankAccount

    organisation = factory.SubFactory(OrganisationFactory)
    number = "86011117947"
    proposed_by_id = 999_999  # Somebody who has left since.
    proposed_at = factory.LazyFunction(clock.now)
    confirmed_at = factory.LazyFunction(clock.now)
