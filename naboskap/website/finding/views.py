"""Search over all that is public, all of whose state is in its address; and a page not there."""

import logging
import re
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect

from naboskap.advice.queries import adviser_for
from naboskap.core.secretariat import secretariat
from naboskap.ui import views as ui
from naboskap.ui.context import language_of
from naboskap.ui.wording import language
from naboskap.website.cache import hold
from naboskap.website.finding.kinds import KINDS
from naboskap.website.finding.missed import (
    is_page_like,
    may_have_been_ours,
    note_missed,
    old_path_of,
)
from naboskap.website.finding.search import PER_PAGE, Result, look_for, nearest_pages
from naboskap.website.finding.told import Told, told_elsewhere

logger = logging.getLogger(__name__)
LONGEST = 200  # characters of a search; more is cut
WORDS, KIND, PAGE = "sok", "hva", "page"  # How the address says what was asked for.


def address(words: str, kind: str = "") -> str:
    """Return the address of a search."""
    asked = {WORDS: words, KIND: kind}
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("search") + (f"?{query}" if query else "")


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found, counted by kind; where nothing was, lead on."""
    number = request.GET.get(PAGE, "1")
    kind = request.GET.get(KIND, "")
    result = look_for(
        request.GET.get(WORDS, "").strip()[:LONGEST],
        kind if kind in KINDS else "",
        int(number) if number.isdecimal() and len(number) < 4 else 1,
        language(),
    )
    response = render(
        request,
        "website/finding/search.html",
        {
            "result": result,
            "choices": _choices(result),
            "every": address(result.words),
            "more": {group.kind: address(result.words, group.kind) for group in result.groups},
            "page": _page(result),
            "adviser": adviser_for("", language()),
        },
    )
    return hold(response)


def _choices(result: Result) -> list[dict[str, object]]:
    """Return the kinds to choose among, each with how much it would give."""
    return [
        {
            "value": code,
            "label": label,
            "count": result.counts.get(code, 0),
            "is_chosen": code == result.kind,
        }
        for code, label in KINDS.items()
    ]


def _page(result: Result) -> object:
    number = result.counts.get(result.kind, 0) if result.kind else 0
    return Paginator(range(number), PER_PAGE).page(result.number)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for a page that is not there: led on where it moved, told where else it is to be
    read, else search and what is near.

    A door behind sign-in is answered plainly, and asks no table; what looks like no page of the
    site (a file, a key) only where an old one leads; but a language that only pages are told in
    says even of those doors where they are told.
    """
    is_told_of = language_of(request.path) in secretariat().page_languages
    is_a_page = is_told_of or is_page_like(request.path)
    if request.method not in {"GET", "HEAD"} or not (
        is_a_page or may_have_been_ours(request.path)
    ):
        return ui.not_found(request, exception)
    with translation.override(ui.spoken(request)):
        try:
            if (moved := _moved(request)) and moved.link:
                return redirect(str(moved.link), permanent=bool(moved.is_permanent))
            if is_a_page and (elsewhere := told_elsewhere(request.path)):
                return hold(_untold(request, elsewhere))
            if not is_page_like(request.path):
                return ui.not_found(request, exception)
            nearest = nearest_pages(words_of_address(request.path), language())
            note_missed(request.path)
        except DatabaseError:  # The page that says so must come, whatever is wrong.
            logger.exception("An address that is not there could not be looked up")
            return ui.not_found(request, exception)
        last = request.path.rstrip("/").rpartition("/")[2]
        context = {"nearest": nearest, "words": words_of_address(last)}
        return render(request, "website/finding/missing.html", context, status=404)


def _moved(request: HttpRequest) -> Redirect | None:
    """Return where an old address leads: as it was asked, else without its question mark."""
    asked, plain = old_path_of(request.get_full_path()), old_path_of(request.path)
    found = get_redirect(request, asked) if asked != plain else None
    return found or get_redirect(request, plain)


def _untold(request: HttpRequest, elsewhere: list[Told]) -> HttpResponse:
    """Say that the page is not told in this language, and where it is to be read. Rule WEB-30.

    It is no page that is missing, so it is answered as found; no machine is to keep it.
    """
    context = {
        "elsewhere": elsewhere,
        "in_languages": {one.code: one.href for one in elsewhere},
        "adviser": adviser_for("", language()),
    }
    return render(request, "website/finding/untold.html", context)


def words_of_address(path: str) -> str:
    """Return the words of an address, as one would search for them; its language is none."""
    words = [word for word in re.split(r"[/_-]+", path) if word]
    codes = secretariat().site_languages
    return " ".join(words[1:] if words[:1] and words[0] in codes else words)
