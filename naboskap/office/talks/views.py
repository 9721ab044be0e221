"""Talks that are booked, and the times that an adviser has opened."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naboskap.accounts.requests import permitted
from naboskap.advice import actions
from naboskap.advice.models import Adviser, ClosedDay, OpenTime, WeeklyHours
from naboskap.advice.queries import coming_talks, free_times, talks_visible_to
from naboskap.advice.statuses import TalkStatus
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.office.talks.forms import ClosedForm, MoveForm, SingleForm, WeeklyForm
from naboskap.ui.answers import gone_on, refused

SHOWN = 100
NEXT = 8  # Times that are shown before "all free times".
KINDS: dict[str, Any] = {"uke": WeeklyHours, "tid": OpenTime, "dag": ClosedDay}


@require_http_methods(["GET", "HEAD", "POST"])
def talks(request: HttpRequest) -> HttpResponse:
    """Show the talks that are coming, everybody's or one's own, and one's own open times."""
    user = permitted(request, "advice.see_talk")
    adviser = Adviser.objects.filter(user=user).first()
    act = request.POST.get("act", "")
    forms: dict[str, Any] = {
        "weekly": WeeklyForm(request.POST if act == "weekly" else None, prefix="weekly"),
        "single": SingleForm(request.POST if act == "single" else None, prefix="single"),
        "closed": ClosedForm(request.POST if act == "closed" else None, prefix="closed"),
    }
    do: dict[str, tuple[Callable[..., object], str]] = {
        "weekly": (actions.open_weekly, "begins"),
        "single": (actions.open_time, "on"),
        "closed": (actions.close_day, "on"),
    }
    if adviser is not None and act in do:
        form = forms[act]
        open_it, field = do[act]
        if answer := gone_on(
            request,
            form,
            lambda: open_it(adviser, **form.cleaned_data, by=user),
            told=_("Saved."),
            to=reverse("office:talks"),
            beside=field,
        ):
            return answer
    coming = coming_talks(user)
    only_mine = "mine" in request.GET
    if only_mine:
        coming = coming.filter(adviser__user=user)
    context = {
        "talks": coming[:SHOWN],
        "only_mine": only_mine,
        "adviser": adviser,
        **forms,
        **(_opened(adviser) if adviser is not None else {}),
    }
    return render(request, "office/talks/list.html", context)


def _opened(adviser: Adviser) -> dict[str, Any]:
    """Return what the adviser has opened and closed, from today."""
    own = {"adviser": adviser}
    return {
        "hours": [(one, str(WEEKDAYS[one.weekday])) for one in WeeklyHours.objects.filter(**own)],
        "times": OpenTime.objects.filter(**own, begins_at__gt=clock.now()),
        "days": ClosedDay.objects.filter(**own, on_date__gte=clock.today()),
    }


@require_POST
def remove(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take away hours, a time or a closed day of one's own."""
    user = permitted(request, "advice.open_times")
    if kind not in KINDS:
        raise Http404
    found = get_object_or_404(KINDS[kind].objects.filter(adviser__user=user), pk=pk)
    actions.take_away(found, by=user)
    messages.success(request, _("Saved."))
    return redirect("office:talks")


@require_http_methods(["GET", "HEAD", "POST"])
def reschedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a talk to another free time of its adviser's. Whoever booked it is told."""
    user = permitted(request, "advice.reschedule_talk")
    found = get_object_or_404(talks_visible_to(user), pk=pk)
    is_ahead = found.status == TalkStatus.BOOKED and found.begins_at > clock.now()
    free = free_times(found.adviser, but=found) if is_ahead else []
    times = [one.begins_at for one in free if one.begins_at != found.begins_at]
    has_more = len(times) > NEXT and "flere" not in request.GET
    if has_more and request.method != "POST":
        times = times[:NEXT]
    form = MoveForm(request.POST or None, times=times)
    return gone_on(
        request,
        form,
        lambda: actions.reschedule_talk(found, form.cleaned_data["time"], by=user),
        told=_(
            "The talk is moved. Whoever booked it gets a mail, and can say that it does not suit."
        ),
        to=reverse("office:talks"),
        beside="time",
    ) or render(
        request,
        "office/talks/move.html",
        {
            "talk": found,
            "form": form,
            "has_times": bool(times),
            "has_more": has_more and not form.is_bound,
            "is_ahead": is_ahead,
        },
    )


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a talk. Whoever booked it is told."""
    user = permitted(request, "advice.see_talk")
    found = get_object_or_404(talks_visible_to(user), pk=pk)
    try:
        actions.cancel_talk(found, by=user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:talks"))
    messages.success(request, _("The talk is cancelled. Whoever booked it gets a mail."))
    return redirect("office:talks")
