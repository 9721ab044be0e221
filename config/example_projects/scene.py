"""One example project while it is made: its row, its people, and the day on which each acts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from config.people import CAST
from naboskap.accounts.models import User
from naboskap.applications.models import Application
from naboskap.assessments.models import Case
from naboskap.core import clock
from naboskap.organisations.models import Place
from naboskap.organisations.queries import places_on

IN_THE_MORNING = time(10)


class Scene:
    """A row of ``starter/examples.json``. Days are counted from today, sums are whole kroner."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self.today = clock.today()

    @cached_property
    def cast(self) -> dict[str, User]:
        """The demonstration's people by the key of ``config.people``."""
        found = {user.email: user for user in User.objects.filter(is_demonstration=True)}
        return {one.key: found[one.email] for one in CAST if one.email in found}

    @property
    def application(self) -> Application:
        return Application.objects.get(key=self.row["key"])

    @property
    def case(self) -> Case:
        return Case.objects.get(application__key=self.row["key"])

    @property
    def officer(self) -> User:
        """Whoever got the case by its theme."""
        officer = self.case.officer
        assert officer is not None
        return officer

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    @contextmanager
    def on(self, days: int) -> Iterator[None]:
        """Let it be the morning of a day that has been; 0 is now."""
        if days >= 0:
            yield
            return
        morning = datetime.combine(self.day(days), IN_THE_MORNING, tzinfo=clock.OSLO)
        with clock.set_back(morning):
            yield

    def place(self, side: str) -> Place:
        """Return where a side is: the first of its counties that there is today."""
        codes = self.row[side]["places"]
        there = {place.code: place for place in places_on(self.today).filter(code__in=codes)}
        return next(there[code] for code in codes if code in there)
