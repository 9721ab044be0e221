"""A demonstration's post box: what would have been sent, to be read at the machine itself."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from naboskap.accounts.requests import is_at_home
from naboskap.notifications.queries import newest_messages


@never_cache
@login_not_required
@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """Show every message, newest first. Outside a demonstration there is no such page."""
    if not (settings.DEMONSTRATION and is_at_home(request)):
        raise Http404
    address = request.GET.get("til", "")
    post = [message for message in newest_messages() if not address or message.address == address]
    # Not "messages": by that name the page's frame shows what the last act answered.
    return render(request, "website/postbox/newest.html", {"post": post, "address": address})
