"""The pair: who is on each side, how the other is asked in, how a side is shown; arriving."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from naboskap.accounts.requests import address_of_visitor
from naboskap.advice.models import Adviser
from naboskap.advice.queries import adviser_for
from naboskap.applications import actions
from naboskap.applications.codes import digest
from naboskap.applications.models import Seat, SeatInvitation
from naboskap.applications.queries import helpers_of
from naboskap.core import clock
from naboskap.core.errors import Refusal, RuleNotMet
from naboskap.core.secretariat import secretariat
from naboskap.organisations.queries import places_on, spoken_for_by
from naboskap.portal.applications import page, seats
from naboskap.portal.applications.forms.pair import (
    CodeForm,
    InviteForm,
    NamesForm,
    PartnerForm,
    SeatForm,
    WishForm,
)
from naboskap.portal.applications.views.answers import saved, show
from naboskap.ui.answers import done, keep, refused


def pair(request: HttpRequest, key: str) -> HttpResponse:
    """Show both sides; describe the partner, ask somebody in, choose one's organisation."""
    mine = page.of(request, key)
    other = mine.draft.sides["b"]
    act = request.POST.get("act")
    described = PartnerForm(
        request.POST if act == "describe" else None,
        places=places_on(clock.today()),
        is_own=mine.side == "b",
        prefix="partner",
        initial={
            "described_as": other.described_as,
            "kind": other.kind if not other.organisation_id else "",
            "control": other.control or "unknown",
            "place": str(other.place_id or ""),
            "revision": mine.draft.revisions.get("pair_b", 0),
        },
    )
    sides = seats.sides_to_ask(mine)
    first = sides[0][0] if sides else "b"
    invite = SeatForm(
        request.POST if act == "invite" else None,
        sides=sides,
        prefix="invite",
        initial={"side": first, "way": "mail", "language": mine.draft.sides[first].language},
    )
    clash: dict[str, Any] = {}
    secret = ""
    if (
        act == "describe"
        and described.is_valid()
        and saved(
            request,
            described,
            lambda: actions.describe_side(
                mine.application, "b", by=mine.user, **described.facts()
            ),
            clash,
        )
    ):
        messages.success(request, _("Saved."))
        return redirect("portal:pair", key=key)
    if act == "invite" and invite.is_valid():
        asked = done(request, invite, lambda: _invite(mine, invite))
        secret = asked.value if asked else ""
        if asked and not secret:
            messages.success(request, _("The invitation is on its way."))
            return redirect("portal:pair", key=key)
    called = _names(request, mine)
    if called is not None and done(
        request,
        called,
        lambda: actions.set_names(
            get_object_or_404(Seat, application=mine.application, side=mine.side),
            by=mine.user,
            **called.facts(),
        ),
    ):
        messages.success(request, _("Saved."))
        return redirect("portal:pair", key=key)
    renewed: SeatInvitation | None = None
    if act == "renew":
        answer = _renew(request, mine)
        if isinstance(answer, HttpResponse):
            return answer
        renewed, secret = answer
    names = seats.names_in(mine)
    return show(
        request,
        mine,
        "pair",
        described=described,
        invite=invite,
        clash=clash,
        secret=secret,
        code_page=code_page(request, invite, renewed.language if renewed else ""),
        sides=sides,
        called=called,
        invitations=seats.invitations_of(mine, names),
        history=seats.history(mine, names),
        organisations=spoken_for_by(mine.user),
        helpers=helpers_of(mine.application),
    )


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


def _names(request: HttpRequest, mine: page.DraftPage) -> NamesForm | None:
    """Return the form for one's own side's names and letters, for whoever writes there."""
    if mine.me is None or mine.reads_only or not mine.is_draft:
        return None
    return NamesForm(
        request.POST if request.POST.get("act") == "names" else None,
        side=mine.own.own_name,
        person=str(mine.user),
        prefix="names",
        initial={
            "side_name": mine.own.latin_name,
            "own_name": mine.me.latin_name,
            "letters_in": mine.own.language,
        },
    )


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


@require_POST
def organisation(request: HttpRequest, key: str) -> HttpResponse:
    """Say which organisation one's own side is."""
    mine = page.of(request, key)
    chosen = get_object_or_404(spoken_for_by(mine.user), pk=request.POST.get("organisation") or 0)
    seat = get_object_or_404(Seat, application=mine.application, side=mine.side)
    try:
        actions.set_organisation(seat, chosen, by=mine.user)
    except Refusal as refusal:
        keep(request, refusal)
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("Saved."))
    return redirect("portal:pair", key=key)


def wish(request: HttpRequest, key: str) -> HttpResponse:
    """Ask one's own side how it may be shown. Never the other's."""
    mine = page.of(request, key)
    seat = get_object_or_404(Seat, application=mine.application, side=mine.side)
    form = WishForm(request.POST or None, initial={"level": seat.publication_wish or "region"})
    if request.method == "POST" and form.is_valid():
        actions.set_publication_wish(
            seat,
            form.cleaned_data["level"],
            language=get_language() or "nb",
            by=mine.user,
        )
        messages.success(request, _("Saved. You can change it at any time."))
        return redirect("portal:draft", key=key)
    return show(request, mine, "wish", form=form, protected=_is_protected(mine.side))


def _is_protected(side: str) -> bool:
    return secretariat().sides[side or "a"].is_protected


def informed(request: HttpRequest, key: str) -> HttpResponse:
    """Tell first what is kept and who sees it; then the person writes."""
    mine = page.of(request, key)
    if request.method == "POST":
        actions.mark_informed(mine.application, by=mine.user)
        return redirect("portal:draft", key=key)
    return show(request, mine, "informed", protected=_is_protected(mine.side))


def code_page(request: HttpRequest, invite: InviteForm, language: str = "") -> str:
    """Return the whole address where a code is typed in, in the language of whoever types it."""
    told = invite.cleaned_data if invite.is_bound and invite.is_valid() else {}
    with override(told.get("language") or language or get_language()):
        return request.build_absolute_uri(reverse("portal:code"))


def who_tries(request: HttpRequest) -> str:
    """Name whoever tries a code, as a digest: the account, or else the machine."""
    if request.user.is_authenticated:
        return digest(f"user/{request.user.pk}")
    return digest(f"machine/{address_of_visitor(request)}")


@login_not_required
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Open an invitation: told what it is, then a button. Opening it binds to nothing."""
    try:
        found = actions.find_invitation(secret, who=who_tries(request))
    except Refusal as refusal:
        return _closed(request, refusal)
    if found.purpose == "confirm":
        return redirect("portal:confirm-link", secret=secret)
    if request.method == "POST" and request.user.is_authenticated:
        try:
            application = actions.accept_invitation(secret, by=page.writer(request))
        except Refusal as refusal:
            return _closed(request, refusal)
        return redirect("portal:informed", key=application.key)
    side = found.seat.side
    return render(
        request,
        "portal/applications/invitation.html",
        {
            "protected": _is_protected(side),
            "until": found.expires_at,
            "reads_only": not found.may_write,
        },
    )


def _closed(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    keep(request, refusal)
    context: dict[str, Any] = {"why": refusal.reason}
    return render(request, "portal/applications/closed_link.html", context, status=410)


@login_not_required
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Type in a code that was read aloud."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        secret = "".join(form.cleaned_data["code"].split())
        try:
            found = actions.find_invitation(secret, who=who_tries(request))
        except Refusal as refusal:
            keep(request, refusal)
            unknown = isinstance(refusal, RuleNotMet) and refusal.rule == "APP-8"
            why = _("No invitation has this code. Check the digits, or ask for a new code.")
            form.add_error("code", why if unknown else str(refusal.reason))
        else:
            name = "invitation" if found.purpose == "write" else "confirm-link"
            return redirect(f"portal:{name}", secret=secret)
    return render(request, "portal/applications/code.html", {"form": form})
