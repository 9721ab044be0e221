"""Events in the office: written, shown, cancelled; who comes, and how many came from each side."""

import secrets
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naboskap.accounts.requests import permitted, user_of
from naboskap.advice.hours import instant
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.network import actions
from naboskap.network.actions import LONGEST, LONGEST_TITLE
from naboskap.network.models import Event, Registration
from naboskap.network.queries.events import (
    by_side,
    events_visible_to,
    taken_of,
)
from naboskap.network.queries.texts import leaks_of
from naboskap.network.statuses import COMES, EventStatus
from naboskap.office.guidelines.words import TONGUES
from naboskap.office.network.forms import takes_in
from naboskap.ui.answers import done, gone_on, refused
from naboskap.ui.day_fields import ClockField, DayField
from naboskap.ui.fields import LongText
from naboskap.ui.figures import WholeNumberField
from naboskap.ui.revisions import revision_read

PER_PAGE = 25
HOURS = ("begins", "ends", "register")


class EventForm(forms.Form):
    """An event: when by the clock in Oslo, where, and its words in each language of the house."""

    begins_on = DayField(label=gettext_lazy("Begins on"))
    begins_clock = ClockField(label=gettext_lazy("At (Oslo)"))
    ends_on = DayField(label=gettext_lazy("Ends on"))
    ends_clock = ClockField(label=gettext_lazy("At (Oslo)"))
    register_on = DayField(label=gettext_lazy("Register by"))
    register_clock = ClockField(label=gettext_lazy("At (Oslo)"))
    seats = WholeNumberField(
        label=gettext_lazy("How many places?"),
        help_text=gettext_lazy("Leave it empty, and there is room for all."),
        required=False,
    )
    link = forms.CharField(
        label=gettext_lazy("Link of the video meeting"),
        help_text=gettext_lazy("Only those who have a place get it, by mail."),
        required=False,
        max_length=300,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, *args: Any, event: Event | None, **kwargs: Any) -> None:
        new = {"revision": 0, "key": secrets.token_urlsafe(18)}
        kwargs["initial"] = _typed(event) if event else new
        super().__init__(*args, **kwargs)
        for code in secretariat().languages:
            tongue = {"tongue": TONGUES.get(code, code)}
            for part, label, most in (
                ("title", _("Title (%(tongue)s)"), LONGEST_TITLE),
                ("place", _("Where (%(tongue)s)"), LONGEST_TITLE),
            ):
                self.fields[f"{part}_{code}"] = forms.CharField(
                    label=label % tongue, required=False, max_length=most
                )
            self.fields[f"text_{code}"] = LongText(
                label=_("Text (%(tongue)s)") % tongue, limit=LONGEST, rows=8
            )

    def clean(self) -> dict[str, Any]:
        """Make instants of days and hours; one that the clock in Oslo never shows is told."""
        told = super().clean() or {}
        for name in HOURS:
            day, hour = told.get(f"{name}_on"), told.get(f"{name}_clock")
            if day is None or hour is None:
                continue
            at = instant(datetime.combine(day, hour), clock.OSLO)
            if at is None:
                self.add_error(
                    f"{name}_clock", _("The clock never shows this hour: it is set forward.")
                )
            told[f"{name}_at"] = at
        return told

    @property
    def texts(self) -> list[list[forms.BoundField]]:
        """Return the fields of each language."""
        return [
            [self[f"{part}_{code}"] for part in ("title", "place", "text")]
            for code in secretariat().languages
        ]

    def facts(self) -> dict[str, Any]:
        """Return what was written, as the act takes it."""
        told = self.cleaned_data
        return {
            "words": {
                part: {code: told[f"{part}_{code}"] for code in secretariat().languages}
                for part in Event.PARTS
            },
            "begins_at": told["begins_at"],
            "ends_at": told["ends_at"],
            "register_by": told["register_at"],
            "seats": told["seats"],
            "link": told["link"],
            "revision": told["revision"],
            "key": told["key"],
        }


def _typed(event: Event) -> dict[str, Any]:
    typed: dict[str, Any] = {
        f"{part}_{code}": words
        for part in Event.PARTS
        for code, words in getattr(event, part).items()
    }
    for name, at in zip(HOURS, (event.begins_at, event.ends_at, event.register_by), strict=True):
        if at is not None:
            wall = at.astimezone(clock.OSLO)
            typed |= {f"{name}_on": wall.date(), f"{name}_clock": wall.time()}
    return typed | {"seats": event.seats, "link": event.link, "revision": event.revision}


class CameForm(forms.Form):
    """How many came, from each side."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        kwargs["initial"] = {"came_a": event.came_a, "came_b": event.came_b}
        super().__init__(*args, **kwargs)
        for key, side in secretariat().sides.items():
            self.fields[f"came_{key}"] = WholeNumberField(
                label=capfirst(in_language(side.name)), largest=100_000
            )


def _found(request: HttpRequest, pk: int) -> Event:
    return get_object_or_404(events_visible_to(user_of(request)), pk=pk)


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """List the events, what comes last first."""
    user = permitted(request, "network.arrange")
    rows = events_visible_to(user).order_by("-begins_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "office/network/events.html", {"page": page, "now": clock.now()})


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Write a new event (0), or change one."""
    user = permitted(request, "network.arrange")
    shown = _found(request, pk) if pk else None
    form = EventForm(request.POST or None, event=shown)
    if written := done(
        request,
        form,
        lambda: actions.write_event(shown, **form.facts(), by=user),
        beside={"NET-32": "seats"},
    ):
        messages.success(request, _("Saved."))
        return redirect("office:event", pk=written.value.pk)
    met = shown is not None and takes_in(form, shown.revision)
    return render(
        request, "office/network/write_event.html", {"event": shown, "form": form, "met": met}
    )


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an event: how it stands, who comes, how many from each side."""
    return _page(request, _found(request, pk))


def _page(request: HttpRequest, shown: Event, came: CameForm | None = None) -> HttpResponse:
    now = clock.now()
    told = by_side(shown)
    kept = {"a": shown.registered_a, "b": shown.registered_b}
    counted = {"a": shown.came_a, "b": shown.came_b}
    leaks = leaks_of(shown)
    has_begun = shown.begins_at is not None and shown.begins_at <= now
    context = {
        "event": shown,
        "sides": [
            {
                "name": capfirst(in_language(side.name)),
                "seated": told[key].get("seated", 0) if kept[key] is None else kept[key],
                "listed": told[key].get("listed", 0),
                "came": counted[key],
            }
            for key, side in secretariat().sides.items()
        ],
        "taken": taken_of(shown),
        "people": [
            {
                "registration": one,
                "side": capfirst(in_language(secretariat().sides[one.side].name)),
                "language": LANGUAGES.get(one.language, one.language),
            }
            for one in shown.registrations.filter(status__in=COMES)
        ],
        "is_over": shown.ends_at is not None and shown.ends_at <= now,
        "may_cancel_people": not has_begun and shown.status == EventStatus.SHOWN,
        "is_erased": shown.registered_a is not None,
        "leaks": None if leaks.is_nothing else leaks,
        "came": (came or CameForm(event=shown))
        if has_begun and shown.status == EventStatus.SHOWN
        else None,
    }
    return render(request, "office/network/event.html", context)


@require_POST
def do(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Show an event on the website, cancel it, or throw away what is only a draft."""
    acts = {
        "vis": (actions.show_event, _("It is on the website, and takes registrations.")),
        "avlys": (actions.cancel_event, _("It is cancelled. Whoever has registered is told.")),
    }
    shown, there = _found(request, pk), reverse("office:event", args=[pk])
    try:
        if act == "slett":
            actions.delete_event(shown, revision=revision_read(request), by=user_of(request))
            messages.success(request, _("It is thrown away."))
            return redirect("office:events")
        if act == "ord":
            actions.vouch_for_words(shown, request.POST.getlist("words"), by=user_of(request))
            told = _("Saved.")
        elif act in acts:
            do_it, told = acts[act]
            do_it(shown, by=user_of(request))
        else:
            raise Http404
    except Refusal as refusal:
        return refused(request, refusal, back_to=there)
    messages.success(request, told)
    return redirect(there)


@require_POST
def came(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down how many came from each side."""
    shown = _found(request, pk)
    form = CameForm(request.POST, event=shown)
    return gone_on(
        request,
        form,
        lambda: actions.count_who_came(shown, **form.cleaned_data, by=user_of(request)),
        told=_("Saved."),
        to=reverse("office:event", args=[pk]),
    ) or _page(request, shown, form)


@require_POST
def cancel_place(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Cancel a registration for somebody who rang; they get a mail."""
    shown = _found(request, pk)
    found = get_object_or_404(Registration, event=shown, pk=number)
    there = reverse("office:event", args=[pk])
    try:
        actions.cancel_registration(found, by=user_of(request))
    except Refusal as refusal:
        return refused(request, refusal, back_to=there)
    messages.success(request, _("It is cancelled, and they get a mail."))
    return redirect(there)
