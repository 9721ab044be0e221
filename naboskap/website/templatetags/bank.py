"""The project bank on other pages: its figures, and its map."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from naboskap.core.secretariat import secretariat
from naboskap.projects.queries import figures_in_all_and_newest, public_cards
from naboskap.projects.shelf import Filters
from naboskap.ui import wording
from naboskap.website.bank.charts import chart
from naboskap.website.bank.views import REGION, address

register = template.Library()
SHORT_FROM = 10_000_000  # kroner


@register.inclusion_tag("website/bank/_figures.html")
def bank_figures() -> dict[str, Any]:
    """Say what the bank comes to, in all and in its newest year.

    A figure that nothing is known of is not shown.
    """
    house = secretariat()
    total, newest = figures_in_all_and_newest()
    return {"figures": total, "newest": newest, "home": house.home, "across": house.across}


@register.inclusion_tag("website/bank/_map.html")
def bank_map() -> dict[str, Any]:
    """Draw the map of all projects, each region a way into the list."""
    regions = public_cards(Filters(), per_page=1).facets["region"]
    hrefs = {code: address(Filters(), **{REGION: code}) for code in regions}
    return {"chart": chart(regions, hrefs=hrefs)}


@register.filter
def support(ore: int | None) -> str:
    """Write a sum as a figure whose unit, kroner, stands beside it; ten million and more short."""
    kroner = (ore or 0) // 100
    if kroner < SHORT_FROM:
        return wording.count(kroner)
    return _("%(number)s million") % {"number": wording.percent(round(kroner / 1_000_000, 1))}
