"""From a lesson to what it is about: the matching part of one's own latest application."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naboskap.applications.models import Application, SeatPerson
from naboskap.applications.queries import visible_to
from naboskap.applications.statuses import ApplicationStatus
from naboskap.portal.applications import page
from naboskap.portal.applications.tasks import PLACES, place_of
from naboskap.reports.models import Report
from naboskap.reports.queries import OPEN
from naboskap.reports.queries import visible_to as reports_for


@require_safe
def do_now(request: HttpRequest, part: str) -> HttpResponse:
    """Open ``part`` of the draft that was written in last, or of the report that is due first.

    Where there is none: what one can apply for, or one's own page.
    """
    if part == "home":
        return redirect("portal:home")
    if part == "report":
        return _report(request)
    if part not in PLACES:
        raise Http404
    draft = _latest_draft(request)
    if draft is None:
        messages.info(request, _("You write nothing yet. Choose what to apply for, and begin."))
        return redirect("portal:choose")
    return redirect(place_of(draft.key, part, is_short=draft.size == Application.Size.SHORT))


def _latest_draft(request: HttpRequest) -> Application | None:
    """Return the draft of the reader's own pair that was changed last."""
    person = page.writer(request)
    seats = SeatPerson.objects.filter(user=person, left_at__isnull=True)
    mine = visible_to(person).filter(
        status=ApplicationStatus.DRAFT, pk__in=seats.values("seat__application")
    )
    return mine.order_by("-changed_at").first()


def _report(request: HttpRequest) -> HttpResponse:
    person = page.writer(request)
    seats = SeatPerson.objects.filter(user=person, left_at__isnull=True)
    mine = reports_for(person).filter(
        status__in=OPEN, grant__decision__case__application__in=seats.values("seat__application")
    )
    due: Report | None = mine.order_by("due_on", "pk").first()
    if due is None:
        messages.info(request, _("You have no report to write now."))
        return redirect("portal:home")
    return redirect("portal:report", key=due.grant.decision.case.application.key)
