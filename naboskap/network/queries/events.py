"""What is arranged, who comes, and how many places are left."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Sum

from naboskap.advice.links import Holder, holder_of
from naboskap.core import clock
from naboskap.core.permissions import Actor, may
from naboskap.disclosure.gate import Public
from naboskap.network.models import Event, Registration
from naboskap.network.prose import first_words
from naboskap.network.queries.texts import as_shown, held, language_for
from naboskap.network.statuses import COMES, EventStatus, RegistrationStatus

FEW = 5  # Places left.
KIND = "registration"  # Of the mailed link.


def events_visible_to(user: Actor) -> QuerySet[Event]:
    """Return the events that ``user`` may see in the office."""
    if not may(user, "network.arrange"):
        return Event.objects.none()
    return Event.objects.all()


def taken_of(event: Event) -> int:
    """Return how many places are given away."""
    seated = event.registrations.filter(status=RegistrationStatus.SEATED)
    return int(seated.aggregate(people=Sum("people"))["people"] or 0)


def places_left(event: Event) -> str:
    """Return how it is with places: "some", "few", "none", or "" where there is room for all.

    Never how many: then anybody could count who registers.
    """
    if event.seats is None:
        return ""
    left = event.seats - taken_of(event)
    return "some" if left > FEW else "few" if left > 0 else "none"


def takes_registrations(event: Event, now: datetime | None = None) -> bool:
    """Say whether one can register now."""
    return (
        event.status == EventStatus.SHOWN
        and event.register_by is not None
        and (now or clock.now()) < event.register_by
    )


def registration_of(secret: str) -> tuple[Holder | None, Registration | None]:
    """Return who came by a mailed link, and their registration; it may be erased since."""
    holder = holder_of(KIND, secret)
    if holder is None:
        return None, None
    rows = Registration.objects.select_related("event")
    return holder, rows.filter(key=holder.key).first()


def by_side(event: Event) -> dict[str, dict[str, int]]:
    """Return how many people have a place, and wait for one, by side. One statement."""
    told: dict[str, Counter[str]] = {"a": Counter(), "b": Counter()}
    rows = event.registrations.filter(status__in=COMES).values_list("side", "status")
    for side, status, people in rows.annotate(people=Sum("people")).order_by():
        told[side][status] += people
    return {side: dict(counted) for side, counted in told.items()}


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """An event as anybody may see it, in one language. Never who comes."""

    pk: int
    title: Public
    text: Public
    place: Public
    language: str
    begins_at: datetime
    ends_at: datetime
    register_by: datetime
    is_cancelled: bool

    @property
    def summary(self) -> str:
        return first_words(self.text)


def coming_events() -> QuerySet[Event]:
    """Return what is arranged and not over, the next one first; what is cancelled too."""
    return Event.objects.filter(ends_at__gt=clock.now()).exclude(status=EventStatus.WRITING)


def past_events() -> QuerySet[Event]:
    """Return what has been, the last one first."""
    rows = Event.objects.filter(status=EventStatus.SHOWN, ends_at__lte=clock.now())
    return rows.order_by("-begins_at", "-pk")


def events_in(language: str, rows: Iterable[Event]) -> list[PublicEvent]:
    """Return events in the language nearest to the reader's, without names protected since."""
    events = list(rows)
    names = held() if events else None
    shown = []
    for one in events:
        spoken = language_for(one, language)
        if names is None or not spoken:
            continue
        if one.begins_at is None or one.ends_at is None or one.register_by is None:
            continue
        said = {part: as_shown(one, part, spoken, names) for part in one.PARTS}
        shown.append(
            PublicEvent(
                pk=one.pk,
                **said,
                language=spoken,
                begins_at=one.begins_at,
                ends_at=one.ends_at,
                register_by=one.register_by,
                is_cancelled=one.status == EventStatus.CANCELLED,
            )
        )
    return shown
