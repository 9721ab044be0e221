"""Somebody on the other side: asked, answered, and found."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from naboskap.core.errors import Refusal
from naboskap.organisations.queries import spoken_for_by
from naboskap.partnering import actions, queries
from naboskap.partnering.models import Introduction
from naboskap.portal.partnering.forms import BeginForm
from naboskap.portal.partnering.reading import card, reached, row
from naboskap.portal.partnering.views import reader
from naboskap.ui.answers import done, refused


def _found(request: HttpRequest, key: str) -> Introduction:
    """Fetch an introduction that the person takes part in."""
    person = reader(request)
    found = get_object_or_404(queries.introductions_visible_to(person), key=key)
    if person.pk not in {wish.user_id for wish in found.wishes}:
        raise Http404
    return found


@require_GET
def introduction(request: HttpRequest, key: str) -> HttpResponse:
    """Show who it is about, how it stands, and what one can answer."""
    shown = _found(request, key)
    line = row(shown, reader(request))
    mine, theirs = line.mine, line.theirs
    context = {
        "row": line,
        "introduction": shown,
        "card": card(theirs, beside=mine) if queries.words_are_shown(shown, theirs) else None,
        "may_be_answered": queries.may_be_answered(shown),
        "reached": reached(shown, theirs),
        "is_open": shown.status in {"proposed", "asked", "agreed"},
    }
    return render(request, "portal/partnering/introduction.html", context)


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Say yes or no; a no needs no reason."""
    shown = _found(request, key)
    person = reader(request)
    is_yes = request.POST.get("answer") == "yes"
    try:
        if is_yes:
            actions.say_yes(shown, row(shown, person).mine, by=person)
        else:
            actions.say_no(shown, by=person)
    except Refusal as refusal:
        return refused(request, refusal, back_to=request.build_absolute_uri("../"))
    messages.success(
        request,
        _("You have said yes.") if is_yes else _("It is ended. Nobody is told why."),
    )
    return redirect("portal:partner-introduction", key=key)


def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Begin a draft with whom one found; what both wrote is its first content."""
    shown = _found(request, key)
    person = reader(request)
    if shown.status != "agreed" and request.method != "POST":
        return redirect("portal:partner-introduction", key=key)
    form = BeginForm(
        request.POST or None,
        organisations=[one for one in spoken_for_by(person) if one.kind != "private_person"],
        initial={"size": "short"},
    )
    if begun := done(
        request,
        form,
        lambda: actions.begin_draft(
            shown,
            programme=form.cleaned_data["programme"],
            size=form.cleaned_data["size"],
            key=form.cleaned_data["key"],
            organisation=form.organisations.get(form.cleaned_data["organisation"]),
            by=person,
        ),
    ):
        messages.success(request, _("The draft is begun, and the other side is invited to it."))
        return redirect("portal:draft", key=begun.value.key)
    return render(
        request, "portal/partnering/begin.html", {"form": form, "row": row(shown, person)}
    )
