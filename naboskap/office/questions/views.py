"""Questions that wait for an answer, the one with the least time left first."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naboskap.accounts.requests import user_of
from naboskap.advice import actions
from naboskap.advice.models import SharedAnswer, Thread, ThreadMessage
from naboskap.advice.queries import (
    block_on,
    can_be_shared,
    conversation_in,
    is_open,
    is_thread_late,
    threads_visible_to,
    waiting_threads,
)
from naboskap.advice.statuses import ThreadStatus
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.guidelines.vocabulary import LANGUAGES, THEMES
from naboskap.office.ideas.forms import HandOverForm
from naboskap.office.questions.forms import BlockForm
from naboskap.ui.answers import done, gone_on, refused
from naboskap.ui.saying import Said, SayForm
from naboskap.ui.wording import language

SHOWN = 100
EARLIER = 20


def _found(request: HttpRequest, pk: int) -> Thread:
    return get_object_or_404(threads_visible_to(user_of(request)), pk=pk)


def with_question(threads: Any) -> Any:
    """Let each thread bear what was asked first, in the same statement."""
    first = ThreadMessage.objects.filter(thread=OuterRef("pk")).order_by("pk")
    return threads.annotate(question=Subquery(first.values("text")[:1]))


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """List what waits, one's own or everybody's, and the last that were answered."""
    user = user_of(request)
    if not may(user, "advice.see_thread"):
        raise PermissionDenied
    waiting = with_question(waiting_threads(user))
    only_mine = "mine" in request.GET
    if only_mine:
        waiting = waiting.filter(Q(adviser__user=user) | Q(adviser__isnull=True))
    earlier = with_question(threads_visible_to(user).exclude(status=ThreadStatus.WAITING))
    context = {
        "rows": [
            {"thread": one, "theme": THEMES.get(one.theme, ""), "is_late": is_thread_late(one)}
            for one in waiting[:SHOWN]
        ],
        "only_mine": only_mine,
        "earlier": earlier.order_by("-last_at")[:EARLIER],
    }
    return render(request, "office/questions/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a thread, and answer in it."""
    shown = _found(request, pk)
    form = SayForm(request.POST or None)
    if answer := gone_on(
        request,
        form,
        lambda: actions.answer_thread(
            shown,
            form.cleaned_data["text"],
            language=language(),
            key=form.cleaned_data["key"],
            by=user_of(request),
        ),
        told=_("The answer is sent. They get a mail with a link."),
        to=reverse("office:questions"),
        beside="text",
    ):
        return answer
    return _page(request, shown, form=form)


def _page(request: HttpRequest, shown: Thread, **forms: Any) -> HttpResponse:
    context = {
        "thread": shown,
        "is_late": is_thread_late(shown),
        "is_open": is_open(shown),
        "shared": SharedAnswer.objects.filter(thread=shown).first(),
        "can_be_shared": can_be_shared(shown),
        "theme": THEMES.get(shown.theme, ""),
        "language": LANGUAGES.get(shown.language, shown.language),
        "said": [
            Said(
                one.text,
                one.language,
                one.name or _("Whoever asked"),
                one.at,
                is_ours=bool(one.name),
            )
            for one in conversation_in(shown)
        ],
        "form": SayForm(),
        "give": HandOverForm(initial={"adviser": shown.adviser_id}),
        "shut": BlockForm(),
        "blocked": block_on(shown.address) if shown.status == ThreadStatus.BLOCKED else None,
        **forms,
    }
    return render(request, "office/questions/question.html", context)


@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the thread over to another adviser."""
    shown = _found(request, pk)
    form = HandOverForm(request.POST)
    return gone_on(
        request,
        form,
        lambda: actions.hand_thread_over(shown, form.cleaned_data["adviser"], by=user_of(request)),
        told=_("The question is given to another adviser, who is told."),
        to=reverse("office:questions"),
        beside="adviser",
    ) or _page(request, shown, give=form)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the thread."""
    shown = _found(request, pk)
    try:
        actions.close_thread(shown, by=user_of(request))
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:question", args=[pk]))
    messages.success(request, _("The question is closed. They can open it again by writing."))
    return redirect("office:questions")


@require_POST
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """Shut an abusive sender out."""
    shown = _found(request, pk)
    form = BlockForm(request.POST)
    if done(
        request,
        form,
        lambda: actions.block_sender(shown, form.cleaned_data["because"], by=user_of(request)),
        beside="because",
    ):
        messages.success(request, _("The sender is shut out."))
        return redirect("office:question", pk=pk)
    return _page(request, shown, shut=form)


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the sender in again."""
    actions.lift_block(_found(request, pk), by=user_of(request))
    messages.success(request, _("The sender can write to us again."))
    return redirect("office:question", pk=pk)
