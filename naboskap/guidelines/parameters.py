"""The typed parameters of each kind of clause, and the unit in which each is shown.

Null is "not set": the rule is then silent, and the page says that nobody has set it.
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, field_validator

from naboskap.guidelines.facts import Age, Category, Control, Kind, Side, Theme

WHOLE = 100  # Per cent.


@dataclass(frozen=True, slots=True)
class Unit:
    """How a value is written for people."""

    name: str


Percent = Annotated[int | None, Unit("percent")]
Ore = Annotated[int | None, Unit("ore")]
HourRate = Annotated[int | None, Unit("ore")]
Weeks = Annotated[int | None, Unit("number")]
Days = Annotated[int | None, Unit("number")]
Number = Annotated[int | None, Unit("number")]
Places = Annotated[tuple[str, ...] | None, Unit("places")]
Countries = Annotated[tuple[str, ...] | None, Unit("countries")]
Categories = Annotated[tuple[Category, ...] | None, Unit("categories")]
Kinds = Annotated[tuple[Kind, ...] | None, Unit("kinds")]
Controls = Annotated[tuple[Control, ...] | None, Unit("controls")]
Attachments = Annotated[tuple[str, ...] | None, Unit("attachments")]
Languages = Annotated[tuple[str, ...] | None, Unit("languages")]


class Parameters(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Nothing(Parameters):
    """A kind that needs no value."""


class ApplicantPlace(Parameters):
    places: Places


class ApplicantKind(Parameters):
    kinds: Kinds = None
    private_person: bool | None


class ApplicantRegistered(Parameters):
    required: bool | None


class PartnerRequired(Parameters):
    required: bool | None


class PartnerPlace(Parameters):
    countries: Countries = None
    places: Places = None


class PartnerKind(Parameters):
    kinds: Kinds = None
    barred_controls: Controls = None
    of_countries: Countries = None  # The bar is for partners there only; null: everywhere.


class OpenReports(Parameters):
    at_most: Number


class BothActive(Parameters):
    activities: Number  # At least so many in which both have a task.


class TaskShare(Parameters):
    percent: Percent  # Each side has a task in at least this share of the activities.


class LeadTime(Parameters):
    from_weeks: Weeks = None
    to_weeks: Weeks


class ActivityPlace(Parameters):
    places: Places
    more_than: Percent  # "Mainly": more than this share of the activities.


class ActivityMode(Parameters):
    modes: Annotated[tuple[str, ...] | None, Unit("modes")] = None
    barred_countries: Countries = None


class Duration(Parameters):
    years: Number


class ParticipantAges(Parameters):
    ages: Annotated[tuple[Age, ...] | None, Unit("ages")]


class ShareCeiling(Parameters):
    percent: Percent
    by_theme: Annotated[dict[Theme, int | None], Unit("percent")] = {}
    of_categories: Categories = None  # Share of these costs only.
    whole_below: Ore = None  # A budget under this sum may be covered whole.


class AmountLimits(Parameters):
    at_most: Ore = None
    at_least: Ore = None


class TotalLimits(Parameters):
    at_most: Ore = None
    at_least: Ore = None


class Cofinancing(Parameters):
    side: Side
    percent: Percent = None  # Null: something, with no lower limit.
    little_expected_of: Kinds = None


class OwnWorkRate(Parameters):
    side_a: HourRate
    side_b: HourRate


class HourlyCeiling(Parameters):
    categories: Categories  # What is done for the money says in which role.
    rate: HourRate
    rate_b: HourRate = None  # On side b, where it is another; null: the same on both.


class DailyCeiling(Parameters):
    categories: Categories
    amount: Ore  # For each person and day.


class CategoryShare(Parameters):
    categories: Categories
    percent: Percent  # Of the whole cost.


class RequiredAttachments(Parameters):
    attachments: Attachments
    above: Ore = None  # Asked for; null: whatever the sum.
    themes: Annotated[tuple[Theme, ...] | None, Unit("themes")] = None
    applicant_kinds: Kinds = None


class NotCovered(Parameters):
    categories: Categories


class CoveredSides(Parameters):
    sides: Annotated[tuple[Side, ...] | None, Unit("sides")]


class TextLanguage(Parameters):
    languages: Languages


class DecisionLevel(Parameters):
    threshold: Ore
    boundary_included: Annotated[bool | None, Unit("boundary")]  # Is the boundary the board's?
    council_advises: bool = False


class YearsAtATime(Parameters):
    years: Number


class Intake(Parameters):
    continuous: Annotated[bool | None, Unit("intake")]  # All year, and not in rounds.


class AdvanceShare(Parameters):
    percent: Percent


class InstalmentShares(Parameters):
    shares: Annotated[tuple[int, ...] | None, Unit("percents")]  # In their order.

    @field_validator("shares")
    @classmethod
    def make_the_whole(cls, shares: tuple[int, ...] | None) -> tuple[int, ...] | None:
        if shares is not None and (sum(shares) != WHOLE or min(shares) <= 0):
            raise ValueError("the shares must come to 100 per cent")
        return shares


class AuditorAbove(Parameters):
    amount: Ore


class ReportOwnShare(Parameters):
    percent: Percent  # Of the whole cost, shown when the project is reported.


class ReportWithin(Parameters):
    days: Days


class AnswerTime(Parameters):
    from_weeks: Weeks
    to_weeks: Weeks
