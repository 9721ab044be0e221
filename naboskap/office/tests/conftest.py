"""The office's cast, standing to a case that was really sent, with browsers to sign in with."""

from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client

from naboskap.accounts.tests.factories import UserFactory
from naboskap.applications.models import Application
from naboskap.applications.tests.factories import (
    NOW,
    draft,
    fill,
    join,
    organisation,
    place,
    programme,
)
from naboskap.assessments.actions import send_application
from naboskap.assessments.tests.conftest import people
from naboskap.decisions.tests.factories import pot
from naboskap.ledger.actions import give
from naboskap.organisations.models import Organisation
from naboskap.programmes.models import Criterion


@pytest.fixture(autouse=True)
def in_autumn():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sent(db):
    """A case as the pair sent it, confirmed, before anybody has said or done anything."""
    ordinary = programme(
        answer_from_weeks=4, answer_to_weeks=6, accept_within_days=21, report_within_days=60
    )
    for position, slug in enumerate(("cooperation", "budget"), 1):
        Criterion.objects.create(
            programme=ordinary, slug=slug, position=position, name={"nb": slug}
        )
    lead = UserFactory()
    application = draft(lead)
    join(application, UserFactory(language="ru"), by=lead)
    application = fill(application, by=lead)
    partner = organisation(country="RU")
    Organisation.objects.filter(pk=partner.pk).update(place=place("RU-MUR", "b", "Murmansk"))
    application.seats.filter(side="b").update(organisation=partner)
    case = send_application(application, by=lead)
    Application.objects.update(status="confirmed")
    give(pot(), 1_000_000_00, reference="gift")
    return case


@pytest.fixture
def cast(sent):
    """The cast of ``assessments`` around the case that was sent."""
    return people(sent)


@pytest.fixture
def browser():
    """Return a browser that is signed in as somebody."""

    def signed_in(user):
        client = Client()
        client.force_login(user)
        session = client.session
        session["second_factor"] = True
        session.save()
        return client

    return signed_in


@pytest.fixture
def house(sent, cast, browser):
    """The case, the cast and the browsers together."""
    return SimpleNamespace(case=sent, cast=cast, as_=lambda name: browser(getattr(cast, name)))
