from datetime import timedelta

import factory

from naboskap.core import clock
from naboskap.network.models import Issue, Subscriber, SubscriberTopic

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
    mailed_since = factory.LazyFunction(clock.now)

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
