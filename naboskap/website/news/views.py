"""The news as an Atom feed, in the reader's language."""

from datetime import UTC

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from naboskap.ui.feed import Entry, atom
from naboskap.ui.wording import language
from naboskap.website.cache import hold
from naboskap.website.models import NewsListPage

NEWEST = 20


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the newest of the news; a correction is news of the same."""
    listed = NewsListPage.objects.live().filter(locale__language_code=language()).first()
    if listed is None:
        raise Http404
    entries = [
        Entry(
            link=f"{settings.SITE_URL}{one.get_url()}",
            title=one.title,
            updated=one.last_published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            summary=one.lead,
        )
        for one in listed.news().order_by("-last_published_at", "-pk")[:NEWEST]
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
