"""A draft as plain, frozen values: what pages show, what is sent, what the rules are asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from naboskap.applications.amounts import WHOLE
from naboskap.applications.exchange import Rate
from naboskap.applications.papers import Paper
from naboskap.core.words import in_language, in_script


@dataclass(frozen=True, slots=True)
class Person:
    user_id: int
    name: str
    is_lead: bool
    is_informed: bool
    seat_person_id: int = 0
    may_write: bool = True
    is_asked_to_lead: bool = False
    latin_name: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two equal sides, whether it has an organisation here or only words about it."""

    side: str
    seat_id: int
    organisation_id: int | None = None
    organisation_name: str = ""
    organisation_number: str = ""
    country: str = ""
    kind: str = ""
    control: str = ""
    described_as: str = ""
    latin_name: str = ""
    place_id: int | None = None
    place_code: str = ""
    place_words: dict[str, str] = field(default_factory=dict)
    language: str = "nb"
    time_zone: str = "Europe/Oslo"
    publication_wish: str = ""
    people: tuple[Person, ...] = ()
    # The language that somebody is asked in with, while nobody has come; empty: nobody is asked.
    asked_in: str = ""
    owes_report: bool = False

    @property
    def name(self) -> str:
        """What the pair calls this side, in the script of the reader's language."""
        return self.name_in(None)

    @property
    def own_name(self) -> str:
        """Its organisation, or the words that were written, in its own script."""
        return self.organisation_name or self.described_as

    def name_in(self, language: str | None) -> str:
        return in_script(self.own_name, self.latin_name, language)

    @property
    def place(self) -> str:
        return in_language(self.place_words)

    @property
    def is_invited(self) -> bool:
        return bool(self.asked_in)

    @property
    def reads(self) -> str:
        """The language that this side reads, as far as it is known before anybody sits there."""
        return self.language if self.people else self.asked_in or self.language

    @property
    def lead(self) -> Person | None:
        return next((person for person in self.people if person.is_lead), None)

    @property
    def is_known(self) -> bool:
        """Whether anything is said of who this side is."""
        return bool(self.own_name)


def is_alone(sides: Mapping[str, Side], *, needs_partner: bool) -> bool:
    """Whether nothing is asked of a partner: none is needed, and there is none."""
    other = sides.get("b")
    is_there = other is not None and bool(other.is_known or other.people or other.is_invited)
    return not needs_partner and not is_there


@dataclass(frozen=True, slots=True)
class Act:
    """An activity: what, where, when, how many from each side and what they do."""

    pk: int
    revision: int
    position: int
    what: str
    language: str
    mode: str
    place_id: int | None
    place_code: str
    place_country: str
    place_words: dict[str, str]
    place_text: str
    from_date: date | None
    to_date: date | None
    people_a: int | None
    people_b: int | None
    task_a: str
    task_b: str
    led_by: str = ""  # a, b or both; empty where it is not written.

    @property
    def place(self) -> str:
        parts = [self.place_text, in_language(self.place_words)]
        return ", ".join(part for part in parts if part)

    @property
    def is_online(self) -> bool:
        return self.mode == "online"

    @property
    def days(self) -> int | None:
        if self.from_date is None:
            return None
        return ((self.to_date or self.from_date) - self.from_date).days + 1


@dataclass(frozen=True, slots=True)
class Group:
    side: str
    age: str
    number: int


@dataclass(frozen=True, slots=True)
class Cost:
    """A budget line. Sums are øre; ``hours_hundredths`` only for own work.

    An empty ``category`` is one that nobody has said yet.
    ``rate`` is for one hour of own work, or for one ``unit`` where it is counted. In another
    ``currency`` it is hundredths of that, as ``original_amount`` is.
    """

    pk: int
    revision: int
    side: str
    category: str
    text: str
    hours_hundredths: int | None
    rate: int | None
    amount: int
    unit: str = WHOLE
    quantity_hundredths: int | None = None
    activity_id: int | None = None
    currency: str = ""
    original_amount: int | None = None
    exchange: Rate | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """Who pays what, beside the sum applied for (øre)."""

    pk: int
    revision: int
    side: str
    source: str
    text: str
    amount: int


@dataclass(frozen=True, slots=True)
class Writing:
    """Somebody who writes in a draft just now: their name, their side, and where."""

    name: str
    side: str  # Empty for an adviser.
    section: str


@dataclass(frozen=True, slots=True)
class Translated:
    """An answer in another language. ``of_number`` is the version of the original it renders."""

    language: str
    text: str
    mark: str
    of_number: int
    number: int
    saved_by_id: int
    saved_at: datetime
    checked_by_id: int | None = None
    checked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ShortTranslated:
    """A short text in another language. Where ``of_text`` is not the text now, it is old."""

    language: str
    text: str
    mark: str
    of_text: str
    number: int
    saved_by_id: int
    checked_by_id: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerText:
    key: str
    role: str
    text: str
    language: str
    number: int
    saved_by_id: int
    saved_at: datetime
    translations: tuple[Translated, ...] = ()

    def in_language(self, language: str) -> Translated | None:
        """Return the translation into a language; None where there is none."""
        return next((one for one in self.translations if one.language == language), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """All of an application as it stands. Sums are øre."""

    pk: int
    key: str
    programme: str
    form: str
    form_version: int
    size: str
    status: str
    title: str
    theme: str
    for_children_and_youth: bool
    amount_applied_for: int | None
    start_date: date | None
    end_date: date | None
    revisions: dict[str, int]
    sides: dict[str, Side]
    activities: tuple[Act, ...]
    participants: tuple[Group, ...]
    costs: tuple[Cost, ...]
    financing: tuple[Money, ...]
    # What the form asks of this pair; the rest is kept apart, and is not sent.
    answers: dict[str, AnswerText]
    papers: tuple[Paper, ...] = ()
    kept: dict[str, AnswerText] = field(default_factory=dict)
    # Questions whose text came from an earlier application, and nobody has changed since.
    carried: frozenset[str] = frozenset()
    # The short texts in other languages, by the key of the text (``applications.renderings``).
    renderings: dict[str, tuple[ShortTranslated, ...]] = field(default_factory=dict)

    @property
    def total_cost(self) -> int:
        return sum(line.amount for line in self.costs)

    def cost_of(self, side: str) -> int:
        return sum(line.amount for line in self.costs if line.side == side)

    def own_work_of(self, side: str) -> int:
        return sum(
            line.amount for line in self.costs if line.side == side and line.category == "own_work"
        )

    @property
    def own_work(self) -> int:
        return self.own_work_of("a") + self.own_work_of("b")

    def money_of(self, side: str) -> int:
        return sum(line.amount for line in self.financing if line.side == side)

    @property
    def financed(self) -> int:
        """All that is paid by others than the secretariat: money and own work."""
        return self.own_work + sum(line.amount for line in self.financing)

    @property
    def not_financed(self) -> int:
        """What nobody pays yet; below nothing when the plan holds more than the costs."""
        return self.total_cost - self.financed - (self.amount_applied_for or 0)

    def participants_of(self, side: str) -> int:
        return sum(group.number for group in self.participants if group.side == side)

    @property
    def participants_in_all(self) -> int:
        return sum(group.number for group in self.participants)

    def number_of(self, side: str, age: str) -> int:
        return sum(g.number for g in self.participants if (g.side, g.age) == (side, age))

    def answer(self, key: str) -> str:
        found = self.answers.get(key)
        return found.text if found else ""
