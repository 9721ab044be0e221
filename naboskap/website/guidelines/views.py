"""The guidelines as they are read: each paragraph made of the row that is enforced."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from naboskap.advice.queries import adviser_for
from naboskap.core import clock
from naboskap.guidelines.models import Version
from naboskap.guidelines.queries import (
    before,
    differences,
    paragraphs,
    published,
    version_in_force,
)
from naboskap.programmes.queries import shown_programmes
from naboskap.ui.wording import language
from naboskap.website.cache import hold


@login_not_required
@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """List the guidelines of each programme: those in force, and those before and to come."""
    today = clock.today()
    by_rulebook: dict[int, list[Version]] = {}
    for one in published().order_by("-in_force_from"):
        by_rulebook.setdefault(one.rulebook_id, []).append(one)
    listed = [
        {
            "programme": programme,
            "versions": _with_state(by_rulebook.get(programme.rulebook_id, []), today),
        }
        for programme in shown_programmes()
    ]
    response = render(
        request,
        "website/guidelines/list.html",
        {"listed": listed, "today": today, "adviser": adviser_for("", language())},
    )
    return hold(response)


def _with_state(kept: list[Version], today: date) -> list[tuple[Version, str]]:
    """Return the versions of a rulebook, the newest first, and which holds today."""
    told = []
    has_begun = False
    for one in kept:
        if one.in_force_from is not None and one.in_force_from > today:
            told.append((one, "ahead"))
        else:
            told.append((one, "earlier" if has_begun else "current"))
            has_begun = True
    return told


@login_not_required
@require_safe
def version(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one version, at an address that stays. What is not published is not there."""
    shown = get_object_or_404(published(), slug=slug)
    current = version_in_force(shown.rulebook)
    response = render(
        request,
        "website/guidelines/version.html",
        {
            "version": shown,
            "paragraphs": paragraphs(shown),
            "is_current": shown == current,
            "is_ahead": shown.in_force_from is not None and shown.in_force_from > clock.today(),
            "current": current,
            "programmes": shown_programmes().filter(rulebook=shown.rulebook),
            "before": before(shown),
            "others": [
                (one, state)
                for one, state in _with_state(
                    list(published().filter(rulebook=shown.rulebook).order_by("-in_force_from")),
                    clock.today(),
                )
                if one != shown
            ],
            "adviser": adviser_for("", language()),
        },
    )
    return hold(response)


@login_not_required
@require_safe
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a version says otherwise than the one before it, paragraph by paragraph."""
    shown = get_object_or_404(published(), slug=slug)
    earlier = before(shown)
    if earlier is None:
        raise Http404
    context = {
        "version": shown,
        "before": earlier,
        "differences": differences(earlier, shown),
        "adviser": adviser_for("", language()),
    }
    return hold(render(request, "website/guidelines/changes.html", context))
