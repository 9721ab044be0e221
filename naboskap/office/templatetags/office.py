"""Small words of the office's own pages."""

from typing import Any

from django import template

from naboskap.office.home.menu import Entry, menu_of

register = template.Library()


@register.filter
def slashless(number: str) -> str:
    """Write a case's number as it stands in addresses: 21/0412 is 21-0412."""
    return number.replace("/", "-")


@register.simple_tag(takes_context=True)
def office_menu(context: dict[str, Any]) -> list[Entry]:
    """Return the lines of the menu that are open to the person who is signed in."""
    return menu_of(context["request"].user)
