"""Whoever works with others' cases signs in with two factors."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from naboskap.accounts.queries import has_second_factor, needs_second_factor

SEEN = "second_factor"
# What somebody without a second factor reaches: setting it up, and leaving again.
OPEN_WITHOUT = frozenset(
    {
        "mfa_activate_totp",
        "account_reauthenticate",
        "account_logout",
        "accounts_invitation",
    }
)


class SecondFactor:
    """Send a person with a role to set up their second factor before anything else.

    Asked on every page and not at sign-in only: a role may be given while one is signed in.
    Once seen it is remembered in the session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or request.session.get(SEEN):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in OPEN_WITHOUT:
            return None
        if not needs_second_factor(user):
            return None
        if has_second_factor(user):
            request.session[SEEN] = True
            return None
        return redirect("mfa_activate_totp")
