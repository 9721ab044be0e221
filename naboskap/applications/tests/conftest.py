"""The cast: one person for each way of standing to an application."""

from types import SimpleNamespace

import pytest
import time_machine

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory, cast_of
from naboskap.applications.actions import let_in_adviser
from naboskap.applications.models import Help
from naboskap.applications.tests.factories import NOW, adviser_of_ours, draft, fill, join
from naboskap.core import clock
from naboskap.core.permissions import SYSTEM
from naboskap.organisations.models import Membership

CAST = (
    "lead",
    "co_writer",
    "reader",
    "partner",
    "stranger",
    "colleague",
    "adviser",
    "writing_adviser",
    "case_officer",
    "head",
    "deputy",
    "board_member",
    "council_member",
    "finance_preparer",
    "finance_releaser",
    "auditor",
    "editor",
    "administrator",
    "superuser",
    "system",
)


@pytest.fixture(autouse=True)
def _autumn():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def application(lead):
    return draft(lead)


@pytest.fixture
def lead():
    return UserFactory()


@pytest.fixture
def partner(application, lead):
    return join(application, UserFactory(language="ru"), by=lead)


@pytest.fixture
def ready(application, lead, partner):
    """A draft that nothing stops, with a partner who has come."""
    return fill(application, by=lead)


@pytest.fixture
def cast(application, lead, partner):
    seat = application.seats.get(side="a")
    colleague = UserFactory()
    Membership.objects.create(organisation=seat.organisation, user=colleague, standing="active")
    reader = join(application, UserFactory(), side="a", by=lead, may_write=False)
    adviser = adviser_of_ours()
    let_in_adviser(application, adviser, by=lead)
    writing = UserFactory(roles=[Role.CASE_OFFICER])
    Help.objects.create(
        application=application, user=writing, may_write=True, let_in_at=clock.now()
    )
    stranger = UserFactory()
    draft(stranger, of=application.programme)
    co_writer = UserFactory()
    seat.people.create(user=co_writer, joined_at=clock.now(), informed_at=clock.now())
    return SimpleNamespace(
        lead=lead,
        co_writer=co_writer,
        reader=reader,
        partner=partner,
        stranger=stranger,
        colleague=colleague,
        adviser=adviser,
        writing_adviser=writing,
        system=SYSTEM,
        **cast_of({role: role for role in Role.values}, superuser={"is_superuser": True}),
    )
