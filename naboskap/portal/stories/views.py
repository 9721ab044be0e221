"""The story of one's project: read before it is shown, and said yes or no to by each lead."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naboskap.accounts.models import User
from naboskap.accounts.requests import SignedInRequest
from naboskap.core.errors import Refusal
from naboskap.core.secretariat import secretariat
from naboskap.core.words import in_language
from naboskap.guidelines.vocabulary import LANGUAGES
from naboskap.portal.stories.forms import ChangeForm
from naboskap.projects import actions, queries
from naboskap.projects.models import Story, StoryAnswer
from naboskap.projects.rules import side_led_by
from naboskap.ui.answers import done, refused
from naboskap.ui.wording import language


def _reader(request: HttpRequest) -> User:
    return cast("SignedInRequest", request).user


def _found(request: HttpRequest, key: str) -> Story:
    return get_object_or_404(queries.stories_led_by(_reader(request)), key=key)


@require_safe
def story(request: HttpRequest, key: str) -> HttpResponse:
    """Show the text as it would be shown, and what each side has said of it."""
    return _page(request, _found(request, key))


def _page(request: HttpRequest, shown: Story, **forms: Any) -> HttpResponse:
    side = side_led_by(_reader(request).pk, shown.grant)
    last = queries.last_answers([shown])[shown.pk]
    own = last.get(side)
    is_text_of_now = own is not None and own.digest == shown.digest
    codes = sorted(shown.told.languages, key=lambda code: code != language())
    said_yes = queries.sides_that_said_yes(shown, last)
    context = {
        "story": shown,
        "is_before_the_pair": queries.is_before_the_pair(shown),
        "texts": [
            (code, LANGUAGES.get(code, code), queries.in_one(shown, code)) for code in codes
        ],
        "project": queries.public_card_of(shown.grant),
        "waits": queries.waits_for_side(shown, side, last),
        "own": own if is_text_of_now or (own and own.said == StoryAnswer.Said.NO) else None,
        "is_closed_by_us": shown.closed_by == side,
        "sides": [
            (in_language(secretariat().sides[each].name), each, each in said_yes) for each in "ab"
        ],
        "form": ChangeForm(),
        **forms,
    }
    return render(request, "portal/stories/story.html", context)


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Say yes, ask for a change, or say no: for one's side, to the text that was read."""
    shown, person = _found(request, key), _reader(request)
    digest, act = request.POST.get("digest", ""), request.POST.get("act", "")
    if act == "change":
        form = ChangeForm(request.POST)
        if not done(
            request,
            form,
            lambda: actions.ask_change(
                shown, form.cleaned_data["words"], digest=digest, language=language(), by=person
            ),
            beside="words",
        ):
            return _page(request, shown, form=form)
        messages.success(
            request, _("We have got it, and change the text. You read it again then.")
        )
        return redirect("portal:story", key=key)
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "yes": (
            lambda: actions.say_yes(shown, digest=digest, language=language(), by=person),
            _("Thank you. It is shown when the other side has said yes too."),
        ),
        "no": (
            lambda: actions.say_no(shown, language=language(), by=person),
            _("It is not shown, and we do not ask again."),
        ),
    }
    if act not in acts:
        return redirect("portal:story", key=key)
    do, told = acts[act]
    try:
        do()
    except Refusal as refusal:
        return refused(request, refusal, back_to=request.path.removesuffix("svar/"))
    messages.success(request, told)
    return redirect("portal:story", key=key)
