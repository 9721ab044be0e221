"""Wishes for a partner as an adviser reads them: shown, sent back, translated, written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from naboskap.accounts.models import User
from naboskap.accounts.requests import permitted
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.disclosure.leaks import leaks_in
from naboskap.disclosure.queries import names_in
from naboskap.guidelines.amounts import all_of
from naboskap.guidelines.vocabulary import LANGUAGES, THEMES
from naboskap.office.partnering.forms import SendBackForm, TranslationForm
from naboskap.partnering import actions, queries
from naboskap.partnering.asking import FIELD_OF, WishForm, initial_of
from naboskap.partnering.models import Introduction, Wish
from naboskap.partnering.statuses import LIVE
from naboskap.partnering.wording import AGES, called, leaks_in_words, reason_in_words, title
from naboskap.ui.answers import done, refused
from naboskap.ui.parts import Rendering
from naboskap.ui.revisions import revision_read

SHOWN = 100


def adviser(request: HttpRequest) -> User:
    """Return who asks, if they are an adviser."""
    return permitted(request, "partnering.read_wish")


def title_of(wish: Wish) -> str:
    """Return what a wish is called in a list."""
    return title(wish.kind, wish.place.name)


def facts_of(wish: Wish) -> list[tuple[str, Any]]:
    """Return what a wish says in codes, in words."""
    return [
        (_("Field"), THEMES.get(wish.theme, wish.theme)),
        (_("Age"), AGES.get(wish.age, wish.age)),
        (_("Speaks"), called("language", wish.spoken)),
    ]


def beside(wish: Wish) -> tuple[Rendering, ...]:
    """Return what stands beside the text of a wish."""
    return tuple(
        Rendering(
            one.language,
            LANGUAGES.get(one.language, one.language),
            one.text,
            "checked" if one.by_adviser else "translated",
            is_stale=one.is_old_beside(wish),
        )
        for one in wish.renderings.all()
    )


@dataclass(frozen=True, slots=True)
class Line:
    """An introduction in the list: the two, how it stands, and whose turn it is."""

    introduction: Introduction
    asks: str
    asked: str
    is_ours: bool


def line(one: Introduction) -> Line:
    """Put an introduction in words. It is ours to pass on, or to hear who has no account."""
    waits = [each for each in one.wishes if not one.has_yes_of(each)]
    ours = one.status == "proposed" or any(each.user_id is None for each in waits)
    return Line(one, title_of(one.asks), title_of(one.asked), ours)


@require_GET
def wishes(request: HttpRequest) -> HttpResponse:
    """List what is to be read, who is to be put in touch, and all that is shown."""
    user = adviser(request)
    context = {
        "to_read": [(one, title_of(one)) for one in queries.to_read(user)[:SHOWN]],
        "lines": [line(one) for one in queries.open_introductions(user)[:SHOWN]],
        "shown": [(one, title_of(one)) for one in queries.shown_now(user)[:SHOWN]],
    }
    return render(request, "office/partnering/list.html", context)


def _all() -> QuerySet[Wish]:
    return Wish.objects.select_related("place", "user", "adviser__user").prefetch_related(
        "renderings"
    )


def found(request: HttpRequest, key: str) -> Wish:
    """Fetch a wish, for an adviser."""
    user = adviser(request)
    wish = get_object_or_404(_all(), key=key)
    if not may(user, "partnering.see_wish", wish):
        raise Http404
    return wish


@require_GET
def wish(request: HttpRequest, key: str) -> HttpResponse:
    """Show one wish: what it says, who has it, what fits it, and what can be done."""
    return _page(request, found(request, key))


def _page(request: HttpRequest, shown: Wish, **forms: Any) -> HttpResponse:
    user = adviser(request)
    texts = [shown.text, *(one.text for one in shown.renderings.all())]
    leaks = sorted({kind for text in texts for kind in leaks_in(text)})
    across = queries.found_for(shown)[:SHOWN] if shown.status == "shown" else []
    known = {
        one.other(shown).pk: one
        for one in queries.introductions_of(shown).select_related("asks__place", "asked__place")
    }
    context = {
        "wish": shown,
        "title": title_of(shown),
        "facts": facts_of(shown),
        "called": LANGUAGES.get(shown.language, shown.language),
        "renderings": beside(shown),
        "leaks": leaks_in_words(leaks) if leaks else "",
        "names": all_of(names) if (names := names_in(texts)) else "",
        "is_live": shown.status in LIVE,
        "is_read": shown.read_revision == shown.revision,
        "keeps": may(user, "partnering.keep_wish", shown),
        "across": [
            (one, title_of(one), [reason_in_words(each) for each in queries.fits(shown, one)])
            for one in across
            if one.pk not in known
        ],
        "lines": [line(one) for one in known.values()],
        "back": SendBackForm(),
        "translation": TranslationForm(
            original=shown.language, initial={"revision": shown.revision}
        ),
        **forms,
    }
    return render(request, "office/partnering/wish.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Write a wish for somebody without an account."""
    user = adviser(request)
    form = WishForm(request.POST or None, on_behalf=True, initial={"languages": ["nb"]})
    return _written(
        request,
        form,
        lambda: actions.write_wish(form.told(), key=form.cleaned_data["key"], by=user),
    ) or render(request, "office/partnering/write.html", {"form": form, "wish": None})


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change a wish for somebody without an account."""
    shown = found(request, key)
    user = adviser(request)
    if not may(user, "partnering.keep_wish", shown) or shown.status not in LIVE:
        raise Http404
    form = WishForm(request.POST or None, on_behalf=True, initial=initial_of(shown))
    return _written(
        request,
        form,
        lambda: actions.edit_wish(
            shown, form.told(), read_revision=form.cleaned_data["revision"] or 0, by=user
        ),
    ) or render(request, "office/partnering/write.html", {"form": form, "wish": shown})


def _written(request: HttpRequest, form: WishForm, act: Callable[[], Wish]) -> HttpResponse | None:
    def meet(refusal: Refusal) -> None:
        if getattr(refusal, "rule", "") == "PAR-3":
            form.ask_about_leaks()

    if did := done(request, form, act, beside=FIELD_OF, meet=meet):
        messages.success(request, _("It is kept. Read it once more, and show it."))
        return redirect("office:partner-wish", key=did.value.key)
    return None


TOLD = {
    "show": gettext_lazy("The other side sees it now, and the writer is told."),
    "back": gettext_lazy("It is sent back, and the writer is told."),
    "confirm": gettext_lazy("It is shown for another 60 days."),
    "pause": gettext_lazy("It is paused."),
    "take-away": gettext_lazy("It is taken away, and its words are erased."),
}


@require_POST
def act(request: HttpRequest, key: str) -> HttpResponse:
    """Show a wish or send it back; and, for who has no account, confirm, pause, take away."""
    shown, user = found(request, key), adviser(request)
    what = request.POST.get("act", "")
    back = SendBackForm(request.POST if what == "back" else None)
    if what == "back" and not back.is_valid():
        return _page(request, shown, back=back)
    acts: dict[str, Callable[[], Any]] = {
        "show": lambda: actions.show(shown, read_revision=revision_read(request), by=user),
        "back": lambda: actions.send_back(shown, back.cleaned_data["because"], by=user),
        "confirm": lambda: actions.confirm(shown, by=user, way="call"),
        "pause": lambda: actions.pause(shown, by=user),
        "take-away": lambda: actions.take_away(shown, by=user),
    }
    if what not in acts:
        raise Http404
    try:
        acts[what]()
    except Refusal as refusal:
        there = reverse("office:partner-wish", args=[key])
        return refused(request, refusal, back_to=there)
    messages.success(request, TOLD[what])
    return redirect("office:partner")


@require_POST
def translate(request: HttpRequest, key: str) -> HttpResponse:
    """Put a translation beside a wish."""
    shown, user = found(request, key), adviser(request)
    form = TranslationForm(request.POST, original=shown.language)
    if done(
        request,
        form,
        lambda: actions.translate(
            shown,
            form.cleaned_data["language"],
            form.cleaned_data["text"],
            read_revision=form.cleaned_data["revision"],
            by=user,
        ),
        beside="text",
    ):
        messages.success(request, _("The translation stands beside the text."))
        return redirect("office:partner-wish", key=key)
    return _page(request, shown, translation=form)
