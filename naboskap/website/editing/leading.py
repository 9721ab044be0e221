"""Whether a link within the site leads to something that is there."""

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import override
from wagtail.models import Page

from naboskap.core.addresses import is_open
from naboskap.projects.queries import public_card
from naboskap.ui.context import language_of
from naboskap.ui.lessons import below_the_front_page


def leads_to_a_page(href: str) -> bool:
    """Whether ``href`` is there: a published page, a page of the house's own, or elsewhere.

    What is elsewhere, on the same page, or a way to write or call is not followed.
    """
    if not href.startswith("/"):
        return bool(href)
    path = href.partition("#")[0].partition("?")[0]
    code = language_of(path)
    with override(code):
        try:
            match = resolve(path)
        except Resolver404:
            return False
        if match.url_name != "wagtail_serve":
            return _shows_something(match, path, code)
    below = match.args[0] if match.args else ""
    live = Page.objects.live().filter(locale__language_code=code, depth__gt=1)
    near = live.filter(url_path__endswith=f"/{below}").values_list("url_path", flat=True)
    return any(below_the_front_page(one) == below for one in near)


def _shows_something(match: ResolverMatch, path: str, code: str) -> bool:
    """Whether a page of the house's own is for everybody, and about what they may find."""
    from naboskap.website.finding.collected import catalogue  # noqa: PLC0415 -- a circle

    if not match.kwargs:
        return is_open(match.func) or "portal" in match.namespaces
    if match.url_name == "bank-project":
        return public_card(match.kwargs["slug"]) is not None
    return any(item.href.partition("#")[0] == path for item in catalogue(code).items)
