"""The page that an error is told of, as it may be written down."""

from django import template

from naboskap.core.addresses import MASK
from naboskap.website.faults.views import page_told_of as told_of

register = template.Library()


@register.filter
def page_told_of(path: str) -> str:
    """Return the address of a page without what lets somebody in."""
    return told_of(path)


@register.filter
def is_whole(path: str) -> bool:
    """Whether an address leads anywhere: nothing in it is masked."""
    return MASK not in path
