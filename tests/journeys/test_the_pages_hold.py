"""Every page of a house in use, and every form as it comes back when it is badly filled."""

from urllib.parse import urlsplit

import pytest

from tests.journeys.test_an_empty_house import DOORS
from tests.journeys.walk import Walk

# Pages that no link leads to before one has begun.
STRANGER = [
    "/logg-inn/",
    "/registrer/",
    "/glemt-passord/",
    "/glemt-passord/x-finnes-ikke/",
    "/bekreft-epost/finnes-ikke/",
    "/invitasjon/finnes-ikke/",
    "/min-side/invitasjon/finnes-ikke/",
    "/min-side/bekreft/finnes-ikke/",
    "/min-side/kode/",
    "/ide/",
    "/spor/",
    "/spor/finnes-ikke/",
    "/samtale/finnes-ikke/",
    "/arrangementer/min/finnes-ikke/",
    "/nyhetsbrev/",
    "/nyhetsbrev/mitt/finnes-ikke/",
    "/finnes-ikke/",
]


@pytest.fixture(scope="module")
def walk():
    return Walk()


def test_what_a_stranger_may_fill_in(visitor, walk):
    for address in STRANGER:
        page = visitor()
        if walk.go(page, address):
            walk.try_forms(page, address)
    assert {view for view, *_form in walk.refused} >= {
        "account_login",
        "account_signup",
        "account_reset_password",
        "portal:code",
        "idea",
    }


@pytest.mark.parametrize("role", DOORS)
def test_what_each_of_the_cast_may_fill_in(person, walk, role):
    page = person(role)
    walk.through(page, DOORS[role], first=urlsplit(page.url).path, forms=True)
