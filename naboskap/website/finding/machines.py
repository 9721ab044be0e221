"""What machines that search the web are told: where everything public is, and where not to go."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from naboskap.core.secretariat import secretariat
from naboskap.projects.queries import shelf
from naboskap.ui.context import language_of
from naboskap.website.cache import hold
from naboskap.website.finding.collected import catalogue

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000  # Addresses that one map may hold.
SHUT = (
    "/min-side/",
    "/saksbehandling/",
    "/cms/",
    "/logg-inn/",
    "/sok/",
    "/meld-feil/",
    "/nyhetsbrev/mitt/",
    "/arrangementer/min/",
)


def addresses() -> Iterator[str]:
    """Yield the address of every public page, in every language. Projects by neutral names."""
    house = secretariat()
    for code in house.site_languages:
        with override(code):
            yield from dict.fromkeys(
                one.href.partition("#")[0]
                for one in catalogue(code).items
                if language_of(one.href) == code
            )
            for entry in shelf().entries if code in house.languages else ():
                yield reverse("bank-project", args=[entry.slug])


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every public page (sitemaps.org)."""
    rows = "".join(
        f"<url><loc>{escape(settings.SITE_URL + address)}</loc></url>\n"
        for _number, address in zip(range(MOST), addresses(), strict=False)
    )
    text = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{NAMESPACE}">\n{rows}</urlset>\n'
    )
    return hold(HttpResponse(text, content_type="application/xml"))


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say where machines need not go, and where the list of pages is."""
    prefixes = ["" if code == settings.LANGUAGE_CODE else f"/{code}" for code in _languages()]
    shut = "".join(f"Disallow: {prefix}{path}\n" for prefix in prefixes for path in SHUT)
    text = f"User-agent: *\n{shut}\nSitemap: {settings.SITE_URL}{reverse('sitemap')}\n"
    return hold(HttpResponse(text, content_type="text/plain; charset=utf-8"))


def _languages() -> tuple[str, ...]:
    return secretariat().site_languages
