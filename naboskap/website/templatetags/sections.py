"""Where a page stands among others: in which section."""

from django import template
from wagtail.models import Page

from naboskap.website.models import OurPage, SectionPage

register = template.Library()


@register.simple_tag
def section_around(page: OurPage) -> Page | None:
    """Return the outermost section that ``page`` stands in, or None."""
    above = (one for one in page.above if one.specific_class is SectionPage)
    found = next(above, None)
    return found.specific if found else None
