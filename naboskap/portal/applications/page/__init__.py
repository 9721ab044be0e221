"""What the pages of one draft share: fetched for this reader, judged, and ready to show."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from naboskap.guidelines.findings import stopping
from naboskap.portal.applications.page.asked import ASKED_IN
from naboskap.portal.applications.page.choices import (
    NOT_CHOSEN,
    capital,
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

    @property
    def turn(self) -> str:
        """Whose turn it is in a draft, and for what."""
        if self.round is None:
            return ""
        if not self.can_be_sent:
            return _("Your turn: fill in what is missing.")
        if self.lacks_other_side:
            if self.awaits_other_side:
                return _(
                    "The other side is asked in, and has not come yet. You can go on meanwhile."
                )
            return _(
                "Your turn: ask the other side in, so that they can read it before it is sent."
            )
        if self.leads:
            return _("Your turn: read it once more, and send it.")
        names = [side.lead.name for side in self.draft.sides.values() if side.lead]
        return _("Whoever leads can send it: %(names)s.") % {"names": ", ".join(names)}


def of(request: HttpRequest, key: str) -> DraftPage:
    """Fetch the application for whoever asks, as a page."""
    return DraftPage(fetched(request, key), writer(request))
