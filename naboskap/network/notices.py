"""What a subscriber is sent: a question whether they want it, and the newsletter itself."""

from datetime import timedelta
from typing import Any

from django.conf import settings

from naboskap.advice.links import secret_of
from naboskap.advice.notices import address_of, clocks
from naboskap.core import clock
from naboskap.core.clock import OSLO
from naboskap.core.secretariat import answered, secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.network.models import Issue, Registration, Subscriber
from naboskap.network.prose import as_mail
from naboskap.network.queries import KIND
from naboskap.network.queries.events import KIND as EVENT_KIND
from naboskap.network.queries.texts import as_shown, held, language_for
from naboskap.network.returns import address_for
from naboskap.network.statuses import RegistrationStatus
from naboskap.notifications.actions import Notice, Reader, forget_waiting, tell, worded
from naboskap.notifications.models import Message

PATH = "network/notices"
CONFIRM = Notice("network.confirm", f"{PATH}/confirm.txt")
ALREADY = Notice("network.already", f"{PATH}/already.txt")
ISSUE = Notice("network.issue", f"{PATH}/issue.txt")
HALTED = Notice("network.halted", f"{PATH}/halted.txt")


def way_of(subscriber: Subscriber) -> str:
    """Return the subscriber's own page."""
    return address_of(f"nyhetsbrev/mitt/{secret_of(KIND, subscriber.key)}/", subscriber.language)


def ask_or_tell(notice: Notice, subscriber: Subscriber, language: str) -> Message:
    """Ask whoever was signed up whether they want it, or tell that they get it already.

    ``language`` is the one that was signed up in; who gets it already reads their own.
    """
    facts = {"link": way_of(subscriber), "by": subscriber.confirm_by.astimezone(OSLO)}
    return tell(notice, to=Reader(subscriber.address, language), facts=facts, about=subscriber)


def facts_of(issue: Issue, reader: str, *, own_link: str = "", is_test: bool = False) -> Any:
    """Return what an issue's mail says to a reader of ``reader``, with a sample link if none."""
    language = language_for(issue, reader)
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    house = secretariat()
    return {
        "title": issue.title.get(language, ""),
        "text": as_mail(issue.text.get(language, ""), settings.SITE_URL, prefix),
        "is_other": language != reader,
        "called": LANGUAGES.get(language, language),
        "read_link": address_of(f"nyhetsbrev/utgaver/{issue.pk}/", reader),
        "own_link": own_link or address_of("nyhetsbrev/mitt/…/", reader),
        "house": in_language(house.name, reader),
        "reach": f"{house.phone}, {house.email}",
        "answered": answered(reader),
        "is_test": is_test,
    }


def mail_of(issue: Issue, reader: str) -> tuple[str, str]:
    """Return subject line and body as a reader of ``reader`` gets them, but for the link."""
    return worded(ISSUE, reader, facts_of(issue, reader))


def send_to(issue: Issue, subscriber: Subscriber, number: int) -> Message:
    """Put the issue in the outbox for one subscriber. ``number`` is its proof's."""
    own = way_of(subscriber)
    return tell(
        ISSUE,
        to=Reader(subscriber.address, subscriber.language),
        facts=facts_of(issue, subscriber.language, own_link=own),
        about=subscriber,
        leave_at=f"{own}slutt/",
        return_to=address_for(number, settings.MAIL_RETURN),
    )


def send_sample(issue: Issue, address: str, language: str) -> Message:
    """Put a test of the issue in the outbox."""
    facts = facts_of(issue, language, is_test=True)
    return tell(ISSUE, to=Reader(address, language), facts=facts, about=issue)


def tell_halted(issue: Issue) -> None:
    """Tell who sent and who proposed an issue that it is stopped, since it may name somebody."""
    for one in filter(None, {issue.sent_by, issue.proposed_by}):
        facts = {"link": f"{settings.SITE_URL}/saksbehandling/nyhetsbrev/{issue.pk}/"}
        tell(HALTED, to=Reader(one.email, one.language), facts=facts, about=issue)


# ── Events ───────────────────────────────────────────────────────────────────
CONFIRM_WITHIN = timedelta(days=1)  # Else a place goes to somebody else.
SEATED = Notice("network.seated", f"{PATH}/event.txt")
LISTED = Notice("network.listed", f"{PATH}/event.txt")
MOVED_UP = Notice("network.moved_up", f"{PATH}/event.txt")
EVENT_COMING = Notice("network.event_coming", f"{PATH}/event.txt")
EVENT_CHANGED = Notice("network.event_changed", f"{PATH}/event.txt")
EVENT_CANCELLED = Notice("network.event_cancelled", f"{PATH}/event.txt")
PLACE_CANCELLED = Notice("network.place_cancelled", f"{PATH}/event.txt")


def tell_registered(notice: Notice, registration: Registration) -> Message:
    """Tell whoever registered how it stands: when by both clocks, where, and their own way."""
    event = registration.event
    assert event.begins_at is not None
    spoken = language_for(event, registration.language)
    names = held()  # One may be protected since it was shown.
    secret = secret_of(EVENT_KIND, registration.key)
    facts = {
        "what": notice.kind.partition(".")[2],
        "is_seated": registration.status == RegistrationStatus.SEATED,
        "title": as_shown(event, "title", spoken, names),
        "place": as_shown(event, "place", spoken, names),
        "meeting": event.link if registration.status == RegistrationStatus.SEATED else "",
        "when": clocks(event.begins_at),
        "people": registration.people,
        "confirm_by": registration.confirmed_at is None
        and (registration.registered_at + CONFIRM_WITHIN).astimezone(OSLO),
        "link": address_of(f"arrangementer/min/{secret}/", registration.language),
    }
    to = Reader(registration.address, registration.language)
    ahead = event.begins_at - clock.now() if notice is EVENT_COMING else None
    return tell(notice, to=to, facts=facts, about=registration, good_for=ahead)


def take_reminder_back(registration: Registration) -> None:
    """Take a reminder that has not gone out yet back, when what it says is no longer so."""
    forget_waiting(EVENT_COMING, registration)
