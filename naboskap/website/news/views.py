"""The news as an Atom feed, in the reader's language."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from naboskap.ui.wording import language
from naboskap.website.feeds import NEWEST, feed_of
from naboskap.website.models import NewsListPage


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the newest of the news; a correction is news of the same."""
    listed = NewsListPage.objects.live().filter(locale__language_code=language()).first()
    newest = listed.news().order_by("-last_published_at", "-pk")[:NEWEST] if listed else []
    return feed_of(request, listed, newest)
