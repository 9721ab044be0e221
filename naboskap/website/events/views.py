"""What is arranged, registering for it, and one's own registration by a mailed link."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naboskap.accounts.requests import address_of_visitor
from naboskap.advice.actions import origin_of
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.network import actions
from naboskap.network.models import Event
from naboskap.network.queries.events import (
    PublicEvent,
    coming_events,
    events_in,
    past_events,
    places_left,
    registration_of,
    takes_registrations,
)
from naboskap.network.statuses import COMES, EventStatus
from naboskap.ui.answers import done, refused
from naboskap.ui.calendars import Entry, calendar_of
from naboskap.ui.wording import at_both, language
from naboskap.website.cache import hold
from naboskap.website.events.forms import RegisterForm
from naboskap.website.stamped import new_stamp
from naboskap.website.typed import address_kept, keep_address
from naboskap.website.written import sections

PAST = 10
THIS = "event"
FACTS = ("name", "address", "side", "language", "people", "needs")


@login_not_required
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """List what is arranged, the next first, and the last that have been."""
    coming = events_in(language(), coming_events())
    context = {"coming": coming, "past": events_in(language(), past_events()[:PAST])}
    until = min((one.ends_at for one in coming), default=None)
    return hold(render(request, "website/events/list.html", context), until=until)


def _found(pk: int) -> tuple[Event, PublicEvent]:
    row = get_object_or_404(Event.objects.exclude(status=EventStatus.WRITING), pk=pk)
    shown = next(iter(events_in(language(), [row])), None)
    if shown is None:
        raise Http404
    return row, shown


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell of an event, and take a registration. Who else comes is nobody's to see."""
    row, shown = _found(pk)
    initial = {"language": language(), "stamp": new_stamp(), "people": 1}
    if request.user.is_authenticated:
        initial |= {"name": request.user.name, "address": request.user.email}
    form = RegisterForm(request.POST or None, initial=initial)
    if done(
        request,
        form,
        lambda: actions.register(
            row,
            **{name: form.cleaned_data[name] for name in FACTS},
            key=form.key,
            origin=origin_of(address_of_visitor(request)),
            by=request.user,
        ),
    ):
        keep_address(request, THIS, form.cleaned_data["address"])
        return redirect("event-thanks")
    is_open = takes_registrations(row)
    prefix = "" if shown.language == settings.LANGUAGE_CODE else f"/{shown.language}"
    context = {
        "event": shown,
        "called": LANGUAGES.get(shown.language, shown.language),
        "is_other": shown.language != language(),
        "parts": sections(shown.text, prefix),
        "is_open": is_open,
        "is_over": shown.ends_at <= clock.now(),
        "left": places_left(row) if is_open else "",
        "form": form if is_open else None,
    }
    return render(request, "website/events/event.html", context)


@never_cache
@login_not_required
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way; where to, to the browser that it was typed in."""
    return render(request, "website/events/thanks.html", {"typed": address_kept(request, THIS)})


@login_not_required
@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an event as a calendar file."""
    _row, shown = _found(pk)
    if shown.is_cancelled:
        raise Http404
    entry = Entry(
        name=str(shown.pk),
        words=shown.title,
        begins=shown.begins_at,
        ends=shown.ends_at,
        note=f"{shown.place}\n{at_both(shown.begins_at)}",
        link=request.build_absolute_uri(request.path.removesuffix("kalender.ics")),
    )
    return HttpResponse(
        calendar_of("event", [entry]),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="arrangement.ics"'},
    )


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a registration to whoever has its link, with a button to cancel it."""
    holder, found = registration_of(secret)
    if holder is None or found is None:
        return render(request, "website/events/no_link.html", status=404)
    if request.method == "POST":
        try:
            if request.POST.get("act") == "confirm":
                actions.confirm_registration(found, by=holder)
                told = _("Thank you! The registration holds.")
            else:
                actions.cancel_registration(found, by=holder)
                told = _("It is cancelled. Thank you for telling us.")
        except Refusal as refusal:
            return refused(request, refusal, back_to=request.path)
        messages.success(request, told)
        return redirect(request.path)
    _row, shown = _found(found.event_id)
    context = {
        "registration": found,
        "event": shown,
        "meeting": found.event.link if found.status == "seated" else "",
        "may_cancel": found.status in COMES
        and not shown.is_cancelled
        and shown.begins_at > clock.now(),
    }
    return render(request, "website/events/own.html", context)
