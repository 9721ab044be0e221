"""What the whole house asks of a request or tells a browser."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.translation import gettext as _

from naboskap.accounts.requests import is_at_home

Answer = Callable[[HttpRequest], HttpResponse]


class DemonstrationAtHome:
    """In a demonstration, whose passwords stand on a screen, nobody from elsewhere signs in.

    From another machine the pages may be read as a stranger; nothing may be sent, and a
    session that was begun at home counts for nothing.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.DEMONSTRATION and not is_at_home(request):
            if request.method not in {"GET", "HEAD", "OPTIONS"}:
                return HttpResponseForbidden(
                    _("This is a demonstration. One signs in only from the machine it runs on."),
                    content_type="text/plain; charset=utf-8",
                )
            request.user = AnonymousUser()
        return self.get_response(request)


class EditorPolicy:
    """The page editor draws itself with inline scripts and styles: allowed there, only there."""

    relaxed = {
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'self'"],
    }

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A draft in the editor's window keeps the page's own policy, and may stand in a frame.
        if getattr(request, "is_preview", False):
            response._csp_replace = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        elif request.path_info.startswith("/cms/"):
            response._csp_replace = self.relaxed  # type: ignore[attr-defined]
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response
