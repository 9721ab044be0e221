"""An adviser on a page: how to call, and in which languages."""

from django import template

from naboskap.advice.models import Adviser
from naboskap.guidelines.amounts import all_of
from naboskap.guidelines.vocabulary import LANGUAGES

register = template.Library()


@register.simple_tag
def adviser_parts(adviser: Adviser) -> dict[str, str]:
    """Return the phone number as it is dialled, and the languages in words."""
    return {
        "phone": "".join(sign for sign in adviser.phone if sign in "+0123456789"),
        "languages": all_of(LANGUAGES.get(code, code) for code in adviser.languages),
    }
