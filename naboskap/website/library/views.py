"""The files of publications: to visitors while a page shows them, to editors before too."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from naboskap.core.errors import applies
from naboskap.ui.wording import language
from naboskap.website.feeds import NEWEST, feed_of
from naboskap.website.library.shown import download_name
from naboskap.website.library.standing import standing_of
from naboskap.website.models.files import LibraryFile
from naboskap.website.models.library import LibraryPage, PublicationPage, pages_showing

# It is no page: nothing in it runs, fetches, or frames anything, wherever it is opened.
SEALED = "default-src 'none'; sandbox; frame-ancestors 'none'"


@login_not_required
@require_safe
def library_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give a file while a page that is out shows it, and nobody is named in it. Rule WEB-69.

    A browser that has it asks each time whether it may still be shown, and gets no second copy.
    """
    file = get_object_or_404(LibraryFile, file=f"documents/{slug}")
    row = next(iter(pages_showing(file)), None)
    if applies("WEB-69", row is None) or not standing_of([file])[file.pk].may_leave:
        raise Http404
    title, spoken = (row.page.title, row.language) if row else ("", "")
    return _given(request, file, download_name(title, spoken, slug))


@require_safe
def desk_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give an editor a file to read, before anybody else has it."""
    file = get_object_or_404(LibraryFile, pk=pk)
    response = _given(request, file, download_name(file.title, "", file.filename))
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _given(request: HttpRequest, file: LibraryFile, name: str) -> HttpResponseBase:
    tag = f'"{file.file_hash}"'
    response: Any
    if file.file_hash and tag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = FileResponse(
            file.file.open("rb"), content_type=file.kind, as_attachment=True, filename=name
        )
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SEALED
    response.headers["X-Robots-Tag"] = "noarchive"
    return response  # type: ignore[no-any-return]


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give what has come to the library last, in the reader's language."""
    listed = LibraryPage.objects.live().filter(locale__language_code=language()).first()
    every = PublicationPage.objects.live().order_by("-last_published_at", "-pk")
    newest = every.child_of(listed)[:NEWEST] if listed else []
    return feed_of(request, listed, newest)
