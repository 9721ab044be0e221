"""The facts that each kind of letter is made of, and the blocks it must not lack. Pure.

Facts are plain values that the writing room has already made safe for that reader. A fact that
is missing or unknown stops the act: a letter without a required block is never written.
"""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

RECEIPT, AWARD, REFUSAL, APPROVAL = "receipt", "award", "refusal", "approval"
HOLD, RESUME = "hold", "resume"


class Point(BaseModel):
    """One reason: of a budget line, or of a criterion."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    cut: int = Field(default=0, ge=0)  # Øre, of a budget line.


class Clock(BaseModel):
    """A place whose clock is shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: str
    zone: str


class Facts(BaseModel):
    """What every letter says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    case_number: str = Field(min_length=1)
    title: str = Field(min_length=1)  # The project's, as this reader knows it.
    to: tuple[str, ...] = Field(min_length=1)
    side_a: str = Field(min_length=1)
    side_b: str = ""  # Empty where a programme needs no partner.
    signed: tuple[str, ...] = ()


class Complainable(Facts):
    """What a decision says of complaints."""

    complain_within_days: int = Field(gt=0)
    complaint_body: Literal["board", "appeals"]  # The board, or the owners' appeals body.


class ReceiptFacts(Facts):
    """An application arrived."""

    amount_applied_for: int = Field(ge=0)
    sent_at: datetime
    sha256: str = Field(min_length=64, max_length=64)
    clocks: tuple[Clock, ...] = ()  # Empty: the two sides' own.
    confirm_by: date | None = None  # None: both sides have confirmed.
    is_change: bool = False  # Of what both have confirmed: that stands if this is not.
    answer_by: date | None = None
    adviser: str = ""


class AwardFacts(Complainable):
    """Money is granted, with the terms it comes on."""

    programme: str = Field(min_length=1)
    amount: int = Field(gt=0)
    amount_applied_for: int = Field(ge=0)
    reason: str = ""  # Why, or why not all of it.
    line_reasons: tuple[Point, ...] = ()
    conditions: str = ""  # What this decision adds to the usual conditions.
    share_percent: int | None = Field(default=None, ge=1, le=100)  # Of the cost, at most.
    advance_percent: int = Field(ge=0, le=100)
    advance_amount: int = Field(ge=0)
    from_date: date | None = None
    to_date: date | None = None
    accept_by: date
    report_by: date | None = None
    report_within_days: int | None = Field(default=None, gt=0)
    needs_auditor: bool
    auditor_above: int | None = Field(default=None, ge=0)


class RefusalFacts(Complainable):
    """No money is granted, and why."""

    programme: str = Field(min_length=1)
    amount_applied_for: int = Field(ge=0)
    reason: str = Field(min_length=1)
    criterion_reasons: tuple[Point, ...] = Field(min_length=1)
    adviser: str = ""


class ApprovalFacts(Facts):
    """The report is approved, and what it came to."""

    amount_awarded: int = Field(gt=0)
    amount_cost: int = Field(ge=0)
    amount_approved: int = Field(ge=0)
    amount_paid: int = Field(ge=0)
    amount_rest: int = Field(ge=0)
    amount_released: int = Field(ge=0)
    amount_to_repay: int = Field(default=0, ge=0)


class Paragraph(BaseModel):
    """A paragraph of the guidelines in the reader's language, and what it found."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str = Field(min_length=1)
    heading: str = ""
    text: str = ""
    guidelines: str = Field(min_length=1)  # What the version is called.
    found: str = ""


class Day(BaseModel):
    """A deadline, and the day that it has moved to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: Literal["answer", "question", "confirm", "accept", "report", "paper"]
    day: date


class HoldFacts(Facts):
    """The case stands still, and why."""

    is_grant: bool  # A grant that runs; else an application that is not decided.
    reason: str = Field(min_length=1)
    paragraph: Paragraph | None = None  # None: for another reason than a paragraph.
    adviser: str = ""
    # Until when this side may complain of the decision: a hold does not stop that.
    complain_by: date | None = None


class ResumeFacts(Facts):
    """The case goes on, and by which days."""

    is_grant: bool
    held_from: date
    days: int = Field(ge=1)
    because: str = ""
    deadlines: tuple[Day, ...] = ()
    adviser: str = ""


KINDS: dict[str, type[Facts]] = {
    RECEIPT: ReceiptFacts,
    AWARD: AwardFacts,
    REFUSAL: RefusalFacts,
    APPROVAL: ApprovalFacts,
    HOLD: HoldFacts,
    RESUME: ResumeFacts,
}
# norway.md 1.1, row "Grant letter"; 1.2, §§ 24-27.
REQUIRED: dict[str, tuple[str, ...]] = {
    RECEIPT: ("received", "next", "digest"),
    AWARD: (
        "purpose",
        "amount",
        "payment",
        "conditions",
        "reporting",
        "control",
        "breach",
        "acceptance",
        "complaint",
        "access",
    ),
    REFUSAL: ("reasons", "criteria", "complaint", "access", "again"),
    APPROVAL: ("sums", "rest"),
    HOLD: ("why", "meaning", "next", "choices"),
    RESUME: ("meaning", "days", "ask"),
}
