"""The papers that may go with an application: which kinds there are, and what one can answer.

A paper is an answer, not only a file. None is needed unless the guidelines say so.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROOM = 60 * 1024 * 1024  # Bytes of all files of one application.
MOST = 20  # Papers of one application.
OTHER = "other"
PARTNER_LETTER = "partner_letter"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper. ``neutral`` is what its file is called on its way: it names nobody.

    What is not ``is_offered`` is shown only where the guidelines ask for it.
    """

    code: str
    words: Promise
    help: Promise | str
    neutral: str
    is_offered: bool = False


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "statutes",
            _("Statutes"),
            _("The rules of the organisation, and who is on its board."),
            "vedtekter",
            is_offered=True,
        ),
        Kind(
            PARTNER_LETTER,
            _("A letter from the partner"),
            _("A few lines of what they will do. They can also just confirm here."),
            "partnerbrev",
            is_offered=True,
        ),
        Kind(
            "budget_detail",
            _("The budget in detail"),
            _("Offers and prices, or your own sheet of figures."),
            "budsjett",
            is_offered=True,
        ),
        Kind(
            "cv",
            _("Who leads the project"),
            _("What they have done before, in short."),
            "cv",
            is_offered=True,
        ),
        Kind("cooperation_agreement", _("The agreement between you"), "", "avtale"),
        Kind("quote", _("An offer from a supplier"), "", "tilbud"),
        Kind("accounts", _("Last year's accounts"), "", "regnskap"),
        Kind("annual_report", _("The annual report"), "", "arsmelding"),
        Kind("programme", _("The programme for the activities"), "", "program"),
        Kind("permission", _("A permission from an authority"), "", "tillatelse"),
        Kind("funding", _("The answer of another funder"), "", "tilsagn"),
        Kind(
            OTHER,
            _("Something else"),
            _("The description of the project stands in the form, not in a file."),
            "vedlegg",
        ),
    )
}

STATES: dict[str, Promise] = {
    "here": _("Here it is"),
    "later": _("It comes later"),
    "known": _("You have it already"),
    "from_other": _("Somebody else sends it"),
    "none": _("There is none"),
}
WAIVED = _("We do without it")
# What the office still waits for; it may come after the application is sent.
AWAITED = frozenset({"later", "from_other"})


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as it stands. ``size`` is in bytes; ``scan`` is a ``Document.Scan``."""

    pk: int
    revision: int
    kind: str
    state: str
    called: str = ""
    note: str = ""
    due_on: date | None = None
    file_name: str = ""
    sha256: str = ""
    size: int = 0
    scan: str = ""
    is_waived: bool = False  # The office does without it.

    @property
    def words(self) -> str:
        """What the paper is called: its kind, or what the pair calls it."""
        return self.called or str(KINDS[self.kind].words if self.kind in KINDS else self.kind)

    @property
    def state_words(self) -> Promise:
        return WAIVED if self.is_waived else STATES[self.state]

    @property
    def is_here(self) -> bool:
        return self.state == "here"

    @property
    def is_awaited(self) -> bool:
        return self.state in AWAITED and not self.is_waived

    @property
    def may_come(self) -> bool:
        """Whether it may still come after sending, also where the office does without it."""
        return self.state in AWAITED

    @property
    def comes_by(self) -> date | None:
        """The day by which it is awaited, where one is told."""
        return self.due_on if self.is_awaited else None

    @property
    def counts(self) -> bool:
        """Whether the guidelines may count on it: it is here, or known, or promised."""
        return self.state != "none"

    @property
    def is_kept_out(self) -> bool:
        """Whether the scan found a virus in its file."""
        return self.scan == "infected"
