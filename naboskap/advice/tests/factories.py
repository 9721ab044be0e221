from datetime import UTC, datetime, timedelta

import factory

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.models import Adviser, Idea, Talk, Thread, ThreadMessage
from naboskap.core import clock


class AdviserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Adviser

    user = factory.SubFactory(UserFactory, roles=[Role.CASE_OFFICER])
    field = factory.LazyFunction(lambda: {"nb": "skole", "en": "schools", "ru": "школы"})
    ask_about = factory.LazyFunction(lambda: {"nb": "Alt.", "en": "All.", "ru": "Обо всём."})
    languages = ["nb", "en"]
    phone = "+47 00 00 00 01"
    email = factory.LazyAttribute(lambda o: o.user.email)


class IdeaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Idea

    text = "Vi vil synge sammen med et kor på den andre siden."
    contact = "+47 00 00 00 99"
    language = "nb"
    key = factory.Sequence(lambda number: f"key-{number}")
    created_at = factory.LazyFunction(clock.now)
    answer_by = datetime(2021, 10, 6, 14, tzinfo=UTC)

    class Params:
        late = factory.Trait(answer_by=factory.LazyFunction(lambda: clock.now() - timedelta(1)))


class ThreadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Thread
        skip_postgeneration_save = True

    key = factory.Sequence(lambda number: f"thread-{number}")
    form_key = factory.Sequence(lambda number: f"form-{number}")
    address = "somebody@example.org"
    language = "ru"
    asked_at = factory.LazyFunction(clock.now)
    last_at = factory.LazyFunction(clock.now)
    answer_by = factory.LazyFunction(lambda: clock.now() + timedelta(2))

    class Params:
        late = factory.Trait(answer_by=factory.LazyFunction(lambda: clock.now() - timedelta(1)))

    @factory.post_generation
    def text(self, create, extracted, **kwargs):
        """The question itself, as its first message."""
        ThreadMessage.objects.create(
            thread=self,
            text=extracted or "Может ли школа быть партнёром?",
            language=self.language,
            is_from_adviser=False,
            written_at=self.asked_at,
            key="first",
        )


class TalkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Talk

    key = factory.Sequence(lambda number: f"talk-{number}")
    form_key = factory.Sequence(lambda number: f"form-{number}")
    adviser = factory.SubFactory(AdviserFactory)
    begins_at = factory.LazyFunction(lambda: clock.now() + timedelta(3))
    minutes = 30
    name = "Somebody"
    address = "somebody@example.org"
    way = "phone"
    reached_at = "+47 00 00 00 99"
    language = "nb"
    booked_at = factory.LazyFunction(clock.now)
    changed_at = factory.LazyFunction(clock.now)
