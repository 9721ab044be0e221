"""Until when a draft can be sent, and what was sent can be changed."""

from datetime import date, datetime
from functools import cached_property

from naboskap.applications.models import Change
from naboskap.applications.queries import (
    WayIn,
    change_under_way,
    changing_until,
    kept_until,
    last_day_to_confirm,
    way_in,
)
from naboskap.core import clock
from naboskap.core.errors import applies
from naboskap.portal.applications.page.opened import Opened
from naboskap.programmes.models import Round
from naboskap.programmes.queries import last_closed, next_opening


class Closing(Opened):
    """The round and its closing; the change that is being written; how long a draft is kept."""

    @cached_property
    def way_in(self) -> WayIn | None:
        """In which round, and until when, it can be sent now; None where it cannot."""
        return way_in(self.application, clock.now())

    @property
    def round(self) -> Round | None:
        return self.way_in.round if self.way_in else None

    @cached_property
    def round_ahead(self) -> Round | None:
        """The round that a draft waits for: the next to open, where it cannot be sent today."""
        if self.round or not self.is_draft:
            return None
        return next_opening(self.application.programme)

    @property
    def sent_on(self) -> date:
        """The day of sending that the draft is judged by: the first on which it may be sent.

        Rule GUI-52: today, or the day on which the round that it waits for opens.
        """
        today = clock.today()
        if self.round_ahead is None:
            return today
        opens_on = self.round_ahead.opens_at.astimezone(clock.OSLO).date()
        return max(opens_on, today) if applies("GUI-52", opens_on > today) else today

    @cached_property
    def told_round(self) -> Round | None:
        """The round whose closing is told: the open one, else the one that closed last."""
        return self.round or last_closed(self.application.programme, clock.now())

    @property
    def closes_at(self) -> datetime | None:
        if self.way_in is not None and self.way_in.is_late:
            return self.way_in.until
        told = self.told_round
        return (told.closed_early_at or told.closes_at) if told else None

    @property
    def takes_until(self) -> datetime | None:
        return self.way_in.until if self.way_in else None

    @property
    def is_extended(self) -> bool:
        return bool(self.told_round and self.told_round.is_extended)

    @cached_property
    def change(self) -> Change | None:
        """The change of what was sent that is being written now."""
        return None if self.is_draft else change_under_way(self.application)

    @property
    def is_open_to_write(self) -> bool:
        """Whether its pages are written on: a draft, or what was sent and is being changed."""
        return self.is_draft or self.change is not None

    @property
    def changing_until(self) -> datetime | None:
        return changing_until(self.application, self.change) if self.change else None

    @property
    def confirm_until(self) -> datetime:
        """When what is sent now lapses if the other side has not confirmed it."""
        return clock.end_of(last_day_to_confirm(self.application))

    @property
    def kept_until(self) -> date:
        return kept_until(self.application)
