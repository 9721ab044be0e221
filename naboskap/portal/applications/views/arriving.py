"""Arriving: by the link of an invitation, or by a code that was read aloud."""

from typing import TYPE_CHECKING, Any, cast

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from naboskap.accounts.requests import address_of_visitor
from naboskap.applications import actions
from naboskap.applications.codes import digest
from naboskap.applications.models import SeatInvitation
from naboskap.applications.queries import joined_by
from naboskap.core.errors import Refusal, RuleNotMet
from naboskap.core.secretariat import secretariat
from naboskap.portal.applications import page
from naboskap.portal.applications.forms.pair import CodeForm
from naboskap.portal.applications.tongues import readable_in
from naboskap.portal.people.adapter import proving
from naboskap.portal.people.forms import RegistrationForm
from naboskap.ui.answers import keep
from naboskap.ui.wording import language

if TYPE_CHECKING:
    from naboskap.accounts.models import User


def code_page(request: HttpRequest, language: str) -> str:
    """Return the whole address where a code is typed in, in the language of whoever types it."""
    with override(language or get_language()):
        return request.build_absolute_uri(reverse("portal:code"))


def who_tries(request: HttpRequest) -> str:
    """Name whoever tries a code, as a digest: the account, or else the machine."""
    if request.user.is_authenticated:
        return digest(f"user/{request.user.pk}")
    return digest(f"machine/{address_of_visitor(request)}")


def is_protected(side: str) -> bool:
    """Whether a side is shown without a name, unless it asks for more."""
    return secretariat().sides[side or "a"].is_protected


@login_not_required
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Open an invitation: told what it is, then a button. Opening it binds to nothing.

    The page tells what is kept and who sees it, so that the button leads on to the draft. Whoever
    came by a mail and has no account makes one here, at once.
    """
    try:
        found = actions.find_invitation(secret, who=who_tries(request))
        if found.purpose == "write":
            actions.require_draft(found.seat.application)
    except Refusal as refusal:
        mine = joined_by(secret, request.user)
        if mine:
            return redirect("portal:draft", key=mine.key)
        return closed(request, refusal, is_way_in=True)
    if found.purpose == "confirm":
        return redirect("portal:confirm-link", secret=secret)
    if request.user.is_authenticated:
        if request.method == "POST":
            return _take_place(request, secret)
    elif found.way == "mail":
        answer: HttpResponse = AccountByInvitation.as_view(found=found, secret=secret)(request)
        return answer
    told = {**_told_first(request, found), "form": None}
    return render(request, "portal/applications/invitation.html", told)


def _take_place(request: HttpRequest, secret: str) -> HttpResponse:
    user = page.writer(request)
    try:
        application = actions.accept_invitation(secret, by=user)
    except Refusal as refusal:
        return closed(request, refusal)
    actions.mark_informed(application, by=user)
    return redirect("portal:draft", key=application.key)


def _told_first(request: HttpRequest, found: SeatInvitation) -> dict[str, Any]:
    """Return what somebody is told before they come in: how much they can read, and no word."""
    whole = page.DraftPage(found.seat.application, cast("User", request.user))
    return {
        "page": whole,
        "read_in": readable_in(whole, language()),
        "protected": is_protected(found.seat.side),
        "until": found.expires_at,
        "reads_only": not found.may_write,
    }


class InvitedForm(RegistrationForm):
    """An account for whoever was invited by mail: at the address that the link came to."""

    def __init__(self, *args: Any, found: SeatInvitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].initial = found.address
        self.fields["email"].help_text = gettext_lazy(
            "The invitation came here. If you write another address, we first send you a link"
            " there."
        )


class AccountByInvitation(account.SignupView):  # type: ignore[misc]
    """Make an account and take one's place, in one. The link has proved the address it came to.

    Another address is confirmed by a mail of its own, as everywhere; so is an address that has an
    account already: its owner is told by mail how to sign in.
    """

    template_name = "portal/applications/invitation.html"
    found: SeatInvitation | None = None
    secret = ""

    def get_form_class(self) -> type[InvitedForm]:
        return InvitedForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "found": self.found}

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        assert self.found is not None
        return {**super().get_context_data(**told), **_told_first(self.request, self.found)}

    def get_success_url(self) -> str:
        return str(self.request.path)

    def form_valid(self, form: InvitedForm) -> HttpResponse:
        assert self.found is not None
        answer: HttpResponse
        if is_plainly(form.cleaned_data["email"], self.found.address):
            with proving(self.request, self.found.address):
                answer = super().form_valid(form)
        else:
            answer = super().form_valid(form)
        if self.request.user.is_authenticated:
            return _take_place(self.request, self.secret)
        return answer


def is_plainly(written: str, invited: str) -> bool:
    """Whether two addresses are one: large letters are small ones, and no other is folded.

    An account goes by its folded address: "ß" becomes "ss", which is somebody else's.
    """
    return written.lower() == invited.lower() == invited.casefold()


def closed(request: HttpRequest, refusal: Refusal, *, is_way_in: bool = False) -> HttpResponse:
    """Say why a link opens nothing; whoever came in by it already is led to sign in."""
    keep(request, refusal)
    context: dict[str, Any] = {"why": refusal.reason, "comes_back": is_way_in and request.path}
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
