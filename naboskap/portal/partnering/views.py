"""One's own wishes for a partner, and the other side's that may fit."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from naboskap.accounts.models import User
from naboskap.accounts.requests import SignedInRequest, permitted
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.partnering import actions, queries
from naboskap.partnering.asking import FIELD_OF, WishForm, initial_of
from naboskap.partnering.models import Wish
from naboskap.partnering.statuses import LIVE
from naboskap.portal.partnering.forms import FilterForm
from naboskap.portal.partnering.reading import card, row
from naboskap.ui.answers import done, refused
from naboskap.ui.wording import language

A_PAGE = 20


def reader(request: HttpRequest) -> User:
    """Return who has signed in."""
    return cast("SignedInRequest", request).user


def own(request: HttpRequest, key: str) -> Wish:
    """Fetch a wish of the person's own; of others' nobody hears here."""
    return get_object_or_404(queries.wishes_of(reader(request)), key=key)


@require_GET
def wishes(request: HttpRequest) -> HttpResponse:
    """List one's own wishes, and what is under way with the other side."""
    person = reader(request)
    context = {
        "wishes": [card(one) for one in queries.wishes_of(person).prefetch_related("renderings")],
        "rows": [
            row(one, person)
            for one in queries.introductions_visible_to(person)
            if person.pk in {wish.user_id for wish in one.wishes}
        ],
        "may_write": may(person, "partnering.write_wish") and not person.is_staff_member,
        "may_read": may(person, "partnering.read_wish"),
    }
    return render(request, "portal/partnering/wishes.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Write a wish."""
    person = permitted(request, "partnering.write_wish")
    if person.is_staff_member:
        return redirect("portal:partner")
    form = WishForm(
        request.POST or None, initial={"language": language(), "languages": [language()]}
    )
    return _written(
        request,
        form,
        lambda: actions.write_wish(form.told(), key=form.cleaned_data["key"], by=person),
        told=_("An adviser reads it first. You get a mail when the other side can see it."),
    ) or render(request, "portal/partnering/write.html", {"form": form, "wish": None})


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change a wish; it is read again before it is shown again."""
    wish = own(request, key)
    if wish.status not in LIVE and request.method == "GET":
        return redirect("portal:partner-wish", key=key)
    form = WishForm(request.POST or None, initial=initial_of(wish))
    return _written(
        request,
        form,
        lambda: actions.edit_wish(
            wish,
            form.told(),
            read_revision=form.cleaned_data["revision"] or 0,
            by=reader(request),
        ),
        told=_("It is changed. An adviser reads it before the other side sees it again."),
    ) or render(request, "portal/partnering/write.html", {"form": form, "wish": wish})


def _written(
    request: HttpRequest, form: WishForm, act: Callable[[], Wish], *, told: str
) -> HttpResponse | None:
    """Keep what was written, and lead to it; None where the form is to be shown again."""

    def meet(refusal: Refusal) -> None:
        if getattr(refusal, "rule", "") == "PAR-3":
            form.ask_about_leaks()

    if did := done(request, form, act, beside=FIELD_OF, meet=meet):
        messages.success(request, told)
        return redirect("portal:partner-wish", key=did.value.key)
    return None


@require_GET
def wish(request: HttpRequest, key: str) -> HttpResponse:
    """Show one's own wish: how it stands, what the other side sees of it, what can be done."""
    mine = own(request, key)
    person = reader(request)
    context = {
        "wish": mine,
        "card": card(mine),
        "is_live": mine.status in LIVE,
        "is_read": mine.read_revision == mine.revision,
        "number": queries.found_for(mine).count(),
        "rows": [
            row(one, person)
            for one in queries.introductions_visible_to(person)
            if mine.pk in {one.asks_id, one.asked_id}
        ],
    }
    return render(request, "portal/partnering/wish.html", context)


@require_POST
def pause_it(request: HttpRequest, key: str) -> HttpResponse:
    """Take one's wish out of sight for a while."""
    return _changed(
        request,
        key,
        lambda mine, by: actions.pause(mine, by=by),
        _("The other side does not see it now."),
    )


@require_POST
def still_looking(request: HttpRequest, key: str) -> HttpResponse:
    """Say that one is still looking, or show a paused wish again."""
    return _changed(
        request,
        key,
        lambda mine, by: actions.confirm(mine, by=by),
        _("Thank you. The other side sees it."),
    )


def _changed(
    request: HttpRequest, key: str, act: Callable[[Wish, User], Any], told: str
) -> HttpResponse:
    mine = own(request, key)
    try:
        act(mine, reader(request))
    except Refusal as refusal:
        return refused(request, refusal, back_to=request.build_absolute_uri("../"))
    messages.success(request, told)
    return redirect("portal:partner-wish", key=key)


def remove(request: HttpRequest, key: str) -> HttpResponse:
    """Ask once, and take one's wish away with its words."""
    mine = own(request, key)
    if request.method == "POST":
        try:
            actions.take_away(mine, by=reader(request))
        except Refusal as refusal:
            return refused(request, refusal, back_to=request.build_absolute_uri("../"))
        messages.success(request, _("Your wish is taken away, and its words are erased."))
        return redirect("portal:partner")
    return render(request, "portal/partnering/take_away.html", {"wish": mine})


@require_GET
def others(request: HttpRequest, key: str) -> HttpResponse:
    """Show the other side's wishes, newest first, each with why it fits one's own."""
    mine = own(request, key)
    form = FilterForm(request.GET or None, side=queries.other_side(mine.side))
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.found_for(mine, {name: asked.get(name, "") for name in queries.FILTERS})
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    known = queries.known_between(mine, shown.object_list)
    rows = {pk: row(one, reader(request)) for pk, one in known.items()}
    context = {
        "wish": mine,
        "form": form,
        "is_filtered": any(asked.values()),
        "page": shown,
        "count": ngettext("%(number)s wish", "%(number)s wishes", shown.paginator.count)
        % {"number": shown.paginator.count},
        "cards": [(card(one, beside=mine), rows.get(one.pk)) for one in shown],
    }
    return render(request, "portal/partnering/others.html", context)


@require_POST
def ask(request: HttpRequest, key: str, other: str) -> HttpResponse:
    """Say that one would like to get to know whoever wrote a wish."""
    mine = own(request, key)
    theirs = get_object_or_404(queries.visible_to(reader(request)), key=other)
    try:
        actions.propose(mine, theirs, by=reader(request))
    except Refusal as refusal:
        return refused(request, refusal, back_to=request.build_absolute_uri("../"))
    messages.success(
        request,
        _("An adviser takes it further, and you get a mail with the answer. It may take days."),
    )
    return redirect("portal:partner-wish", key=key)


@never_cache
@login_not_required
def confirm_link(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm by a mail's link: a page with a button, that shows nothing of the wish."""
    found = queries.wish_of_token(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.confirm_by_link(token)
        except Refusal as refusal:
            return refused(request, refusal, back_to=request.path)
        return render(request, "portal/partnering/confirm_link.html", {"is_done": True})
    return render(request, "portal/partnering/confirm_link.html", {"is_done": False})
