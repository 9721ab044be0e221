"""Who to ask, by field and language."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naboskap.advice.queries import shown_advisers
from naboskap.website.cache import hold


@login_not_required
@require_safe
def advisers(request: HttpRequest) -> HttpResponse:
    """Show every adviser with phone, e-mail, languages and what to ask about."""
    return hold(render(request, "website/advisers/list.html", {"advisers": shown_advisers()}))
