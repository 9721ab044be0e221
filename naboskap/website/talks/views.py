"""Book a talk with an adviser in a free time; move it or cancel it by a mailed link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naboskap.accounts.requests import address_of_visitor
from naboskap.advice import actions
from naboskap.advice.hours import Slot
from naboskap.advice.links import Holder, holder_of, secret_of
from naboskap.advice.models import Talk
from naboskap.advice.queries import free_times, shown_advisers
from naboskap.advice.statuses import TalkStatus
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.ui.answers import done, refused
from naboskap.ui.calendars import Entry, calendar_of
from naboskap.ui.wording import language
from naboskap.website.stamped import new_stamp
from naboskap.website.talks.forms import TalkForm, TimeForm

FIRST = 8  # Times that are shown before "more times".
FIELD_OF = {
    "ADV-20": "time",
    "ADV-21": "address",
    "ADV-22": "reached_at",
    "ADV-24": "about",
}


def _shown(request: HttpRequest, slots: list[Slot]) -> list[Slot]:
    """Return the next times, or all where more are asked for or one of the others was chosen."""
    chosen = request.POST.get("time", "")
    if "flere" in request.GET or any(one.begins_at.isoformat() == chosen for one in slots[FIRST:]):
        return slots
    return slots[:FIRST]


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a free time. Of two who choose the same, the other keeps what they typed."""
    adviser = get_object_or_404(shown_advisers(), pk=pk)
    slots = free_times(adviser)
    initial = {"stamp": new_stamp(), "way": Talk.Way.PHONE}
    if request.user.is_authenticated:
        initial |= {"name": request.user.name, "address": request.user.email}
    form = TalkForm(request.POST or None, slots=_shown(request, slots), initial=initial)
    if booked := done(
        request,
        form,
        lambda: actions.book_talk(
            adviser,
            form.chosen,
            **{
                name: form.cleaned_data[name]
                for name in ("name", "address", "way", "reached_at", "about")
            },
            language=language(),
            key=form.key,
            origin=actions.origin_of(address_of_visitor(request)),
            by=request.user,
        ),
        beside=FIELD_OF,
    ):
        messages.success(request, _("The talk is booked. We have sent you a mail about it."))
        return redirect("talk", secret=secret_of("talk", booked.value.key))
    if form.is_bound:  # What is free now: it may have changed since.
        slots = free_times(adviser)
        form.offer(_shown(request, slots))
    context = {
        "form": form,
        "adviser": adviser,
        "has_times": bool(slots),
        "has_more": len(slots) > len(form.fields["time"].choices),  # type: ignore[attr-defined]
    }
    return render(request, "website/talks/book.html", context)


def _found(secret: str) -> tuple[Holder, Talk]:
    holder = holder_of("talk", secret)
    found = holder and Talk.objects.select_related("adviser__user").filter(key=holder.key).first()
    if holder is None or not found:
        raise Http404
    return holder, found


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a talk to whoever has its link; move it, or cancel it. Opening does nothing."""
    holder, found = _found(secret)
    is_ahead = found.status == TalkStatus.BOOKED and found.begins_at > clock.now()
    act = request.POST.get("act", "")
    if act == "cancel":
        try:
            actions.cancel_talk(found, by=holder)
        except Refusal as refusal:
            return refused(request, refusal, back_to=request.path)
        messages.success(request, _("The talk is cancelled, and the adviser is told."))
        return redirect(request.path)
    slots = free_times(found.adviser, but=found) if is_ahead else []
    slots = [one for one in slots if one.begins_at != found.begins_at]
    form = TimeForm(request.POST if act == "move" else None, slots=_shown(request, slots))
    if done(
        request,
        form,
        lambda: actions.move_talk(found, form.chosen, by=holder),
        beside="time",
    ):
        messages.success(request, _("The talk is moved, and the adviser is told."))
        return redirect(request.path)
    context = {
        "talk": found,
        "adviser": found.adviser,
        "secret": secret,
        "is_ahead": is_ahead,
        "form": form if slots else None,
        "has_more": len(slots) > len(form.fields["time"].choices),  # type: ignore[attr-defined]
    }
    return render(request, "website/talks/talk.html", context)


@never_cache
@login_not_required
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Give the talk as a calendar file. Neutral words: nothing of what it is about."""
    _holder, found = _found(secret)
    if found.status != TalkStatus.BOOKED:
        raise Http404
    slot = Slot(found.begins_at, found.minutes)
    entry = Entry(
        name=str(found.pk),
        words=_("Talk with an adviser"),
        begins=slot.begins_at,
        ends=slot.ends_at,
        link=request.build_absolute_uri(request.path.removesuffix("kalender.ics")),
    )
    return HttpResponse(
        calendar_of("talk", [entry]),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="samtale.ics"'},
    )
