"""Every page before anything has been done: the empty lists, and what a stranger meets."""

from urllib.parse import urlsplit

import pytest

from tests.journeys.walk import Walk

DOORS = {
    "applicant": "/min-side/",
    "partner": "/ru/min-side/",
    "case_officer": "/saksbehandling/",
    "head": "/saksbehandling/",
    "board_1": "/saksbehandling/",
    "council": "/saksbehandling/",
    "finance_preparer": "/saksbehandling/",
    "finance_releaser": "/saksbehandling/",
    "auditor": "/saksbehandling/",
    "editor": "/saksbehandling/",
    "administrator": "/saksbehandling/",
}


@pytest.mark.parametrize("start", ["/", "/en/", "/ru/"])
def test_a_stranger_walks_through_the_house(visitor, start):
    met = Walk().through(visitor(), start)
    assert {"bank", "bank-project", "programme", "guidelines-version", "advisers", "idea"} <= met


@pytest.mark.parametrize("start", ["/nn/", "/se/"])
def test_a_stranger_reads_what_only_pages_are_told_in(visitor, start):
    assert {"wagtail_serve", "programmes"} <= Walk().through(visitor(), start)


@pytest.mark.parametrize("role", DOORS)
def test_each_of_the_cast_walks_through_their_rooms(person, role):
    page = person(role)
    arrived = urlsplit(page.url).path  # Where the house leads them.
    assert len(Walk().through(page, DOORS[role], first=arrived)) > 2
