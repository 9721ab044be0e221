"""Coming in by an invitation, and what a person has told about themself."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from naboskap.accounts import actions, queries
from naboskap.accounts.models import User
from naboskap.accounts.requests import SignedInRequest
from naboskap.portal.people.adapter import home_of
from naboskap.portal.people.forms import CHANGE, InvitationForm, ProfileForm, typed_here
from naboskap.ui.answers import done


@login_not_required
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person in: once, and by a button, so that a mail program opens nothing."""
    found = queries.open_invitation(token)
    if found is None:
        return render(request, "portal/people/invitation.html", {"form": None}, status=410)
    is_known = bool(found.email) and User.objects.filter(email=found.email).exists()
    form = InvitationForm(
        request.POST or None,
        needs_email=not found.email,
        needs_account=not is_known,
        initial={"name": found.name},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if done(
            request,
            form,
            lambda: actions.accept_invitation(
                token,
                name=told.get("name", ""),
                password=told.get("password", ""),
                email=told.get("email", ""),
            ),
        ):
            messages.success(request, _("Your account is ready. Sign in."))
            return redirect("account_login")
    return render(
        request,
        "portal/people/invitation.html",
        {"form": form, "is_known": is_known, "email": found.email},
    )


@login_not_required
@never_cache
@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say where the link to confirm an address goes, to the browser that it was typed in."""
    typed = typed_here(request)
    onwards = {"next": typed["next"]} if typed.get("next") else {}
    change = f"{reverse('account_signup')}?{urlencode({**onwards, CHANGE: 1})}"
    told = {"typed": typed.get("email", ""), "change": change}
    return render(request, "account/verification_sent.html", told)


@login_not_required
@never_cache
@require_safe
def way_sent(request: HttpRequest) -> HttpResponse:
    """Say where the way to a new password goes, to the browser that it was asked for in."""
    typed = typed_here(request).get("email", "")
    return render(request, "account/password_reset_done.html", {"typed": typed})


def arrive(request: HttpRequest) -> HttpResponse:
    """Lead a person who is signed in to where their day begins."""
    return redirect(home_of(cast("SignedInRequest", request).user))


def profile(request: HttpRequest) -> HttpResponse:
    """Show and change name, phone and language; passwords have pages of their own."""
    user = cast("SignedInRequest", request).user
    form = ProfileForm(
        request.POST or None,
        initial={"name": user.name, "phone": user.phone, "language": user.language},
    )
    if request.method == "POST" and form.is_valid():
        changed = actions.edit_person(user, **form.cleaned_data, by=user)
        with translation.override(changed.language):
            messages.success(request, _("Saved."))
            return redirect("portal:profile")
    return render(
        request,
        "portal/people/profile.html",
        {"form": form, "has_second_factor": queries.has_second_factor(user)},
    )
