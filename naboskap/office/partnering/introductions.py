"""Two wishes that may be put in touch: the adviser is between them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.office.partnering.views import adviser, beside, facts_of, found, title_of
from naboskap.partnering import actions, queries
from naboskap.partnering.models import Introduction
from naboskap.partnering.wording import reason_in_words
from naboskap.ui.answers import refused


def _found(request: HttpRequest, key: str) -> Introduction:
    rows = queries.introductions_visible_to(adviser(request))
    return get_object_or_404(rows, key=key)


@require_GET
def introduction(request: HttpRequest, key: str) -> HttpResponse:
    """Show both wishes beside each other, what they have in common, and whose turn it is."""
    shown = _found(request, key)
    user = adviser(request)
    context = {
        "introduction": shown,
        "halves": [
            {
                "wish": one,
                "title": title_of(one),
                "facts": facts_of(one),
                "called": LANGUAGES.get(one.language, one.language),
                "renderings": beside(one),
                "yes": shown.has_yes_of(one),
                "answers": shown.status == "asked"
                and not shown.has_yes_of(one)
                and may(user, "partnering.keep_wish", one),
            }
            for one in sorted(shown.wishes, key=lambda each: each.side)
        ],
        "reasons": [reason_in_words(one) for one in queries.fits(*shown.wishes)],
        "may_be_answered": queries.may_be_answered(shown),
        "is_open": shown.status in {"proposed", "asked", "agreed"},
    }
    return render(request, "office/partnering/introduction.html", context)


@require_POST
def propose(request: HttpRequest, key: str) -> HttpResponse:
    """Ask both sides whether they would like to get to know each other."""
    shown = found(request, key)
    theirs = found(request, request.POST.get("other", ""))
    try:
        made = actions.propose(shown, theirs, by=adviser(request))
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:partner-wish", args=[key]))
    messages.success(request, _("Both are asked. Call those who have no account."))
    return redirect("office:partner-introduction", key=made.key)


TOLD = {
    "pass-on": gettext_lazy("It is passed on."),
    "no": gettext_lazy("It is ended. Nobody is told why."),
    "yes": gettext_lazy("The answer is noted."),
}


@require_POST
def act(request: HttpRequest, key: str) -> HttpResponse:
    """Pass it on, end it, or note the answer of somebody without an account."""
    shown, user = _found(request, key), adviser(request)
    what = request.POST.get("act", "")
    wish = next((one for one in shown.wishes if one.key == request.POST.get("wish")), shown.asked)
    acts: dict[str, Callable[[], Any]] = {
        "pass-on": lambda: actions.pass_on(shown, by=user),
        "no": lambda: actions.say_no(shown, by=user),
        "yes": lambda: actions.say_yes(shown, wish, by=user),
    }
    if what not in acts:
        raise Http404
    there = reverse("office:partner-introduction", args=[key])
    try:
        acts[what]()
    except Refusal as refusal:
        return refused(request, refusal, back_to=there)
    messages.success(request, TOLD[what])
    return redirect(there)
