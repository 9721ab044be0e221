"""What the judge may know of a project: plain, frozen facts with units, and nothing else.

Money is whole Norwegian øre, hours are hundredths of an hour, dates are calendar days in Oslo.
Side ``a`` is the home side (the applicant), ``b`` the side across the border (the partner).
A value that nobody has given yet is null, and a rule that needs it says so.
"""

from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Side = Literal["a", "b"]
Kind = Literal[
    "school",
    "music_school",
    "sports_club",
    "voluntary",
    "culture",
    "museum",
    "library",
    "indigenous",
    "university",
    "media",
    "company",
    "foundation",
    "municipality",
    "county",
    "state",
    "private_person",
    "other",
]
Control = Literal[
    "independent", "local_authority", "regional_authority", "national_authority", "unknown"
]
Theme = Literal[
    "culture",
    "education",
    "sport",
    "indigenous",
    "business",
    "environment",
    "civil_society",
    "media",
    "health",
]
Mode = Literal["in_person", "online"]
Age = Literal["0-14", "15-30", "31-"]
Category = Literal[
    "travel",
    "stay",
    "food",
    "visa",
    "rent",
    "interpreting",
    "services",
    "administration",
    "management",
    "materials",
    "own_work",
    "course_fee",
    "equipment",
    "investment",
    "marketing",
    "publications",
    "website",
    "film_production",
    "running_costs",
    "business_setup",
    "research",
    "humanitarian",
    "deficit",
    "other",
]
Source = Literal["own", "other_public", "other_private", "fees"]
Ore = Annotated[int, Field(ge=0, description="Norwegian øre (100 øre are 1 krone)")]
Hours = Annotated[int, Field(ge=0, description="hundredths of an hour: 7.5 hours are 750")]
PlaceCode = Annotated[
    str, Field(max_length=8, description="ISO 3166-2 code, as NO-18; empty when not known")
]
CountryCode = Annotated[
    str, Field(max_length=2, description="ISO 3166-1 alpha-2 code, as NO; empty when not known")
]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Party(Frozen):
    """One side's organisation, or a private person where the programme allows it."""

    kind: Kind | None = Field(default=None, description="what it is; null when not known yet")
    country: CountryCode = ""
    place: PlaceCode = ""
    is_registered: bool = Field(
        default=False, description="has a number in its country's register of organisations"
    )
    is_chosen: bool = Field(
        default=True,
        description="it is said which one it is; false where only its kind or place is told",
    )
    control: Control = Field(
        default="unknown",
        description="who controls it: independent, or an authority of which level",
    )


class Activity(Frozen):
    """Something the pair will do."""

    mode: Mode = Field(default="in_person", description="where people meet: in person or online")
    country: CountryCode = ""
    place: PlaceCode = ""
    from_date: date | None = Field(default=None, description="first day (ISO 8601)")
    to_date: date | None = Field(default=None, description="last day (ISO 8601)")
    sides_with_task: frozenset[Side] = Field(
        default=frozenset(), description="the sides that have a task in it"
    )
    people_a: int | None = Field(
        default=None, ge=0, description="people from side a; null when not told"
    )
    people_b: int | None = Field(
        default=None, ge=0, description="people from side b; null when not told"
    )

    @property
    def days(self) -> int | None:
        """How many days it lasts, the first and the last included; null without a first day."""
        if self.from_date is None:
            return None
        return max(((self.to_date or self.from_date) - self.from_date).days, 0) + 1


class ParticipantGroup(Frozen):
    """How many take part from a side in an age group. Numbers only."""

    side: Side
    age: Age = Field(description="age group in years")
    number: int = Field(ge=0, description="people")


class CostLine(Frozen):
    """What something costs, on which side. Own work is a cost, and own financing too."""

    side: Side
    category: Category
    amount: Ore
    hours: Hours | None = None


class FinancingLine(Frozen):
    """Who pays, beside the sum applied for and the own work in the budget."""

    side: Side
    source: Source
    amount: Ore


class Facts(Frozen):
    """A project as the rules see it, on the day that it is judged for."""

    programme: str = Field(default="", description="slug of the programme")
    submitted_on: date = Field(
        description="the day in Oslo on which it is (or would be) sent (ISO 8601)"
    )
    language: str = Field(default="nb", description="language of the text: nb, nn, en, ru, se")
    theme: Theme | None = Field(
        default=None, description="the one main area; null when not chosen"
    )
    for_children_and_youth: bool = Field(
        default=False, description="mainly for children or young people"
    )
    applicant: Party = Field(default=Party(), description="side a")
    partner: Party | None = Field(default=None, description="side b; null when there is none")
    activities: tuple[Activity, ...] = ()
    participants: tuple[ParticipantGroup, ...] = ()
    costs: tuple[CostLine, ...] = Field(default=(), description="the budget, own work included")
    financing: tuple[FinancingLine, ...] = ()
    amount_applied_for: Ore | None = Field(
        default=None, description="øre; null when not given yet"
    )
    start_date: date | None = Field(
        default=None, description="first day of the project (ISO 8601)"
    )
    end_date: date | None = Field(default=None, description="last day of the project (ISO 8601)")
    round_starts_from: date | None = Field(
        default=None, description="first project start that the round serves; null: any"
    )
    round_starts_to: date | None = Field(
        default=None, description="last project start that the round serves; null: any"
    )
    answer_counts_from: date | None = Field(
        default=None,
        description="the day from which the weeks to an answer are counted; null: the day of "
        "sending",
    )
    open_obligations: int = Field(
        default=0, ge=0, description="final reports of the applicant that are due and not approved"
    )
    attachments: frozenset[str] = Field(
        default=frozenset(), description="codes of the kinds of attachment that are there"
    )

    @cached_property
    def total_cost(self) -> int:
        """The whole budget in øre, own work included."""
        return sum(line.amount for line in self.costs)

    @cached_property
    def own_work(self) -> dict[str, int]:
        """Own work by side, in øre."""
        sums = {"a": 0, "b": 0}
        for line in self.costs:
            if line.category == "own_work":
                sums[line.side] += line.amount
        return sums

    @cached_property
    def contribution(self) -> dict[str, int]:
        """What each side brings, money and own work, in øre."""
        sums = dict(self.own_work)
        for line in self.financing:
            sums[line.side] += line.amount
        return sums

    @cached_property
    def covered(self) -> int:
        """Everything that pays for the budget, the sum applied for included, in øre."""
        brought = self.contribution
        return brought["a"] + brought["b"] + (self.amount_applied_for or 0)

    @cached_property
    def person_days(self) -> dict[str, int] | None:
        """Days that people of each side spend where they meet in person, added up.

        Where an activity does not say how many, all who take part from that side are counted: a
        ceiling by the day then bars nobody by mistake. None where nothing tells how many, and
        where an activity has no day.
        """
        taking_part: dict[str, int] = {}
        for group in self.participants:
            taking_part[group.side] = taking_part.get(group.side, 0) + group.number
        sums = {"a": 0, "b": 0}
        for activity in self.activities:
            if activity.mode != "in_person":
                continue
            days = activity.days
            told = {"a": activity.people_a, "b": activity.people_b}
            if days is None or (not taking_part and told["a"] is None and told["b"] is None):
                return None
            for side, people in told.items():
                sums[side] += days * (taking_part.get(side, 0) if people is None else people)
        return sums

    def cost_in(self, categories: frozenset[str]) -> int:
        """What the budget has in ``categories``, in øre."""
        return sum(line.amount for line in self.costs if line.category in categories)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the facts, with descriptions and units."""
    return Facts.model_json_schema()
