"""In which other languages an address is a page, where it is none in its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import override
from wagtail.models import Page

from naboskap.core.addresses import WAYS_IN, is_open
from naboskap.core.errors import applies
from naboskap.core.secretariat import secretariat
from naboskap.projects.queries import shelf
from naboskap.ui.context import LANGUAGE_NAMES, in_language_of, language_of
from naboskap.ui.lessons import below_the_front_page
from naboskap.website.finding.collected import catalogue


@dataclass(frozen=True, slots=True)
class Told:
    """A page in another language: its address, and its title where it has one of its own."""

    code: str
    href: str
    title: str = ""

    @property
    def language(self) -> str:
        return LANGUAGE_NAMES.get(self.code, self.code)


def told_elsewhere(path: str) -> list[Told]:
    """Return where the page at ``path`` is told in other languages; none: it is no page at all."""
    spoken = language_of(path)
    found = {one.code: one for one in (*_pages(path), *_ours(path)) if one.code != spoken}
    if not applies("WEB-30", bool(found)):
        return []
    return [found[code] for code in secretariat().site_languages if code in found]


def _pages(path: str) -> Iterator[Told]:
    """Yield an editor's page that has this address in some language, in all that it is in."""
    below = in_language_of(path, settings.LANGUAGE_CODE).strip("/")
    live = Page.objects.live().public()
    here = live.filter(url_path__endswith=f"/{below}/") if below else live.filter(depth=2)
    same = live.filter(translation_key__in=here.values("translation_key"))
    found = list(same.select_related("locale"))
    keys = {
        one.translation_key
        for one in found
        if below_the_front_page(one.url_path).strip("/") == below
    }
    for page in found:
        if page.translation_key in keys:
            yield Told(page.locale.language_code, page.get_url() or "/", page.title)


def _ours(path: str) -> Iterator[Told]:
    """Yield a page that is no editor's, in the languages that it is told in."""
    for code in secretariat().site_languages:
        address = in_language_of(path, code)
        with override(code):
            try:
                match = resolve(address)
            except Resolver404:
                continue
            if match.args or not is_open(match.func) or WAYS_IN & set(match.kwargs):
                continue  # An editor's page, one behind sign-in, or somebody's own.
            if not match.kwargs or _is_public(match, address, code):
                yield Told(code, address)


def _is_public(match: ResolverMatch, address: str, code: str) -> bool:
    """Whether the one that is meant is there for everybody."""
    if match.url_name == "bank-project":
        return match.kwargs["slug"] in shelf().by_slug
    return any(one.href.partition("#")[0] == address for one in catalogue(code).items)
