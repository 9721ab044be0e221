"""Pictures, as they were drawn for the pages. Never what was handed in.

A draft's picture is open too, to whoever has its drawn name: those who see the draft.
"""

import mimetypes

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

DRAWN = "images"  # Where Wagtail keeps the sizes that it has drawn.
ONE_YEAR = 365 * 24 * 3600


@login_not_required
@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give one size of a picture. Its name says what it is, so that a browser may keep it."""
    path = settings.MEDIA_ROOT / DRAWN / slug
    kind = mimetypes.guess_type(slug)[0] or ""
    if not kind.startswith("image/") or kind == "image/svg+xml" or not path.is_file():
        raise Http404
    return FileResponse(
        path.open("rb"),
        content_type=kind,
        headers={"Cache-Control": f"public, max-age={ONE_YEAR}, immutable"},
    )
