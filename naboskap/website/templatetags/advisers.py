"""An adviser on a page: how to call, and in which languages."""

from django import template

from naboskap.advice.contact import dialled, spoken
from naboskap.advice.models import Adviser

register = template.Library()


@register.simple_tag
def adviser_parts(adviser: Adviser) -> dict[str, str]:
    """Return the phone number as it is dialled, and the languages in words."""
    return {"phone": dialled(adviser.phone), "languages": spoken(adviser.languages)}
