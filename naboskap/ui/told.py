"""Which addresses are told in a language that has not all of the website's pages.

What has an address of its own in that language is told in it, and so is every page that is
published in it: read from the page tree each time, so that an editor who translates a page need
tell nobody.
"""

from functools import lru_cache
from typing import Any

from django.urls import Resolver404, resolve
from wagtail.models import Page

from naboskap.ui import wording
from naboskap.ui.lessons import below_the_front_page


def is_told(address: str, request: Any) -> bool:
    """Whether ``address`` is a page of its own in the language that is spoken now."""
    spoken = wording.language()
    return _is_a_view(address, spoken) or address in _pages(spoken, request)


@lru_cache(maxsize=512)
def _is_a_view(address: str, _spoken: str) -> bool:
    try:
        return resolve(address).url_name != "wagtail_serve"
    except Resolver404:
        return False


def _pages(spoken: str, request: Any) -> frozenset[str]:
    """Return the addresses of the published pages; a page asks for all of them once."""
    there: frozenset[str] | None = getattr(request, "pages_told", None)
    if there is None:
        rows = Page.objects.live().filter(locale__language_code=spoken, depth__gt=1)
        paths = rows.values_list("url_path", flat=True)
        there = frozenset(f"/{spoken}/{below_the_front_page(path)}" for path in paths)
        if request is not None:
            request.pages_told = there
    return there
