from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
import time_machine

from naboskap.accounts.models import Role
from naboskap.accounts.tests.factories import UserFactory
from naboskap.advice.tests.factories import AdviserFactory
from naboskap.core.permissions import SYSTEM
from naboskap.partnering.tests.factories import shown, told, written

NOW = datetime(2021, 10, 4, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def adviser(db):
    with time_machine.travel(datetime(2020, 1, 1, tzinfo=UTC), tick=False):
        return AdviserFactory(languages=["nb", "en", "ru"]).user


@pytest.fixture
def school(adviser):
    """A school on the other side, whose wish is shown."""
    return shown(UserFactory(language="ru"), adviser, place="RU-MUR")


@pytest.fixture
def club(adviser):
    """A club at home, whose wish is shown."""
    return shown(UserFactory(), adviser, place="NO-54")


@pytest.fixture
def cast(adviser, club, school):
    """Everybody who could try, by what they are to the club's wish."""
    with time_machine.travel(datetime(2020, 1, 1, tzinfo=UTC), tick=False):
        people = {role.value: UserFactory(roles=[role]) for role in Role}
    unread = written(UserFactory(), told(place="RU-MUR"))
    return SimpleNamespace(
        system=SYSTEM,
        owner=club.user,
        across=school.user,
        neighbour=shown(UserFactory(), adviser, place="NO-54").user,
        unread_across=unread.user,
        stranger=UserFactory(),
        superuser=UserFactory(is_superuser=True),
        **people,
    )
