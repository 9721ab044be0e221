"""Telling the browser whether a form was taken, so that it may forget what was typed in it.

``ui/kept.js`` keeps what is typed in a form that does not save itself, and sends a mark of the
form along. Only an answer of the page itself counts: whoever is sent to sign in first, or meets
an error, still has everything in the browser.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE, FOR = "nk_taken", 3600  # seconds
LEADS_ON = frozenset({302, 303})
# With these the page shows the form again: as it is, with what is wrong, with what met.
ANSWERS = LEADS_ON | {200, 409, 422}
MARK = re.compile(r"[a-z0-9]{8,32}")


class Taken:
    """Answer a form's mark: ``done`` where its act was done, ``back`` where it is shown again.

    An act that is done leads on to another page; so a redirect means done, unless it was refused.
    Stands last of those who may send a visitor elsewhere: what they answer never comes here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> None:
        request.is_let_in = True  # type: ignore[attr-defined]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_by_script = "HX-Request" in request.headers or "X-Autosave" in request.headers
        if request.method != "POST" or is_by_script or not getattr(request, "is_let_in", False):
            return response
        mark = request.POST.get("kept", "")
        if not MARK.fullmatch(mark) or response.status_code not in ANSWERS:
            return response
        is_done = response.status_code in LEADS_ON and getattr(request, "refusal", None) is None
        response.set_cookie(
            COOKIE,
            f"{mark}.{'done' if is_done else 'back'}",
            max_age=FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
        return response
