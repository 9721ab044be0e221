"""What the office does in the bank: wishes that wait for a second person, what is hidden."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from naboskap.applications.models import Seat
from naboskap.disclosure import gate
from naboskap.disclosure.gate import Public
from naboskap.disclosure.models import Hidden, Level, Wish
from naboskap.projects.models import Card
from naboskap.projects.queries.held import eyes_on, shelf
from naboskap.projects.shelf import Entry, Shelf

TOLD_IN = ("text", "what", "task_a", "task_b")
LOOKED_THROUGH = 200  # Of our own projects, the newest; in the catalogue nobody has asked us.


@dataclass(frozen=True, slots=True)
class Waiting:
    """A side that wants its name shown, and waits for a second person. Read by staff alone."""

    seat: Seat
    given_at: datetime
    language: str

    @property
    def called(self) -> str:
        """What the side is called: its organisation, or the words written of it."""
        body = self.seat.organisation
        return body.name if body else self.seat.described_as


@dataclass(frozen=True, slots=True)
class HiddenCard:
    """A project that is hidden everywhere: since when, and why."""

    card: Card
    hidden_at: datetime
    reason: str


def wishes_waiting() -> list[Waiting]:
    """Return the wishes to be shown by name that nobody has stood behind yet, oldest first."""
    wishes = {
        wish.party: wish
        for wish in Wish.objects.filter(
            level=Level.OPEN,
            confirmed_at__isnull=True,
            party__startswith="applications/",
            party__endswith="/b",
        )
    }
    numbers = [key.split("/")[1] for key in wishes]
    seats = Seat.objects.filter(
        Q(application__in=numbers), side="b", publication_wish=Level.OPEN
    ).select_related("organisation", "application")
    found = [
        Waiting(seat, wishes[seat.party_key].given_at, wishes[seat.party_key].language)
        for seat in seats
        if seat.party_key in wishes
    ]
    return sorted(found, key=lambda waiting: waiting.given_at)


def hidden_cards() -> list[HiddenCard]:
    """Return the projects that are hidden, the last one first."""
    hides = {
        hidden.subject: hidden
        for hidden in Hidden.objects.filter(subject__regex=r"^cards/[0-9]+$")
    }
    cards = Card.objects.in_bulk([int(key.removeprefix("cards/")) for key in hides])
    found = [
        HiddenCard(card, hides[card.subject_key].hidden_at, hides[card.subject_key].reason)
        for card in cards.values()
    ]
    return sorted(found, key=lambda hidden: hidden.hidden_at, reverse=True)


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What does not stand in a public project, and why: kinds of names, never the names."""

    slug: str
    title: Public
    language: str
    year: int | None
    of_title: frozenset[str]
    of_texts: frozenset[str]
    is_applicant: bool  # The applicant's own name holds the hidden name of the partner (DIS-11).

    @property
    def is_something(self) -> bool:
        return bool(self.of_title or self.of_texts or self.is_applicant)


def taken_out(most: int = 20) -> list[TakenOut]:
    """Return the newest of our own projects from whose texts the gate takes names."""
    on = shelf()
    own = [entry for entry in on.entries if entry.is_own][:LOOKED_THROUGH]
    found = (
        one for one in _looked_through(on, own) if one.of_title or one.of_texts or one.is_applicant
    )
    return [one for one, _number in zip(found, range(most), strict=False)]


def _looked_through(on: Shelf, entries: Sequence[Entry]) -> Iterator[TakenOut]:
    cards = Card.objects.in_bulk([entry.pk for entry in entries])
    for entry in entries:
        card = cards[entry.pk]
        a, b = (gate.show_party(party, on.crowds, "nb") for party in (entry.a, entry.b))
        eyes = eyes_on(entry, on, a, b, entry.level)
        rows = (*card.story.get("texts", ()), *card.story.get("activities", ()))
        texts = [
            row.get(part) or "" for row in rows for part in ("text", "what", "task_a", "task_b")
        ]
        yield TakenOut(
            slug=card.slug,
            title=eyes.masked(card.title, card.language),
            language=card.language,
            year=card.year,
            of_title=eyes.kinds_in(card.title),
            of_texts=frozenset().union(*map(eyes.kinds_in, texts)),
            is_applicant=bool(card.applicant_name) and not entry.a.name,
        )
