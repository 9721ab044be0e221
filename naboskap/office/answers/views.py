"""Answers for everybody: offered from a thread, rewritten, read by a second adviser, published."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naboskap.accounts.models import User
from naboskap.accounts.requests import permitted
from naboskap.advice import actions
from naboskap.advice.models import SharedAnswer
from naboskap.advice.queries import (
    can_be_shared,
    conversation_in,
    seen_in_answer,
    shared_visible_to,
    threads_visible_to,
)
from naboskap.advice.statuses import SharedStatus
from naboskap.core.errors import Refusal
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.disclosure.queries import protected_names
from naboskap.guidelines.amounts import all_of
from naboskap.guidelines.vocabulary import LANGUAGES, THEMES
from naboskap.office.answers.forms import TakeBackForm, WordedForm
from naboskap.ui.answers import done, gone_on, refused
from naboskap.ui.revisions import revision_read

SHOWN = 200


def _adviser(request: HttpRequest) -> User:
    return permitted(request, "advice.see_shared_answer")


def _found(request: HttpRequest, slug: str) -> SharedAnswer:
    return get_object_or_404(shared_visible_to(_adviser(request)), slug=slug)


@dataclass(frozen=True, slots=True)
class Line:
    """An answer in the list: what it asks, and whether a name holds it back from the page."""

    shared: SharedAnswer
    question: str
    theme: str
    is_held_back: bool


def _lines(rows: list[SharedAnswer]) -> list[Line]:
    names = protected_names() if rows else frozenset()
    return [
        Line(
            one,
            in_language(one.question),
            str(THEMES.get(one.theme, "")),
            is_held_back=one.status == SharedStatus.PUBLISHED
            and not seen_in_answer(one, names).is_nothing,
        )
        for one in rows
    ]


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """List what waits for a second reader, what is on the website, and what is taken back."""
    every = _lines(list(shared_visible_to(_adviser(request))[:SHOWN]))
    context = {
        str(status.value): [line for line in every if line.shared.status == status]
        for status in SharedStatus
    }
    return render(request, "office/answers/list.html", {**context, "total": len(every)})


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Rewrite what was answered in a thread, so that everybody can read it."""
    user = permitted(request, "advice.offer_answer")
    thread = get_object_or_404(threads_visible_to(user), pk=pk)
    if (known := SharedAnswer.objects.filter(thread=thread).first()) is not None:
        return redirect("office:answer", slug=known.slug)
    if not can_be_shared(thread):
        messages.error(request, _("This question has no answer that can be shown."))
        return redirect("office:question", pk=pk)
    said = conversation_in(thread)
    answers = [line for line in said if line.name]
    begun = {
        "theme": thread.theme,
        **_texts("question", {said[0].language: said[0].text}),
        **_texts("answer", {answers[-1].language: answers[-1].text}),
    }
    form = WordedForm(request.POST or None, initial=begun)
    if sent := done(
        request,
        form,
        lambda: actions.offer_answer(thread, form.worded(), by=user),
        meet=lambda refusal: _meet(form, refusal),
    ):
        messages.success(request, _("It waits for a second reader, who publishes it."))
        return redirect("office:answer", slug=sent.value.slug)
    context = {"form": form, "thread": thread, "said": said}
    return render(request, "office/answers/write.html", context)


def _texts(name: str, words: dict[str, str]) -> dict[str, str]:
    """Return the first words of a form. What is in no language of the house begins as its first.

    An adviser rewrites it in any case.
    """
    house = secretariat().languages
    return {f"{name}_{code if code in house else house[0]}": text for code, text in words.items()}


def _meet(form: WordedForm, refusal: Refusal) -> None:
    if getattr(refusal, "rule", "") in {"ADV-35", "ADV-40"}:
        form.ask_about_words()


@require_http_methods(["GET", "HEAD", "POST"])
def rewrite(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the words. It is out of sight until somebody else has read it again."""
    user = permitted(request, "advice.offer_answer")
    shared = _found(request, slug)
    begun = {
        "theme": shared.theme,
        "revision": shared.revision,
        **_texts("question", shared.question),
        **_texts("answer", shared.answer),
    }
    form = WordedForm(request.POST or None, initial=begun)
    return gone_on(
        request,
        form,
        lambda: actions.rewrite_answer(
            shared, form.worded(), read_revision=form.cleaned_data["revision"], by=user
        ),
        told=_("It waits for a second reader, who publishes it."),
        to=reverse("office:answer", args=[slug]),
        meet=lambda refusal: _meet(form, refusal),
    ) or render(request, "office/answers/write.html", {"form": form, "shared": shared})


@require_safe
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one as everybody would read it, with what to look at twice."""
    return _page(request, _found(request, slug))


def _page(request: HttpRequest, shared: SharedAnswer, **forms: Any) -> HttpResponse:
    user = _adviser(request)
    seen = seen_in_answer(shared)
    house = secretariat().languages
    writers = User.objects.filter(pk__in=shared.writers).order_by("name")
    context = {
        "shared": shared,
        "theme": THEMES.get(shared.theme, ""),
        "texts": [
            (code, LANGUAGES.get(code, code), shared.question[code], shared.answer[code])
            for code in house
            if code in shared.answer
        ],
        "lacks": all_of(LANGUAGES.get(code, code) for code in house if code not in shared.answer),
        "names": "" if seen.is_nothing else all_of([*seen.names, *seen.ordinary, *seen.contacts]),
        "ordinary": all_of(shared.ordinary) if shared.ordinary else "",
        "writers": all_of(writers.values_list("name", flat=True)),
        "may_publish": shared.status == SharedStatus.OFFERED and user.pk not in shared.writers,
        "take_back": TakeBackForm(),
        **forms,
    }
    return render(request, "office/answers/answer.html", context)


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish what was read, as the second reader."""
    shared = _found(request, slug)
    try:
        actions.publish_answer(
            shared,
            read_revision=revision_read(request),
            by=permitted(request, "advice.publish_answer"),
        )
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:answer", args=[slug]))
    messages.success(request, _("It is on the website."))
    return redirect("office:answer", slug=slug)


@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take it away from everybody at once."""
    shared = _found(request, slug)
    form = TakeBackForm(request.POST)
    return gone_on(
        request,
        form,
        lambda: actions.take_back_answer(
            shared,
            form.cleaned_data["because"],
            by=permitted(request, "advice.take_back_answer"),
        ),
        told=_("It is taken back. Nobody outside the office sees it."),
        to=reverse("office:answer", args=[slug]),
        beside="because",
    ) or _page(request, shared, take_back=form)
