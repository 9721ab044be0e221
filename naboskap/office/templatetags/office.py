"""Small words of the office's own pages."""

from django import template

register = template.Library()


@register.filter
def slashless(number: str) -> str:
    """Write a case's number as it stands in addresses: 21/0412 is 21-0412."""
    return number.replace("/", "-")
