"""Dates as a calendar file (RFC 5545): in the reader's language, right in any zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings

from naboskap.core import clock


@dataclass(frozen=True, slots=True)
class Entry:
    """One date: an instant, or whole days from ``begins`` through ``ends``.

    Where ``begins`` and ``ends`` are instants it takes that long, and its owner is busy.
    """

    name: str  # What it is, the same each time the file is made.
    words: str
    begins: date
    ends: date | None = None
    note: str = ""
    link: str = ""


def calendar_of(key: str, entries: Iterable[Entry]) -> bytes:
    """Write the file. The same date keeps its name, so that a new file corrects it."""
    from icalendar import Calendar, Event  # noqa: PLC0415 -- six megabytes in every worker

    calendar = Calendar()
    calendar.add("prodid", "-//Naboskap//Dates//EN")
    calendar.add("version", "2.0")
    host = urlsplit(settings.SITE_URL).hostname or "naboskap.invalid"
    for one in entries:
        event = Event()
        event.add("uid", f"{key}-{one.name}@{host}")
        event.add("dtstamp", clock.now())
        event.add("summary", one.words)
        event.add("dtstart", one.begins)
        if isinstance(one.begins, datetime):
            event.add("dtend", one.ends or one.begins)
        else:
            event.add("dtend", (one.ends or one.begins) + timedelta(days=1))
        if one.note:
            event.add("description", one.note)
        if one.link:
            event.add("url", one.link)
        event.add("transp", "OPAQUE" if isinstance(one.ends, datetime) else "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
