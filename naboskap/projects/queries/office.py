"""What the office does in the bank: wishes that wait for a second person, what is hidden."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from naboskap.applications.models import Seat
from naboskap.disclosure.models import Hidden, Level, Wish
from naboskap.projects.models import Card


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
