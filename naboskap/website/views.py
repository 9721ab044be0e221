"""Wagtail's page view, open to everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.views import serve as wagtail_serve


@login_not_required
@require_safe
def serve(request: HttpRequest, path: str = "") -> HttpResponse:
    """Show a published page. What is not published is not there."""
    response: HttpResponse = wagtail_serve(request, path)
    return response
