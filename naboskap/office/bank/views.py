"""Hide a project everywhere at once; say yes to a partner who wants its name shown."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from naboskap.accounts.models import User
from naboskap.accounts.requests import user_of
from naboskap.applications.models import Seat
from naboskap.core.errors import Refusal
from naboskap.core.permissions import may
from naboskap.disclosure.masking import CONTACT, ORGANISATION, PERSON, PLACE
from naboskap.office.bank.forms import HideForm
from naboskap.projects import actions
from naboskap.projects.models import Card
from naboskap.projects.queries import (
    TakenOut,
    hidden_cards,
    public_cards,
    taken_out,
    wishes_waiting,
)
from naboskap.projects.shelf import Filters
from naboskap.ui.answers import refused


def _reasons() -> dict[str, str]:
    """Say what kind of name the gate takes out of a text."""
    return {
        PERSON: _("a person's name"),
        ORGANISATION: _("the name of a partner that is not shown by name"),
        PLACE: _("a place that points at the partner"),
        CONTACT: _("a way to reach somebody"),
    }


def _why(one: TakenOut) -> list[str]:
    """Say why a public text differs from what was written: what kind of name, never which."""
    told = []
    for kinds, words in (
        (one.of_title, _("The title holds %(what)s. Neutral words stand in its place.")),
        (one.of_texts, _("The texts hold %(what)s. Neutral words stand in its place.")),
    ):
        what = [called for kind, called in _reasons().items() if kind in kinds]
        if what:
            told.append(words % {"what": ", ".join(what)})
    if one.is_applicant:
        told.append(_("The applicant's name holds the partner's, and is not shown."))
    return told


def _allowed(request: HttpRequest, permission: str = "projects.hide_card") -> User:
    user = user_of(request)
    if not may(user, permission):
        raise PermissionDenied
    return user


@require_GET
def bank(request: HttpRequest) -> HttpResponse:
    """Show what waits for a second person, what is hidden, and a way to find what to hide."""
    user = _allowed(request)
    words = request.GET.get("ord", "").strip()[:200]
    may_confirm = may(user, "projects.confirm_wish")
    context = {
        "may_tell": may(user_of(request), "projects.see_stories"),
        "waiting": wishes_waiting() if may_confirm else [],
        "hidden": hidden_cards(),
        "may_show": may(user, "projects.show_card_again"),
        "words": words,
        "taken_out": [(one, _why(one)) for one in taken_out()],
        "listing": public_cards(Filters(words=words)) if words else None,
    }
    return render(request, "office/bank/bank.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask why, then hide the project everywhere at once."""
    user = _allowed(request)
    card = get_object_or_404(Card, slug=slug)
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hide_card(card, reason=form.cleaned_data["reason"], by=user)
        except Refusal as refusal:
            return refused(request, refusal, back_to=reverse("office:bank"))
        messages.success(request, _("The project is hidden everywhere."))
        return redirect("office:bank")
    return render(request, "office/bank/hide.html", {"card": card, "form": form})


@require_POST
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a hidden project again, as its parties wish."""
    user = _allowed(request, "projects.show_card_again")
    actions.show_card_again(get_object_or_404(Card, slug=slug), by=user)
    messages.success(request, _("The project is shown again."))
    return redirect("office:bank")


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Stand behind a partner's wish, as it was read."""
    user = _allowed(request, "projects.confirm_wish")
    seat = get_object_or_404(Seat, pk=pk)
    try:
        actions.confirm_wish(seat, request.POST.get("level", ""), by=user)
    except Refusal as refusal:
        return refused(request, refusal, back_to=reverse("office:bank"))
    messages.success(request, _("The partner's name is shown from now on."))
    return redirect("office:bank")
