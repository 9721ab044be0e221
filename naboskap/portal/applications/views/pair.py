"""The pair: who is on each side, how the other is asked in, how a side is shown."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naboskap.advice.models import Adviser
from naboskap.advice.queries import adviser_for
from naboskap.applications import actions
from naboskap.applications.models import Seat, SeatInvitation
from naboskap.applications.queries import helpers_of
from naboskap.core import clock
from naboskap.core.errors import Refusal
from naboskap.organisations.queries import places_on, spoken_for_by
from naboskap.portal.applications import page, seats
from naboskap.portal.applications.forms.pair import (
    NamesForm,
    PartnerForm,
    SeatForm,
    WishForm,
)
from naboskap.portal.applications.tongues import readable_in
from naboskap.portal.applications.views.answers import gone_on, saved, show
from naboskap.portal.applications.views.arriving import code_page, is_protected
from naboskap.ui.answers import done, refused


def pair(request: HttpRequest, key: str) -> HttpResponse:
    """Show both sides and what can be done about them: each on a page of its own.

    Nothing is typed here, so that nothing typed goes away with another form.
    """
    mine = page.of(request, key)
    renewed: SeatInvitation | None = None
    secret = ""
    if request.POST.get("act") == "renew":
        answer = _renew(request, mine)
        if isinstance(answer, HttpResponse):
            return answer
        renewed, secret = answer
    names = seats.names_in(mine)
    sides = seats.sides_to_ask(mine)
    return show(
        request,
        mine,
        "pair",
        sides=sides,
        tasks=seats.to_do(mine, sides),
        secret=secret,
        code_page=code_page(request, renewed.language) if renewed else "",
        invitations=seats.invitations_of(mine, names),
        history=seats.history(mine, names),
        helpers=helpers_of(mine.application),
    )


def partner(request: HttpRequest, key: str) -> HttpResponse:
    """Say in words who the partner is, before it has an organisation here."""
    mine = page.of(request, key)
    other = mine.draft.sides["b"]
    if request.method != "POST" and (mine.reads_only or other.organisation_id):
        return redirect("portal:pair", key=key)
    if other.organisation_id:
        there = Refusal(_("The partner has come with an organisation of its own. It stands here."))
        return refused(request, there, back_to=reverse("portal:pair", args=[key]))
    form = PartnerForm(
        request.POST or None,
        places=places_on(clock.today()),
        is_own=mine.side == "b",
        prefix="partner",
        initial={
            "described_as": other.described_as,
            "kind": other.kind,
            "control": other.control or "unknown",
            "place": str(other.place_id or ""),
            "revision": mine.draft.revisions.get("pair_b", 0),
        },
    )
    clash: dict[str, Any] = {}
    if form.is_valid() and saved(
        request,
        form,
        lambda: actions.describe_side(mine.application, "b", by=mine.user, **form.facts()),
        clash,
    ):
        messages.success(request, _("Saved."))
        return redirect("portal:pair", key=key)
    return show(request, mine, "pair_partner", form=form, clash=clash)


def invite(request: HttpRequest, key: str) -> HttpResponse:
    """Ask somebody to a seat; a code to read aloud is shown here, once."""
    mine = page.of(request, key)
    sides = seats.sides_to_ask(mine)
    if not sides:
        return redirect("portal:pair", key=key)
    first = sides[0][0]
    other = mine.draft.sides["a" if mine.side == "b" else "b"]
    is_other = any(side == other.side for side, _name in sides)
    form = SeatForm(
        request.POST or None,
        sides=sides,
        prefix="invite",
        initial={"side": first, "way": "mail", "language": mine.draft.sides[first].language},
    )
    secret = ""
    if asked := done(request, form, lambda: _invite(mine, form)):
        secret = asked.value
        if not secret:
            messages.success(request, _("The invitation is on its way."))
            return redirect("portal:pair", key=key)
    return show(
        request,
        mine,
        "pair_invite",
        form=form,
        sides=sides,
        secret=secret,
        code_page=code_page(request, form.cleaned_data["language"]) if secret else "",
        theirs=readable_in(mine, other.reads) if is_other else None,
    )


def names(request: HttpRequest, key: str) -> HttpResponse:
    """Choose one's side's names in Latin letters, and the language of its letters."""
    mine = page.of(request, key)
    if not seats.may_be_named(mine) or mine.me is None:
        return redirect("portal:pair", key=key)
    form = NamesForm(
        request.POST or None,
        side=mine.own.own_name,
        person=str(mine.user),
        prefix="names",
        initial={
            "side_name": mine.own.latin_name,
            "own_name": mine.me.latin_name,
            "letters_in": mine.own.language,
        },
    )
    seat = get_object_or_404(Seat, application=mine.application, side=mine.side)
    if done(request, form, lambda: actions.set_names(seat, by=mine.user, **form.facts())):
        messages.success(request, _("Saved."))
        return redirect("portal:pair", key=key)
    return show(request, mine, "pair_names", form=form)


def _invite(mine: page.DraftPage, form: SeatForm) -> str:
    """Invite; return the code when it is for reading aloud: the page shows it once."""
    told = form.cleaned_data
    _invitation, secret = actions.invite_to_seat(
        mine.application,
        told["side"],
        way=told["way"],
        language=told["language"],
        address=told["address"],
        adviser=_adviser(mine, told["way"], told["language"]),
        may_write=told["role"] != "read",
        by=mine.user,
    )
    return secret if told["way"] == "code" else ""


def _adviser(mine: page.DraftPage, way: str, language: str) -> Adviser | None:
    """Return who passes a code on: an adviser of the field, who speaks with the invited."""
    return adviser_for(mine.application.theme, language) if way == "adviser" else None


def _renew(
    request: HttpRequest, mine: page.DraftPage
) -> HttpResponse | tuple[SeatInvitation, str]:
    """Send an invitation anew; a code to read aloud comes back with it, shown once."""
    asked = get_object_or_404(
        SeatInvitation,
        seat__application=mine.application,
        pk=request.POST.get("invitation") or 0,
    )
    try:
        renewed, secret = actions.renew_invitation(
            asked, adviser=_adviser(mine, asked.way, asked.language), by=mine.user
        )
    except Refusal as refusal:
        return refused(request, refusal, back_to=request.path)
    if renewed.way == "code":
        return renewed, secret
    messages.success(request, _("A new invitation is on its way. The old one no longer works."))
    return redirect("portal:pair", key=mine.application.key)


@require_POST
def end_invitation(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    application = page.fetched(request, key)
    invitation = get_object_or_404(SeatInvitation, seat__application=application, pk=pk)
    actions.end_invitation(invitation, by=page.writer(request))
    messages.success(request, _("The invitation is taken back."))
    return redirect("portal:pair", key=key)


def organisation(request: HttpRequest, key: str) -> HttpResponse:
    """Say which organisation one's own side is."""
    mine = page.of(request, key)
    if mine.reads_only or not mine.side:
        return redirect("portal:pair", key=key)
    several = spoken_for_by(mine.user)
    if request.method == "POST":
        chosen = get_object_or_404(several, pk=request.POST.get("organisation") or 0)
        seat = get_object_or_404(Seat, application=mine.application, side=mine.side)
        try:
            actions.set_organisation(seat, chosen, by=mine.user)
        except Refusal as refusal:
            return refused(request, refusal, back_to=request.path)
        messages.success(request, _("Saved."))
        return redirect("portal:pair", key=key)
    return show(request, mine, "pair_organisation", organisations=several)


def wish(request: HttpRequest, key: str) -> HttpResponse:
    """Ask one's own side how it may be shown. Never the other's."""
    mine = page.of(request, key)
    seat = get_object_or_404(Seat, application=mine.application, side=mine.side)
    form = WishForm(request.POST or None, initial={"level": seat.publication_wish or "region"})
    if mine.is_alone:
        form.fields["level"].label = _("How may we show you on the open page of the project?")
    if request.method == "POST" and form.is_valid():
        actions.set_publication_wish(
            seat,
            form.cleaned_data["level"],
            language=get_language() or "nb",
            by=mine.user,
        )
        messages.success(request, _("Saved. You can change it at any time."))
        return gone_on(request, mine, last="portal:draft")
    return show(request, mine, "wish", form=form, protected=is_protected(mine.side))


def informed(request: HttpRequest, key: str) -> HttpResponse:
    """Tell first what is kept and who sees it; then the person writes."""
    mine = page.of(request, key)
    if request.method == "POST":
        actions.mark_informed(mine.application, by=mine.user)
        return redirect("portal:draft", key=key)
    return show(request, mine, "informed", protected=is_protected(mine.side))
