"""Public pages, made once and given to everybody until something shown has changed.

The stamp (one row, read in one query) decides: a page kept under another number is made
again, in every process, whoever made the change. A page that tells of time (a round that
opens, "in seven days") also has an hour at which it is made again. A page with anything of
one visitor in it is never kept, and a visitor with a session is never given a kept one.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from naboskap.core import clock
from naboskap.disclosure.queries import public_stamp

AT_MOST = 256  # Pages a process keeps of each sort.
LONGEST = 200  # Characters behind the question mark; a longer question is answered anew.
LARGEST = 400_000  # Bytes of one page; larger ones are made each time.

R = TypeVar("R", bound=HttpResponse)


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was made, under a stamp, good until an instant."""

    stamp: int
    until: datetime
    plain: bytes
    zipped: bytes
    headers: tuple[tuple[str, str], ...]
    tag: str


def hold(response: R, *, until: datetime | None = None) -> R:
    """Let the page be kept for other visitors, until the day is over or earlier.

    Call it in a view whose page is the same for every visitor. ``until`` is the next instant
    (as domain rules see it) at which the page would say something else: a round that opens or
    closes.
    """
    end = clock.end_of(clock.today())
    response.held_until = min(until, end) if until else end  # type: ignore[attr-defined]
    return response


class PublicPages:
    """Give a kept page before anything of the visitor is looked at. Outermost but for security."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # None: a page that may be kept, and has been asked for once. What is searched for has
        # a place of its own, so that many searches do not drive out the front page.
        self.kept: OrderedDict[str, Kept | None] = OrderedDict()
        self.searched: OrderedDict[str, Kept | None] = OrderedDict()
        self.lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not may_be_shared(request):
            return self.get_response(request)
        asked = request.META.get("QUERY_STRING", "")
        key = f"{request.get_host()} {request.path}?{asked}"
        kept = self.searched if asked else self.kept
        if key not in kept:
            # Other pages pay nothing for the shelf: only what says that it may be kept is noted.
            response = self.get_response(request)
            if getattr(response, "held_until", None):
                self._put(kept, key, None)
            return response
        # Read before the page is made: a change while it is made leaves it under the old number.
        stamp, now = public_stamp(), clock.now()
        page = kept.get(key)
        if page is not None and page.stamp == stamp and page.until > now:
            return answer(request, page)
        response = self.get_response(request)
        page = self._keep(stamp, request, response)
        self._put(kept, key, page)
        return answer(request, page) if page else response

    def _put(self, kept: OrderedDict[str, Kept | None], key: str, page: Kept | None) -> None:
        with self.lock:
            kept[key] = page
            kept.move_to_end(key)
            while len(kept) > AT_MOST:
                kept.popitem(last=False)

    def _keep(self, stamp: int, request: HttpRequest, response: HttpResponse) -> Kept | None:
        until = getattr(response, "held_until", None)
        if (
            until is None
            or response.status_code != 200
            or response.cookies
            or "CSRF_COOKIE" in request.META  # The page holds a token of this visitor.
            or len(response.content) > LARGEST
        ):
            return None
        return Kept(
            stamp=stamp,
            until=until,
            plain=response.content,
            zipped=gzip.compress(response.content, 6, mtime=0),
            headers=tuple(
                (name, value)
                for name, value in response.items()
                if name.lower() not in {"vary", "content-length", "set-cookie", "cache-control"}
            ),
            tag=hashlib.sha256(response.content).hexdigest()[:20],
        )


def may_be_shared(request: HttpRequest) -> bool:
    """Whether the visitor is a stranger who asks for a plain page."""
    return (
        request.method in {"GET", "HEAD"}
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and "HTTP_HX_REQUEST" not in request.META
        and not request.path.startswith(("/static/", "/cms/"))
    )


def answer(request: HttpRequest, page: Kept) -> HttpResponse:
    """Give a kept page; the browser asks again each time, and is told when nothing is new."""
    if page.tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        response: HttpResponse = HttpResponseNotModified()
    elif "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response = HttpResponse(page.zipped)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(page.plain)
    for name, value in page.headers:
        response.headers[name] = value
    response.headers["ETag"] = f'W/"{page.tag}"'
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    return response
