"""The house's own logo, and the pages that say that something went wrong."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from naboskap.core.secretariat import secretariat
from naboskap.ui.context import language_of

PICTURES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}


@login_not_required
@require_safe
def logo(request: HttpRequest) -> FileResponse:
    """Serve the logo that the secretariat has put in its data folder."""
    name = Path(secretariat().logo).name
    path = Path(settings.DATA_DIR) / name
    if not name or path.suffix not in PICTURES or not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type=PICTURES[path.suffix])
    answer["Cache-Control"] = "public, max-age=3600"
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return answer


AT_WORK = ("/saksbehandling/", "/cms/")  # The doors of those who work here.


def _answer(request: HttpRequest, status: int, heading: str, words: str) -> HttpResponse:
    """Render an error page in the visitor's language. It tells nothing of the fault itself."""
    with translation.override(spoken(request)):
        return render(
            request,
            "ui/error.html",
            {
                "heading": heading,
                "words": words,
                "code": status,
                "lost": status == 404,
                "at_work": request.path.startswith(AT_WORK),
            },
            status=status,
        )


def spoken(request: HttpRequest) -> str:
    """The language of the address; the middleware may not have got so far."""
    return language_of(request.path)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    with translation.override(spoken(request)):
        if type(exception).__name__ == "RequestDataTooBig":
            return too_large(request)
        return _answer(
            request,
            400,
            gettext("We did not understand what your browser sent"),
            gettext("Go back, load the page again, and try once more."),
        )


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    with translation.override(spoken(request)):
        return _answer(
            request,
            403,
            gettext("This page is not open to you"),
            gettext("You may be signed in as somebody else, or the access has ended."),
        )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    with translation.override(spoken(request)):
        return _answer(
            request,
            404,
            gettext("We cannot find the page"),
            gettext(
                "The address is not right, or the page has moved."
                " If you have been writing, your text is saved."
            ),
        )


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    with translation.override(spoken(request)):
        return _answer(
            request,
            413,
            gettext("That was too much at once"),
            gettext("Go back and send less text or smaller files. Nothing else was lost."),
        )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or old: going back, the text is there."""
    with translation.override(spoken(request)):
        return _answer(
            request,
            403,
            gettext("The page had been open too long"),
            gettext(
                "Go back one page: what you wrote is still there."
                " Load the page again, then send it once more. Cookies must be allowed."
            ),
        )


def fault(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours. Asks no table: the database may be what is wrong."""
    with translation.override(spoken(request)):
        page = render_to_string("ui/fault.html", {"secretariat": secretariat()})
    return HttpResponseServerError(page)
