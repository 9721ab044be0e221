"""Signing in first, without losing what somebody was writing when their session ran out.

What was posted to a page of the applicant's door by a person whose session had ended is kept in
the (now anonymous) session on the server, for an hour. After sign-in the page asks first: here
is your text, save it. The words stand under the questions of the page. It is given back only to
the person whose page it was: every such form carries its writer, signed. A script that saves by
itself is told 401, and keeps the text, also where somebody else has signed in meanwhile.
"""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render, resolve_url
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from naboskap.portal.written import words_written
from naboskap.ui import views

KEPT, FOR = "kept_while_signed_out", 3600
LARGEST = 1_000_000  # characters


def writer_mark(user: Any) -> str:
    """Return the signed name of whoever has the page before them."""
    return signing.dumps(user.pk, salt="writer")


class SignInFirst(LoginRequiredMiddleware):
    """The login wall, with a memory for what was being written."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if request.user.is_authenticated:
            if _is_anothers(request):
                return HttpResponse(status=401)
            return self._give_back(request, lambda: view_func(request, *view_args, **view_kwargs))
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.headers.get("X-Autosave"):
            return HttpResponse(status=401)
        keep(request)
        return super().handle_no_permission(request, view_func)

    def _give_back(
        self, request: HttpRequest, page: Callable[[], HttpResponseBase]
    ) -> HttpResponse | None:
        kept = request.session.get(KEPT)
        if not kept or kept["path"] != request.path:
            return None
        if request.method != "GET" or "anew" in request.GET:
            del request.session[KEPT]
            return None
        written = QueryDict(kept["written"])
        if not _is_theirs(written.get("writer", ""), request) or time.time() - kept["at"] > FOR:
            del request.session[KEPT]
            return None
        fields = [
            (name, str(value))
            for name, values in written.lists()
            if name not in {"csrfmiddlewaretoken", "writer"}
            for value in values
        ]
        words = words_written(fields, _as_it_stands(page))
        told = {"given_back": fields, "words": words}
        return render(request, "portal/applications/kept.html", told)


def keep(request: HttpRequest) -> bool:
    """Keep what was posted from a page of ours in the session; tell whether it is kept."""
    if request.method != "POST" or not _writer(request.POST.get("writer", "")):
        return False
    written = request.POST.urlencode()
    if len(written) > LARGEST:
        return False
    request.session[KEPT] = {"path": request.path, "written": written, "at": time.time()}
    return True


def is_kept_for(request: HttpRequest, address: str) -> bool:
    """Whether something that was posted to ``address`` waits until its writer has signed in."""
    kept = request.session.get(KEPT)
    if not kept or kept["path"] != urlsplit(address).path:
        return False
    return bool(time.time() - kept["at"] <= FOR)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or old.

    Whoever lost all their cookies is signed out: that is said, and what they wrote is kept.
    """
    user = getattr(request, "user", None)
    if getattr(user, "is_authenticated", False) or not _needs_sign_in(request.path_info):
        return views.form_expired(request, reason)
    is_kept = keep(request)
    words = (
        _(
            "Nothing is saved yet, but what you wrote is kept for an hour. It comes back when you"
            " have signed in."
        )
        if is_kept
        else _("Nothing is saved yet. Sign in, and you come back to the page.")
    )
    back = QueryDict(mutable=True)
    back[REDIRECT_FIELD_NAME] = request.path
    told = {
        "heading": _("You are signed out"),
        "words": words,
        "sign_in": f"{resolve_url(settings.LOGIN_URL)}?{back.urlencode(safe='/')}",
    }
    return render(request, "portal/signed_out.html", told, status=403)


def _needs_sign_in(path: str) -> bool:
    try:
        return bool(getattr(resolve(path).func, "login_required", True))
    except Resolver404:
        return False


def _as_it_stands(page: Callable[[], HttpResponseBase]) -> str:
    """Return the page whose questions were answered; empty where it is no longer shown."""
    try:
        answer = page()
    except (Http404, PermissionDenied):
        return ""
    is_shown = isinstance(answer, HttpResponse) and answer.status_code == 200
    return answer.text if is_shown and isinstance(answer, HttpResponse) else ""


def _is_anothers(request: HttpRequest) -> bool:
    """Whether a script saves, in this person's session, what another had before them."""
    mark = request.POST.get("writer", "") if request.headers.get("X-Autosave") else ""
    return bool(mark) and not _is_theirs(mark, request)


def _is_theirs(mark: str, request: HttpRequest) -> bool:
    return _writer(mark) == request.user.pk


def _writer(mark: str) -> int | None:
    """Return who had the page before them, if it was ours and not too long ago."""
    try:
        return int(signing.loads(mark, salt="writer", max_age=7 * 24 * 3600))
    except (signing.BadSignature, TypeError, ValueError):
        return None
