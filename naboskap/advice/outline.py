"""A project in a few answers: what somebody tells before there is an account or a draft.

Codes, two sums and a day: no name, no words of their own. So it can stand in an address, be
shared, and travel into a draft, signed, without being kept anywhere.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core import signing

from naboskap.guidelines.facts import Activity, CostLine, Facts, ParticipantGroup, Party, Side

SALT = "naboskap.advice.outline"
NO_PARTNER = "none"
ELSEWHERE = "*"  # "NO-*": in Norway, in none of the places that are listed. "*-*": anywhere else.
# What the two do: both have a task, only one has, or one side travels to find, learn or report.
BOTH, ONE, TRAVELS = "both", "one", "travels"
# Where they meet.
AT_HOME, ACROSS, IN_TURN, ONLINE = "home", "across", "turn", "online"
EVERY_AGE = "all"
AGES = ("0-14", "15-30", "31-")
YOUNG = frozenset({"0-14", "15-30"})
SIDES: tuple[Side, ...] = ("a", "b")


@dataclass(frozen=True, slots=True)
class Outline:
    """The answers. An empty one is not known yet; sums are øre."""

    kind: str = ""
    place: str = ""
    partner: str = ""  # Where the partner is at home; NO_PARTNER: there is none yet.
    control: str = ""
    partner_kind: str = ""  # What the other one is, as ``kind`` is what the teller is.
    theme: str = ""
    age: str = ""  # Age groups with commas between; EVERY_AGE: all of them.
    together: str = ""
    meet: str = ""
    amount: int | None = None
    total: int | None = None
    start: date | None = None

    @property
    def travels(self) -> bool:
        return self.together == TRAVELS

    @property
    def has_partner(self) -> bool:
        return bool(self.partner) and self.partner != NO_PARTNER

    @property
    def ages(self) -> tuple[str, ...]:
        """The age groups that take part; none where that is not told."""
        told = set(self.age.split(","))
        return AGES if EVERY_AGE in told else tuple(age for age in AGES if age in told)

    @property
    def is_for_the_young(self) -> bool:
        return bool(self.ages) and set(self.ages) <= YOUNG

    def is_told_from_across(self, home: str) -> bool:
        """Whether the one who tells is the partner: the other one is at home in ``home``."""
        return (
            self.has_partner
            and bool(self.place)
            and country_of(self.place) != home
            and country_of(self.partner) == home
        )

    def applying(self, home: str) -> str:
        """Return what kind of applicant it is, also where the partner tells; empty: not told."""
        return self.partner_kind if self.is_told_from_across(home) else self.kind

    def facts(self, on: date, *, home: str) -> tuple[Facts, frozenset[str]]:
        """Return what the judge may know if it is sent ``on`` a day, and the names of it.

        ``home`` is the country of the side that applies. Whoever tells from across the border is
        the partner, and it is the other one who applies.
        """
        across = self.is_told_from_across(home)
        applicant, partner = (self.partner, self.place) if across else (self.place, self.partner)
        applying, joining = (
            (self.partner_kind, self.kind) if across else (self.kind, self.partner_kind)
        )
        there = across or self.has_partner
        told = {
            "applicant.place": bool(applicant),
            "applicant.kind": bool(applying),
            # A person has no number in a register, and no rule asks a person for one.
            "applicant.is_registered": applying == "private_person",
            "partner": bool(self.partner),
            "partner.place": there,
            "partner.kind": there and bool(joining),
            "partner.control": there and bool(self.control),
            "theme": bool(self.theme),
            "participants": bool(self.ages),
            "activities": bool(self.together),
            "activities.place": bool(self._meetings(applicant, partner)),
            # Where they meet in turn, nobody knows yet how often at which.
            "activities.share": bool(self._meetings(applicant, partner)) and self.meet != IN_TURN,
            "amount_applied_for": self.amount is not None,
            "costs": self.total is not None,
            "start_date": self.start is not None,
        }
        facts = {
            "submitted_on": on,
            "theme": self.theme or None,
            "for_children_and_youth": self.is_for_the_young,
            "applicant": _party(applicant, applying),
            "partner": _party(partner, joining, self.control) if there else None,
            "activities": self._activities(applicant, partner),
            "participants": self._participants(),
            "costs": (
                (CostLine(side="a", category="other", amount=self.total),)
                if self.total is not None
                else ()
            ),
            "amount_applied_for": self.amount,
            "start_date": self.start,
        }
        return Facts.model_validate(facts), frozenset(
            name for name, is_told in told.items() if is_told
        )

    def _meetings(self, applicant: str, partner: str) -> tuple[str, ...]:
        """Return where they meet, each place once; nothing where that is not known."""
        across = partner if partner != NO_PARTNER else ""
        places = {
            AT_HOME: (applicant,),
            ACROSS: (across,),
            IN_TURN: (applicant, across),
            ONLINE: (ONLINE,),
        }.get(self.meet, ())
        return places if all(places) else ()

    def _activities(self, applicant: str, partner: str) -> tuple[Activity, ...]:
        sides: frozenset[Side] = frozenset(
            SIDES if self.together == BOTH else SIDES[:1] if self.together else ()
        )
        places = self._meetings(applicant, partner)
        if not places:
            return (Activity(sides_with_task=sides),) if self.together else ()
        return tuple(
            Activity(mode="online", sides_with_task=sides)
            if place == ONLINE
            else Activity(place=place, country=country_of(place), sides_with_task=sides)
            for place in places
        )

    def _participants(self) -> tuple[ParticipantGroup, ...]:
        return tuple(
            ParticipantGroup.model_validate({"side": side, "age": age, "number": 1})
            for age in self.ages
            for side in SIDES
        )


def country_of(place: str) -> str:
    """Return the country of a place's code, or an empty text where it is not told."""
    return place.split("-", maxsplit=1)[0] if place else ""


def _party(place: str, kind: str, control: str = "") -> Party:
    return Party.model_validate(
        {
            "kind": kind or None,
            "place": place,
            "country": country_of(place)[:2],
            "is_chosen": False,
            "control": control or "unknown",
        }
    )


def sealed(outline: Outline) -> str:
    """Write the answers as one signed text, to go into an address."""
    told = {name: value for name, value in asdict(outline).items() if value not in ("", None)}
    if outline.start is not None:
        told["start"] = outline.start.isoformat()
    return signing.Signer(salt=SALT).sign_object(told)


def unsealed(text: str) -> Outline | None:
    """Return the answers of a signed text; None where it is not ours (ADV-7)."""
    try:
        told: dict[str, Any] = signing.Signer(salt=SALT).unsign_object(text)
        start = told.pop("start", None)
        return Outline(**told, start=date.fromisoformat(start) if start else None)
    except (signing.BadSignature, TypeError, ValueError):
        return None
