"""The newsletter for machines: what has been sent, and where it is read."""

from datetime import UTC

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from naboskap.network.queries import PublicIssue, archive, shown_in
from naboskap.opendata.serving import open_data
from naboskap.ui.feed import Entry, atom
from naboskap.ui.wording import language

NEWEST = 20


@open_data
def feed(request: HttpRequest) -> HttpResponseBase:
    """Give the newest issues as an Atom feed, in the reader's language or the nearest."""
    entries = [_entry(request, one) for one in shown_in(language(), archive()[:NEWEST])]
    return atom(
        request,
        title=_("Newsletter"),
        alternate=reverse("newsletter-issues"),
        updated=max((one.updated for one in entries), default=""),
        entries=entries,
    )


def _entry(request: HttpRequest, one: PublicIssue) -> Entry:
    return Entry(
        link=request.build_absolute_uri(reverse("newsletter-issue", args=[one.pk])),
        title=one.title,
        updated=one.sent_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        summary=one.summary,
        language=one.language if one.language != language() else "",
    )
