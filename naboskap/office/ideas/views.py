"""Ideas that wait for a call, the one with the least time left first."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from naboskap.accounts.models import User
from naboskap.accounts.requests import permitted, user_of
from naboskap.advice import actions
from naboskap.advice.contact import email_in, phone_in
from naboskap.advice.models import Idea
from naboskap.advice.queries import WAITING, is_late, visible_to, waiting_ideas
from naboskap.applications.actions import start_from_idea
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.guidelines.vocabulary import LANGUAGES, THEMES
from naboskap.office.ideas.forms import (
    BeginForm,
    CallForm,
    DraftForm,
    HandOverForm,
    NewCallForm,
)
from naboskap.ui.answers import done, gone_on, refused

SHOWN = 100
EARLIER = 20


def _found(request: HttpRequest, pk: int) -> Idea:
    return get_object_or_404(visible_to(user_of(request)), pk=pk)


@require_GET
def ideas(request: HttpRequest) -> HttpResponse:
    """List what waits, one's own or everybody's, and the last that were answered."""
    user = user_of(request)
    if not may(user, "advice.see_idea"):
        raise PermissionDenied
    waiting = waiting_ideas(user)
    only_mine = "mine" in request.GET
    if only_mine:
        waiting = waiting.filter(Q(adviser__user=user) | Q(adviser__isnull=True))
    context = {
        "rows": [
            {"idea": one, "theme": THEMES.get(one.theme, ""), "is_late": is_late(one)}
            for one in waiting[:SHOWN]
        ],
        "only_mine": only_mine,
        "earlier": visible_to(user).exclude(status__in=WAITING).order_by("-pk")[:EARLIER],
    }
    return render(request, "office/ideas/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_call(request: HttpRequest) -> HttpResponse:
    """Note a call that just came in."""
    user = permitted(request, "advice.answer_idea")
    form = NewCallForm(request.POST or None)
    if noted := done(
        request,
        form,
        lambda: actions.take_call(
            **{name: form.cleaned_data[name] for name in form.fields}, by=user
        ),
        beside={"ADV-15": "caller", "ADV-1": "about", "ADV-2": "contact", "ADV-5": "said"},
    ):
        messages.success(request, _("The call is noted."))
        return redirect("office:idea", pk=noted.value.pk)
    return render(request, "office/ideas/new_call.html", {"form": form})


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Send whoever had the idea the way into a draft with what is known."""
    shown = _found(request, pk)
    form = BeginForm(request.POST)
    return gone_on(
        request,
        form,
        lambda: actions.send_beginning(
            shown,
            form.cleaned_data["programme"],
            form.outline(shown.theme),
            address=form.cleaned_data["address"],
            by=user_of(request),
        ),
        told=_("They get a mail with the way into the draft."),
        to=reverse("office:idea", args=[pk]),
        beside={"ADV-16": "address"},
    ) or _page(request, shown, begin=form)


@require_GET
def idea(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one idea: what it says, how to call, and what can be done with it."""
    return _page(request, _found(request, pk))


def _page(request: HttpRequest, shown: Idea, **forms: Any) -> HttpResponse:
    waits = shown.status in WAITING
    writers = {note.written_by_id for note in shown.notes.all()}
    names = dict(User.objects.filter(pk__in=writers).values_list("pk", "name"))
    context = {
        "idea": shown,
        "is_late": is_late(shown),
        "waits": waits,
        "theme": THEMES.get(shown.theme, ""),
        "language": LANGUAGES.get(shown.language, shown.language),
        "phone": phone_in(shown.contact),
        "email": email_in(shown.contact),
        "notes": [(note, names.get(note.written_by_id, "")) for note in shown.notes.all()],
        "call": CallForm(),
        "give": HandOverForm(initial={"adviser": shown.adviser_id}),
        "draft": DraftForm(auto_id="draft_%s"),
        "begin": BeginForm(initial={"address": email_in(shown.contact)}),
        "may_draft": may(user_of(request), "applications.open_draft_with_pair", shown),
        **forms,
    }
    return render(request, "office/ideas/idea.html", context)


@require_POST
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a call."""
    shown = _found(request, pk)
    form = CallForm(request.POST)
    if done(
        request,
        form,
        lambda: actions.note_call(
            shown,
            form.cleaned_data["text"],
            next_step=form.cleaned_data["next_step"],
            by=user_of(request),
        ),
    ):
        messages.success(request, _("The call is noted."))
        return redirect("office:idea", pk=pk)
    return _page(request, shown, call=form)


@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the idea to another adviser."""
    shown = _found(request, pk)
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, give=form)
    try:
        actions.hand_over(shown, form.cleaned_data["adviser"], by=user_of(request))
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:idea", args=[pk]))
    messages.success(request, _("The idea is given to another adviser, who is told."))
    return redirect("office:ideas")


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a draft together with whoever had the idea."""
    shown = _found(request, pk)
    form = DraftForm(request.POST, auto_id="draft_%s")
    if not form.is_valid():
        return _page(request, shown, draft=form)
    told = form.cleaned_data
    try:
        opened = start_from_idea(
            shown,
            programme=told["programme"],
            size=told["size"],
            key=told["key"],
            by=user_of(request),
        )
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:idea", args=[pk]))
    return redirect("portal:draft", key=opened.key)


@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put away an idea that needs no more."""
    shown = _found(request, pk)
    try:
        actions.settle(shown, by=user_of(request))
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:idea", args=[pk]))
    messages.success(request, _("The idea is put away."))
    return redirect("office:ideas")
