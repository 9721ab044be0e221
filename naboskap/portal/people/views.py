"""Coming in by an invitation, and what a person has told about themself."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from naboskap.accounts import actions, queries
from naboskap.accounts.models import User
from naboskap.accounts.requests import SignedInRequest
from naboskap.portal.people.adapter import home_of
from naboskap.portal.people.forms import InvitationForm, ProfileForm
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
