"""The project bank: the list, all of whose state is in its address, and one project."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naboskap.core.words import quoted
from naboskap.disclosure import gate
from naboskap.projects.queries import (
    Listing,
    figures,
    has_public_story,
    public_card,
    public_cards,
)
from naboskap.projects.shelf import PER_PAGE, Filters
from naboskap.projects.statuses import Theme
from naboskap.website.bank.charts import chart
from naboskap.website.cache import hold

LONGEST_WORDS = 200  # characters of a search; more is cut
# How the address says what the filters mean.
WORDS, THEME, YEAR, REGION, KIND, PAGE = "sok", "tema", "ar", "sted", "partner", "page"


def filters_of(asked: Any) -> Filters:
    """Read the address; what we do not know is not asked for."""
    year = asked.get(YEAR, "")
    theme = asked.get(THEME, "")
    return Filters(
        words=asked.get(WORDS, "").strip()[:LONGEST_WORDS],
        theme=theme if theme in Theme else "",
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        region=asked.get(REGION, "")[:8],
        kind=asked.get(KIND, "")[:20],
    )


def address(filters: Filters, **changed: Any) -> str:
    """Return the address of the list with these filters, some of them changed."""
    asked = {
        WORDS: filters.words,
        THEME: filters.theme,
        YEAR: filters.year,
        REGION: filters.region,
        KIND: filters.kind,
    } | changed
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("bank") + (f"?{query}" if query else "")


@login_not_required
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """List the projects that were asked for, with what each further choice would give."""
    number = request.GET.get(PAGE, "1")
    filters = filters_of(request.GET)
    listing = public_cards(filters, int(number) if number.isdecimal() and len(number) < 5 else 1)
    regions = listing.facets["region"]
    response = render(
        request,
        "website/bank/projects.html",
        {
            "listing": listing,
            "page": _page(listing),
            "filters": filters,
            "choices": _choices(listing),
            "chosen": _chosen(filters),
            "chart": chart(
                regions,
                hrefs={code: address(filters, **{REGION: code}) for code in regions},
                chosen={filters.region},
            ),
            "all": reverse("bank"),
        },
    )
    return hold(response)


@login_not_required
@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one project as the pair wished and the gate allows; else there is no such page."""
    card = public_card(slug)
    if card is None:
        raise Http404
    shown = Counter({str(code): 1 for code in (*card.a.regions, *card.b.regions)})
    similar = (
        address(Filters(kind=str(card.b.kind), region=str(card.b.regions[0])))
        if card.b.kind and card.b.regions
        else ""
    )
    drawn = chart(Counter(), chosen=set(shown))
    response = render(
        request,
        "website/bank/project.html",
        {
            "card": card,
            "chart": drawn if drawn and drawn.chosen else None,
            "similar": similar,
            "has_story": card.is_own and has_public_story(card.slug),
            "theme": address(Filters(theme=card.theme)) if card.theme else "",
            "year": address(Filters(year=card.year)) if card.year else "",
        },
    )
    return hold(response)


@login_not_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Tell what the open data holds, what it leaves out and why, and under which licence."""
    return hold(render(request, "website/bank/data.html", {"figures": figures()}))


def _page(listing: Listing) -> Page[int]:
    return Paginator(range(listing.total), PER_PAGE).page(listing.number)


def _choices(listing: Listing) -> list[dict[str, Any]]:
    """Return the choices of the form, each with how many projects it would give."""
    language, facets = get_language() or "nb", listing.facets
    asked = listing.filters

    def options(name: str, chosen: str, words: Any) -> list[dict[str, Any]]:
        known = [(value, words(value)) for value in {*facets[name], *filter(None, [chosen])}]
        return [
            {
                "value": value,
                "label": label,
                "count": facets[name][value],
                "is_chosen": value == chosen,
            }
            for value, label in known
            if label
        ]

    def by_label(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return sorted(rows, key=lambda row: str(row["label"]))

    return [
        {
            "name": THEME,
            "label": _("About"),
            "any": _("All fields"),
            "options": by_label(options("theme", asked.theme, lambda v: Theme(v).label)),
        },
        {
            "name": YEAR,
            "label": _("Year"),
            "any": _("All years"),
            "options": sorted(
                options("year", str(asked.year or ""), str),
                key=lambda row: row["value"],
                reverse=True,
            ),
        },
        {
            "name": REGION,
            "label": _("Place"),
            "any": _("All places"),
            "options": by_label(
                options("region", asked.region, lambda v: gate.region_name(v, language))
            ),
        },
        {
            "name": KIND,
            "label": _("Partner"),
            "any": _("All partners"),
            "options": by_label(
                options("kind", asked.kind, lambda v: gate.kind_name(v, language))
            ),
        },
    ]


def _chosen(filters: Filters) -> list[dict[str, str]]:
    """Return what was chosen, each with the address without it."""
    language = get_language() or "nb"
    told = [
        (WORDS, quoted(filters.words) if filters.words else ""),
        (THEME, str(Theme(filters.theme).label) if filters.theme else ""),
        (YEAR, str(filters.year or "")),
        (REGION, str(gate.region_name(filters.region, language) or "")),
        (KIND, str(gate.kind_name(filters.kind, language) or "")),
    ]
    return [
        {"label": label, "href": address(filters, **{name: ""})} for name, label in told if label
    ]
