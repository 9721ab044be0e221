"""The editor's desk (Wagtail's admin) under ``/cms/``: for those who are editors today, no others.

The door asks the role each time. There is no way in past our own sign-in with its second
factor: Wagtail's own sign-in and password pages are closed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path
from wagtail.admin.urls import urlpatterns as wagtail_patterns

from naboskap.accounts.requests import SignedInRequest
from naboskap.core.permissions import may
from naboskap.website.desk import views as desk

View = Callable[..., HttpResponse]


def for_editors(view: View) -> View:
    """Let an editor in; for everybody else there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = cast("SignedInRequest", request).user
        if not may(user, "website.edit_page"):
            raise Http404
        return view(request, *args, **kwargs)

    # Also where Wagtail opened the view, or knows another place to sign in.
    vars(guarded).update(login_required=True, login_url="")
    return guarded


def to_our_sign_in(request: HttpRequest) -> HttpResponse:
    """Whoever gets here is signed in already: on to the desk."""
    return redirect("wagtailadmin_home")


CLOSED = {"wagtailadmin_login", "wagtailadmin_logout"}


def guarded(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Put the guard before every view, however deep."""
    kept: list[URLPattern | URLResolver] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) == "password_reset/":
                continue
            guarded(pattern.url_patterns)
        elif pattern.name in CLOSED:
            continue
        elif not getattr(pattern.callback, "is_guarded", False):
            pattern.callback = for_editors(pattern.callback)
            pattern.callback.is_guarded = True  # type: ignore[attr-defined]
        kept.append(pattern)
    return kept


urlpatterns = [
    path("login/", for_editors(to_our_sign_in), name="wagtailadmin_login"),
    path("logout/", for_editors(to_our_sign_in), name="wagtailadmin_logout"),
    path("savnet/", for_editors(desk.missed), name="desk-missed"),
    path("savnet/<int:pk>/", for_editors(desk.missed_one), name="desk-missed-one"),
    path("feil/", for_editors(desk.faults), name="desk-faults"),
    path("feil/<int:pk>/rettet/", for_editors(desk.mended), name="desk-fault-mended"),
    *guarded(wagtail_patterns),
]
