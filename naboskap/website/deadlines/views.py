"""When one can apply, and how long an answer takes: every programme on one page."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naboskap.advice.queries import adviser_for
from naboskap.cases.queries import FLOOR, handling
from naboskap.core import clock
from naboskap.core.words import in_language
from naboskap.programmes.models import Round
from naboskap.programmes.queries import rounds_ahead, rounds_open, shown_programmes
from naboskap.ui.calendars import Entry, calendar_of
from naboskap.ui.wording import at_both, language
from naboskap.website.cache import hold
from naboskap.website.rounds import next_change, shown_round


@login_not_required
@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    """Show each programme's rounds, open and ahead, and what its answers took."""
    rounds: dict[int, list[Round]] = {}
    for one in (*rounds_open(), *rounds_ahead()):
        rounds.setdefault(one.programme_id, []).append(one)
    programmes = list(shown_programmes())
    names = {one.pk: one.name for one in programmes}
    context = {
        "listed": [{"programme": one, "rounds": rounds.get(one.pk, [])} for one in programmes],
        "now": clock.now(),
        "handled": [
            {"programme": names[one.programme_id], "told": one}
            for one in handling()
            if one.programme_id in names
        ],
        "floor": FLOOR,
        "nearest": shown_round(),
        "adviser": adviser_for("", language()),
    }
    return hold(render(request, "website/deadlines/page.html", context), until=next_change())


@login_not_required
@require_safe
def round_in_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a round as a calendar file: when it opens, where that is ahead, and when it closes."""
    shown = get_object_or_404(
        Round.objects.filter(programme__is_shown=True).select_related("programme"), pk=pk
    )
    entries = list(_entries(request, shown))
    if not entries:
        raise Http404
    return HttpResponse(
        calendar_of(f"round-{shown.pk}", entries),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="frist.ics"'},
    )


def _entries(request: HttpRequest, shown: Round) -> Iterator[Entry]:
    programme = {"programme": in_language(shown.programme.name)}
    link = request.build_absolute_uri(reverse("programme", args=[shown.programme.slug]))
    if shown.opens_at > clock.now():
        words = _("%(programme)s: one can apply from now") % programme
        yield Entry("opens", words, shown.opens_at, note=at_both(shown.opens_at), link=link)
    if shown.closes_at is not None and shown.closed_early_at is None:
        words = _("%(programme)s: last chance to apply") % programme
        yield Entry("closes", words, shown.closes_at, note=at_both(shown.closes_at), link=link)
