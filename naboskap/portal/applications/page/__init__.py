"""What the pages of one draft share: fetched for this reader, judged, and ready to show."""

from functools import cached_property

from django.http import HttpRequest
from django.utils.translation import gettext as _

from naboskap.applications.turns import in_words, turns_of
from naboskap.core.words import capital
from naboskap.guidelines.findings import stopping
from naboskap.portal.applications.history import Writers
from naboskap.portal.applications.page.asked import ASKED_IN
from naboskap.portal.applications.page.choices import (
    NOT_CHOSEN,
    kind_of_cost,
    words_of,
)
from naboskap.portal.applications.page.money import Money, Row
from naboskap.portal.applications.page.opened import Finding, fetched, fetched_to_save, writer
from naboskap.portal.applications.page.plan import Plan

__all__ = [
    "ASKED_IN",
    "NOT_CHOSEN",
    "DraftPage",
    "Finding",
    "Row",
    "capital",
    "fetched",
    "fetched_to_save",
    "kind_of_cost",
    "of",
    "words_of",
    "writer",
]


class DraftPage(Money, Plan):
    """One application for one reader, all subjects together: whether it can go, and whose turn."""

    @property
    def is_ready(self) -> bool:
        """Whether nothing of what is written stands in the way of sending."""
        return not self.is_too_large and not self.gaps and not stopping(self.findings)

    @property
    def can_be_sent(self) -> bool:
        return self.is_ready and self.round is not None

    @cached_property
    def turns(self) -> dict[str, tuple[str, ...]]:
        """What each side has to do now, in codes (``applications.turns``)."""
        return turns_of(
            self.draft,
            self.gaps,
            is_stopped=bool(stopping(self.findings)) or self.is_too_large,
            needs_partner=self.needs_partner,
            began_by=self.application.started_by_id,
        )

    @property
    def is_own_turn(self) -> bool:
        return bool(self.side and self.turns[self.side])

    @property
    def is_others_turn(self) -> bool:
        return any(codes for side, codes in self.turns.items() if side != self.side)

    @property
    def own_turn(self) -> str:
        """What the reader's side has to do, in words; empty where it is not their turn."""
        return str(in_words(self.turns.get(self.side, ())))

    @property
    def others_turn(self) -> str:
        """What the other side has to do, in words; empty where it is not their turn."""
        return str(in_words(self.turns["a" if self.side == "b" else "b"])) if self.side else ""

    @property
    def changed_by(self) -> str:
        """Who began the change that is being written, with their side, as the reader reads it."""
        if self.change is None:
            return ""
        people = {
            one.user_id: (one.name, name)
            for name, side in self.draft.sides.items()
            for one in side.people
        }
        return Writers(people, self.user.pk).name(self.change.began_by_id)

    @property
    def is_changed_by_the_other(self) -> bool:
        """Whether the change was begun by somebody of the other side, who is there still."""
        if self.change is None or not self.side:
            return False
        return any(one.user_id == self.change.began_by_id for one in self.other.people)

    @property
    def turn(self) -> str:
        """Whose turn it is in a draft, and for what: of both only where both have something."""
        if self.round is None:
            return ""
        if not self.side:
            turns = [
                _("%(side)s: %(what)s.") % {"side": self.side_name(side), "what": in_words(codes)}
                for side, codes in self.turns.items()
                if codes
            ]
            return " ".join(turns)
        if self.can_be_sent and self.awaits_other_side:
            return _("The other side is asked in, and has not come yet. You can go on meanwhile.")
        if self.can_be_sent and self.is_own_turn and not self.leads:
            names = [side.lead.name for side in self.draft.sides.values() if side.lead]
            return _("Whoever leads can send it: %(names)s.") % {"names": ", ".join(names)}
        said = []
        if own := self.own_turn:
            said.append(_("Your turn: %(what)s.") % {"what": own})
        if others := self.others_turn:
            said.append(_("The other side's turn: %(what)s.") % {"what": others})
        return " ".join(said)


def of(request: HttpRequest, key: str) -> DraftPage:
    """Fetch the application for whoever asks, as a page."""
    return DraftPage(fetched(request, key), writer(request))
