"""An Atom feed (RFC 4287), in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language

ATOM = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
OF_OLD = "1993-01-01T00:00:00Z"  # Where there is nothing yet.


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a feed. ``link`` is its address and its name; times as RFC 3339 writes them."""

    link: str
    title: str
    updated: str
    summary: str
    name: str = ""  # What it is known by, where several things share an address.
    language: str = ""  # Where it is not the feed's own.


def instant_of(told: str | None) -> str:
    """Return an instant for a day, or for the year of what tells no day."""
    day = str(told)
    return f"{day}T00:00:00Z" if len(day) == len("2021-01-01") else f"{day}-01-01T00:00:00Z"


def atom(
    request: HttpRequest,
    *,
    title: str,
    alternate: str,
    entries: Iterable[Entry],
    updated: str = "",
    rights: str = "",
) -> HttpResponse:
    """Write the feed; ``alternate`` is the path of the page that shows the same."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {LANGUAGE: get_language() or "nb"})

    def put(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
        made = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
        made.text = text or None
        return made

    here = request.build_absolute_uri()
    put(root, "id", f"{settings.SITE_URL}{request.get_full_path()}")
    put(root, "title", title)
    put(root, "link", rel="self", href=here)
    put(root, "link", rel="alternate", href=request.build_absolute_uri(alternate))
    put(root, "updated", updated or OF_OLD)
    put(put(root, "author"), "name", in_language(secretariat().name))
    if rights:
        put(root, "rights", rights)
    for one in entries:
        entry = put(root, "entry", **({LANGUAGE: one.language} if one.language else {}))
        put(entry, "id", one.name or one.link)
        put(entry, "title", one.title)
        put(entry, "updated", one.updated)
        put(entry, "link", rel="alternate", href=one.link)
        put(entry, "summary", one.summary)
    return HttpResponse(
        ET.tostring(root, encoding="utf-8", xml_declaration=True),
        content_type="application/atom+xml; charset=utf-8",
    )
