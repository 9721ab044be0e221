from datetime import timedelta

import factory

from naboskap.core import clock
from naboskap.network.models import Event, Issue, Registration, Subscriber, SubscriberTopic

TEXT = "## Frister\nSøk før **1. november**. Se [fristene](/frister/).\n\n- skoler\n- lag"


class SubscriberFactory(factory.django.DjangoModelFactory):
    """Somebody who gets the newsletter."""

    class Meta:
        model = Subscriber
        skip_postgeneration_save = True

    key = factory.Sequence(lambda number: f"subscriber-{number}")
    address = factory.Sequence(lambda number: f"reader-{number}@example.org")
    language = "nb"
    status = "subscribed"
    form_key = factory.Sequence(lambda number: f"form-{number}")
    asked_at = factory.LazyFunction(clock.now)
    confirm_by = factory.LazyFunction(lambda: clock.now() + timedelta(7))
    confirmed_at = factory.LazyFunction(clock.now)

    class Params:
        waiting = factory.Trait(status="waiting", confirmed_at=None)

    @factory.post_generation
    def topics(self, create, extracted, **kwargs):
        for code in extracted or ["news"]:
            SubscriberTopic.objects.create(subscriber=self, topic=code)


class IssueFactory(factory.django.DjangoModelFactory):
    """An issue that is being written."""

    class Meta:
        model = Issue
        skip_postgeneration_save = True

    title = factory.LazyFunction(lambda: {"nb": "Høstens frister", "en": "Deadlines"})
    text = factory.LazyFunction(lambda: {"nb": TEXT, "en": "Apply by 1 November."})
    topics = ["news"]
    made_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def writers(self, create, extracted, **kwargs):
        self.writers.set(extracted or [])


class EventFactory(factory.django.DjangoModelFactory):
    """An event that is on the website, in ten days, for four people."""

    class Meta:
        model = Event

    title = factory.LazyFunction(lambda: {"nb": "Samling i nord", "en": "Gathering"})
    text = factory.LazyFunction(lambda: {"nb": "## Program\nVi synger.", "en": "We sing."})
    place = factory.LazyFunction(lambda: {"nb": "Kirkenes", "en": "Kirkenes"})
    status = "shown"
    begins_at = factory.LazyFunction(lambda: clock.now() + timedelta(10))
    ends_at = factory.LazyFunction(lambda: clock.now() + timedelta(10, hours=3))
    register_by = factory.LazyFunction(lambda: clock.now() + timedelta(9))
    seats = 4
    made_at = factory.LazyFunction(clock.now)


class RegistrationFactory(factory.django.DjangoModelFactory):
    """Somebody who has a place."""

    class Meta:
        model = Registration

    key = factory.Sequence(lambda number: f"registration-{number}")
    form_key = factory.Sequence(lambda number: f"form-{number}")
    event = factory.SubFactory(EventFactory)
    status = "seated"
    name = "Koret"
    address = factory.Sequence(lambda number: f"guest-{number}@example.org")
    side = "a"
    language = "nb"
    people = 1
    registered_at = factory.LazyFunction(clock.now)
    told_at = factory.LazyFunction(clock.now)
    confirmed_at = factory.LazyFunction(clock.now)
