"""Pages that come one after another, as an Atom feed."""

from collections.abc import Sequence
from datetime import UTC

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page

from naboskap.ui.feed import Entry, atom
from naboskap.website.cache import hold

NEWEST = 20


def feed_of(request: HttpRequest, listed: Page | None, pages: Sequence[Page]) -> HttpResponse:
    """Give the newest of ``pages``, the last published first, under the name of their list.

    Raises Http404 where the language has no such list.
    """
    if listed is None:
        raise Http404
    entries = [
        Entry(
            link=f"{settings.SITE_URL}{one.get_url()}",
            title=one.title,
            updated=one.last_published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            summary=one.lead,
        )
        for one in pages
    ]
    return hold(
        atom(
            request,
            title=listed.title,
            alternate=listed.get_url(),
            entries=entries,
            updated=max((one.updated for one in entries), default=""),
        )
    )
