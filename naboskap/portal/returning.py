"""Signing in first, without losing what somebody was writing when their session ran out.

What was posted to a page of the applicant's door by a person whose session had ended is kept in
the (now anonymous) session on the server, for an hour. After sign-in the page asks first: here
is your text, save it. It is given back only to the person whose page it was: every such form
carries its writer, signed. A script that saves by itself is told 401, and keeps the text, also
where somebody else has signed in meanwhile.
"""

import time
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render

KEPT, FOR, LONG = "kept_while_signed_out", 3600, 80
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
            return self._give_back(request)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if request.headers.get("X-Autosave"):
            return HttpResponse(status=401)
        if request.method == "POST" and _writer(request.POST.get("writer", "")):
            written = request.POST.urlencode()
            if len(written) <= LARGEST:
                request.session[KEPT] = {
                    "path": request.path,
                    "written": written,
                    "at": time.time(),
                }
        return super().handle_no_permission(request, view_func)

    def _give_back(self, request: HttpRequest) -> HttpResponse | None:
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
            (name, value)
            for name, values in written.lists()
            if name not in {"csrfmiddlewaretoken", "writer"}
            for value in values
        ]
        long = [str(value) for _name, value in fields if len(str(value)) > LONG]
        return render(request, "portal/applications/kept.html", {"kept": fields, "long": long})


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
