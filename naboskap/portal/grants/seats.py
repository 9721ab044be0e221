"""Who comes to the pages after the answer: the pair, each by their seat; others are told the way.

Whoever sits on a seat reads all of it. What a seat may not do is never a bare no: the page says
who can, and who can let them. To whoever has nothing to do with the application, it is not found.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from naboskap.accounts.models import User
from naboskap.accounts.requests import SignedInRequest
from naboskap.applications.models import Application
from naboskap.applications.queries import find, sides_of
from naboskap.applications.rules import Standing, standing_of
from naboskap.ui.answers import page

View = Callable[..., HttpResponse]


def user_of(request: HttpRequest) -> User:
    """Return who is signed in; the login wall has seen to it."""
    return cast("SignedInRequest", request).user


def for_the_pair(view: View) -> View:
    """Open a page to the pair; tell anybody else who takes part who can let them in."""

    @wraps(view)
    def opened(request: HttpRequest, key: str, *args: Any, **kwargs: Any) -> HttpResponse:
        user = user_of(request)
        application = find(user, key)
        if application is None:
            raise Http404
        standing = standing_of(user, application)
        if not standing.sides:
            return _told(request, application, standing)
        try:
            return view(request, key, *args, **kwargs)
        except PermissionDenied as denied:
            request.refusal = denied  # type: ignore[attr-defined]  # read by the trail's middleware
            return _told(request, application, standing)

    return opened


def _told(request: HttpRequest, application: Application, standing: Standing) -> HttpResponse:
    sides = sides_of(application)
    own, applicant = sides[standing.side or "a"].lead, sides["a"].lead
    return page(
        request,
        "portal/grants/shut.html",
        {
            "application": application,
            "standing": standing,
            "own": own.name if own else "",
            "applicant": applicant.name if applicant else "",
        },
        status=403,
    )
